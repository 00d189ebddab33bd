import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refuse } from '../kit/refusal.ts';
import type { App } from './app.ts';
import { firstAnswersMsMax } from './first-answers.ts';
import { html } from './html.ts';
import { createHttp } from './http.ts';
import { type PageKind, pages } from './pages.ts';
import { refusable } from './refusable.ts';
import { castOf } from './test-app.ts';
import { readTexts } from './texts.ts';

const { guest, vera } = castOf('shop-1', 'shop-2');
const wicked = '</script><img src=x onerror=alert(1)> $& $1';
const folder = mkdtempSync(path.join(tmpdir(), 'livestall-pages-'));
let app: App;

const stall: PageKind = {
  address: /^\/stalls\/([a-z]+)$/,
  scripts: ['stall-'],
  early: 'early-',
  asks: (name) => [`/api/stalls/${name}`, '/api/me'],
  draw(name, answers) {
    const found = answers.get(`/api/stalls/${name}`) as { title: string } | undefined;
    return found ? { title: found.title, language: 'ko', content: html`<h1>${found.title}</h1>` } : null;
  },
};

const offline = () => ({ title: 'No connection', language: 'en', content: html`<h1>No connection</h1>` });

beforeAll(async () => {
  writeBuilt();
  app = await createHttp({
    publicUrl: 'http://shop.example',
    mediaPublicUrl: 'http://shop.example:3001',
    actorOf: async ({ cookie }) => (cookie?.includes('who=vera') ? vera : guest),
    refusals: { not_allowed: 403 },
    texts: await readTexts({ platform: new URL('messages', import.meta.url).pathname }),
    uploadBytesMax: 1000,
  });
  routes(app);
  const onPage = async (_request: unknown, reply: { header(name: string, value: string): unknown }) => {
    reply.header('set-cookie', 'guest=g-1; Path=/');
  };
  await pages(app, { folder, onPage, scripts: ['app-'], kinds: [stall], offline });
  await app.ready();
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

test('a page shows what its visitor may know before any script, and has the answers with it', async () => {
  const { body, headers } = await page('/stalls/open');
  expect(body).toContain('<html lang="ko"');
  expect(body).toContain('<div id="root"><h1>&lt;/script&gt;&lt;img');
  expect(body).not.toContain('the mark');
  expect(answersIn(body)).toEqual({ '/api/stalls/open': { title: wicked }, '/api/me': { name: '' } });
  expect(headers['cache-control']).toBe('no-store');
});

test('markup in what people have written stays text, in the drawing, the title and the data', async () => {
  const { body } = await page('/stalls/open');
  expect(body).not.toContain('<img');
  expect(body).toContain('<title>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; $&amp; $1</title>');
  expect(body.match(/<script/g)).toHaveLength(3);
});

test('whoever may not see it gets neither drawing nor data of it, and the same person through the page as through the API', async () => {
  const strangers = (await page('/stalls/members')).body;
  expect(strangers).toContain('<div id="root"><p>the mark</p></div>');
  expect(Object.keys(answersIn(strangers))).toEqual(['/api/me']);
  const own = (await page('/stalls/members', 'who=vera')).body;
  expect(own).toContain('<h1>Members</h1>');
  expect(answersIn(own)['/api/me']).toEqual({ name: 'Vera' });
});

test('a first visitor asks with the cookie that the page has only just given', async () => {
  const { headers, body } = await page('/stalls/cookies');
  expect(headers['set-cookie']).toEqual(['guest=g-1; Path=/', 'seen=1; Path=/']);
  expect(body).toContain('<h1>guest=g-1</h1>');
});

test('an API that does not answer in time keeps no page', async () => {
  const began = performance.now();
  const { body, headers } = await page('/stalls/slow');
  expect(performance.now() - began).toBeLessThan(firstAnswersMsMax * 5);
  expect(body).not.toContain('first-answers');
  expect(headers['cache-control']).toBe('no-cache');
});

test('its scripts are named: the early one first, then the app; other pages name the app alone', async () => {
  const { body } = await page('/stalls/open');
  expect(body.indexOf('src="/assets/early-1.js"')).toBeLessThan(body.indexOf('src="/assets/index-1.js"'));
  for (const file of ['app-1.js', 'stall-1.js'])
    expect(body).toContain(`rel="modulepreload" crossorigin href="/assets/${file}"`);
  const other = (await page('/elsewhere')).body;
  expect(other).toContain('app-1.js');
  expect(other).not.toMatch(/early-|stall-|first-answers/);
});

test('what is kept for when nothing answers needs no script and makes nobody a guest', async () => {
  const { body, headers } = await page('/offline');
  expect(body).toContain('<div id="root"><h1>No connection</h1></div>');
  expect(body).not.toMatch(/<script|modulepreload/);
  expect([headers['set-cookie'], headers['cache-control']]).toEqual([undefined, 'no-cache']);
});

function page(url: string, cookie = '') {
  return app.inject({ method: 'GET', url, headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) } });
}

function answersIn(body: string): Record<string, unknown> {
  return JSON.parse(/id="first-answers">(.*?)<\/script>/s.exec(body)![1]!);
}

function writeBuilt(): void {
  mkdirSync(path.join(folder, 'assets'));
  const names = ['index-1', 'app-1', 'early-1', 'stall-1'];
  for (const name of names) writeFileSync(path.join(folder, 'assets', `${name}.js`), '');
  const head = '<title>Livestall</title><script type="module" crossorigin src="/assets/index-1.js"></script>';
  const body = '<div id="root"><p>the mark</p></div>';
  writeFileSync(path.join(folder, 'index.html'), `<html lang="en"><head>${head}</head><body>${body}\n</body></html>`);
}

function routes(to: App): void {
  const params = Type.Object({ name: Type.String() });
  const response = refusable(Type.Object({ title: Type.String() }));
  to.route({
    ...{ method: 'GET', url: '/api/stalls/:name', schema: { params, response } },
    async handler({ params: { name }, actor, headers }, reply) {
      if (name === 'slow') await new Promise((resolve) => setTimeout(resolve, firstAnswersMsMax * 10));
      if (name === 'members') return actor.accountId === null ? refuse('not_allowed') : { title: 'Members' };
      if (name !== 'cookies') return { title: wicked };
      reply.header('set-cookie', 'seen=1; Path=/');
      return { title: headers.cookie ?? '' };
    },
  });
  to.route({
    ...{ method: 'GET', url: '/api/me', schema: { response: refusable(Type.Object({ name: Type.String() })) } },
    handler: async ({ actor }) => ({ name: actor.name ?? '' }),
  });
}
