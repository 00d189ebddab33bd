import { Registry } from 'prom-client';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../kit/actor.ts';
import { refuse } from '../kit/refusal.ts';
import { closed } from '../kit/schema.ts';
import type { App } from './app.ts';
import { docs } from './docs.ts';
import { createHttp } from './http.ts';
import { observe } from './observe.ts';
import { refusable, requireNamed } from './refusable.ts';
import { readTexts } from './texts.ts';

const guest: Actor = {
  viewerId: 'g',
  accountId: null,
  name: null,
  sessionId: null,
  expiresAt: Infinity,
  operator: false,
  roles: {},
};
const origin = 'http://shop.example';
let app: App;

beforeAll(async () => {
  app = await createHttp({
    publicUrl: origin,
    mediaPublicUrl: 'http://shop.example:3001',
    actorOf: async () => guest,
    refusals: { too_blue: 409, name_needed: 403 },
    texts: await readTexts({ platform: new URL('messages', import.meta.url).pathname }),
    uploadBytesMax: 1000,
    requestsPerMinuteMax: 40,
  });
  observe(app, { registry: new Registry(), ready: async () => false });
  app.route({
    method: 'POST',
    url: '/api/paint/:wall',
    schema: {
      params: Type.Object({ wall: Type.Integer() }),
      body: Type.Object({ colour: Type.String({ maxLength: 10 }) }, closed),
      response: refusable(Type.Object({ wall: Type.Integer(), colour: Type.String() })),
    },
    handler: async (request) => {
      if (request.body.colour === 'blue') return refuse('too_blue', { wall: request.params.wall });
      if (request.body.colour === 'unlisted') return refuse('never_written_down');
      if (request.body.colour === 'broken') throw new Error('a secret of the inside');
      if (request.body.colour === 'named') {
        const named = requireNamed(request);
        return 'refused' in named ? named : { wall: 0, colour: named.name };
      }
      return { wall: request.params.wall, colour: request.body.colour, hidden: 'never sent' } as {
        wall: number;
        colour: string;
      };
    },
  });
  await docs(app);
  await app.ready();
});
afterAll(() => app.close());

const paint = (body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/paint/3',
    headers: { origin, 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('[H1] a handler answers, and only what its schema names leaves', async () => {
  const answer = await paint({ colour: 'red' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ wall: 3, colour: 'red' });
});

test('[H2] a returned refusal becomes its status, code, sentence and request id', async () => {
  const answer = await paint({ colour: 'blue' });
  expect(answer.statusCode).toBe(409);
  expect(answer.json()).toMatchObject({ code: 'too_blue', details: { wall: 3 }, id: expect.any(String) });
  expect((await paint({ colour: 'named' })).json()).toMatchObject({ code: 'name_needed' });
});

test('[H3] a refusal that no protocol lists is a fault, and a fault shows nothing of the inside', async () => {
  for (const colour of ['unlisted', 'broken']) {
    const answer = await paint({ colour });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'fault', text: 'Something went wrong on our side.' });
    expect(answer.body).not.toContain('secret');
  }
});

test.each([
  ['broken JSON', '{"colour":'],
  ['an unknown key', { colour: 'red', price: 1 }],
  ['a wrong type', { colour: 4 }],
  ['too long a text', { colour: 'reddishbrown' }],
  ['no body', ''],
])('[H4] %s is refused bad_request', async (_name, body) => {
  const answer = await paint(body);
  expect(answer.json()).toMatchObject({ code: 'bad_request' });
  expect(answer.statusCode).toBe(400);
});

test('[H5] a body over the limit is refused too_large, another type unsupported_type', async () => {
  expect((await paint({ colour: 'x'.repeat(70_000) })).json()).toMatchObject({ code: 'too_large' });
  expect((await paint('a', { 'content-type': 'text/csv' })).json()).toMatchObject({ code: 'unsupported_type' });
});

test('[H6] a writing request from another page is refused bad_origin', async () => {
  for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { origin: `${origin}.evil.example` }]) {
    expect((await paint({ colour: 'red' }, headers)).json()).toMatchObject({ code: 'bad_origin' });
  }
  const crossSite = await app.inject({
    method: 'POST',
    url: '/api/paint/3',
    headers: { 'sec-fetch-site': 'cross-site' },
    payload: {},
  });
  expect(crossSite.json()).toMatchObject({ code: 'bad_origin' });
});

test('[H7] every answer carries the policy that keeps foreign scripts out', async () => {
  const { headers } = await app.inject('/healthz');
  expect(headers['content-security-policy']).toContain("script-src 'self';");
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(headers['content-security-policy']).not.toContain('frame-src');
  expect(headers['permissions-policy']).toContain('payment=()');
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('[H8] health, readiness, metrics and docs answer; an unknown address is refused not_found', async () => {
  expect((await app.inject('/healthz')).statusCode).toBe(200);
  expect((await app.inject('/readyz')).statusCode).toBe(503);
  expect((await app.inject('/metrics')).body).toContain('livestall_http_seconds_bucket');
  expect((await app.inject('/openapi.json')).json()).toMatchObject({
    openapi: '3.1.0',
    paths: { '/api/paint/{wall}': expect.anything() },
  });
  expect((await app.inject('/docs/')).statusCode).toBe(200);
  expect((await app.inject('/api/nothing')).json()).toMatchObject({ code: 'not_found' });
});

test('[H10] an address is what its route says, however it is written', async () => {
  const encoded = await app.inject({
    method: 'POST',
    url: '/%61pi/paint/3',
    headers: { origin, 'content-type': 'application/json' },
    payload: { colour: 'named' },
  });
  expect(encoded.json()).toMatchObject({ code: 'name_needed' });
  expect(encoded.headers['x-ratelimit-limit']).toBe('40');
  for (const url of ['/%zz', '/%']) expect((await app.inject(url)).json()).toMatchObject({ code: 'not_found' });
});

test('[H11] no sentence has a hole in it', async () => {
  for (const body of ['{"colour":', '[', { colour: 4 }]) expect((await paint(body)).body).not.toContain('{{');
});

test('[H9] beyond the limit of a minute requests are refused rate_limited', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => paint({ colour: 'red' })));
  const last = answers.filter((answer) => answer.statusCode === 429);
  expect(last.length).toBeGreaterThanOrEqual(20);
  expect(last[0]!.json()).toMatchObject({ code: 'rate_limited' });
});
