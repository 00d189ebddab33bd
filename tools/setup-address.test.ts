import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { setupKeyOf } from '../apps/server/keys.ts';
import { readSettings, type Settings } from '../apps/settings.ts';
import { setupAddress } from './setup-address.ts';

const secret = 'a secret of this test, long enough for it';
let server: Server | undefined;
afterEach(() => void server?.close());

/** The settings of an installation whose server says this of its set-up. */
async function installation(answer: object, status = 200): Promise<Settings> {
  server = createServer((_request, response) => response.writeHead(status).end(JSON.stringify(answer)));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const port = (server.address() as AddressInfo).port;
  const settings = readSettings({ PORT: String(port), PUBLIC_URL: 'https://live.example.com', SECRET: secret });
  if ('problem' in settings) throw new Error(settings.problem);
  return settings;
}

test('[A15] the start names the next key, behind the sign that no browser sends to a server', async () => {
  const address = await setupAddress(await installation({ open: true, number: 2 }));
  expect(address).toBe(`https://live.example.com/setup#key=${setupKeyOf(secret, 2)}`);
  expect(new URL(address!).search).toBe('');
  expect(setupKeyOf(secret, 2)).not.toBe(setupKeyOf(secret, 1));
});

test('[A15] it names none once there is a real shop, and none where nobody says so', async () => {
  expect(await setupAddress(await installation({ open: false, number: 1 }))).toBeNull();
  server!.close();
  expect(await setupAddress(await installation({ code: 'database_down' }, 503))).toBeNull();
});
