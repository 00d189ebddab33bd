import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mediaKeyOf } from '../../apps/server/keys.ts';
import { Problem, runTool } from '../problem.ts';

const file = 'deploy/.env';

/** The secrets of a deployment, made once. MEDIA_KEY follows from SECRET: the media processes get no more than that. */
export function deployEnv(): string {
  const fresh = () => randomBytes(32).toString('base64url');
  const secret = fresh();
  const env = { SECRET: secret, MEDIA_KEY: mediaKeyOf(secret), POSTGRES_PASSWORD: fresh(), NATS_PASSWORD: fresh() };
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

if (import.meta.main) {
  await runTool(async () => {
    if (existsSync(file) && readFileSync(file, 'utf8').includes('SECRET='))
      throw new Problem(`${file} is there already, and its secrets stay.`);
    writeFileSync(file, deployEnv(), { mode: 0o600 });
    console.log(`${file} written. PUBLIC_URL=https://shop.example in it names your address.`);
    return 0;
  });
}
