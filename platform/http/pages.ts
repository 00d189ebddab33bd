import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../kit/refusal.ts';
import type { App } from './app.ts';
import { builtScripts } from './built-files.ts';
import { type FirstAnswers, firstAnswers } from './first-answers.ts';
import { escapeHtml, type Html, jsonBlock } from './html.ts';

export interface PagesNeeds {
  /** The built web app: index.html and assets/ with hashed names. */
  readonly folder: string;
  /** Before a page is sent: a browser without a cookie becomes a guest. */
  readonly onPage: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** What every page loads, by the beginning of its built name: the page names it, and the browser need not find it. */
  readonly scripts: readonly string[];
  /** Pages that say something before a script runs. */
  readonly kinds: readonly PageKind[];
  /** What a browser keeps for when nothing answers. It is the same for everybody who speaks one language. */
  readonly offline: (request: FastifyRequest) => DrawnPage;
}

export interface PageKind {
  /** Addresses of this kind; what it captures goes to `asks` and `draw`. */
  readonly address: RegExp;
  /** Scripts that it will need beside those of every page. */
  readonly scripts: readonly string[];
  /** A script that begins before the app and need not wait for it. */
  readonly early: string;
  /** What this page asks the API first. */
  asks(captured: string): readonly string[];
  /** What is seen before any script runs, of these answers alone; null where there is nothing to show. */
  draw(captured: string, answers: FirstAnswers, page: { request: FastifyRequest }): DrawnPage | null;
}

export interface DrawnPage {
  readonly title: string;
  readonly language: string;
  readonly content: Html;
}

/** Under this id the web app finds the first answers. */
const answersId = 'first-answers';
const serverPaths = /^\/(api|docs|pictures|socket|assets)(\/|$)|\.[a-z0-9]{1,5}$/i;

/** Serves the web app: its files as they are, and its one page for every other address that a person may type. */
export async function pages(app: App, { folder, onPage, scripts, kinds, offline }: PagesNeeds): Promise<void> {
  // While developing, Vite serves the pages and there may be nothing built.
  if (!existsSync(path.join(folder, 'index.html'))) return;
  await serveFiles(app, folder);
  const bare = withPreloads(readFileSync(path.join(folder, 'index.html'), 'utf8'), folder, scripts);
  const prepared = kinds.map((kind) => ({ kind, page: withScriptsOf(kind, bare, folder) }));
  const still = withoutScripts(bare);
  app.get('/offline', { schema: { hide: true } }, async (request, reply) => {
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache');
    return withDrawing(still, offline(request));
  });
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const address = request.url.split('?')[0]!;
    if (serverPaths.test(address)) return refuse('not_found');
    await onPage(request, reply);
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache');
    for (const { kind, page } of prepared) {
      const captured = kind.address.exec(address)?.[1];
      if (captured !== undefined) return filled(app, { request, reply, kind, captured, page });
    }
    return bare;
  });
}

async function serveFiles(app: App, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    setHeaders(response, file) {
      const hashed = file.startsWith(path.join(folder, 'assets'));
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

interface Filling {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly kind: PageKind;
  readonly captured: string;
  readonly page: string;
}

/** The page with what this visitor may know of it. It is theirs alone, and of this moment: no cache keeps it. */
async function filled(app: App, { request, reply, kind, captured, page }: Filling): Promise<string> {
  const answers = await firstAnswers(app, { request, reply }, kind.asks(captured));
  if (answers.size === 0) return page;
  reply.header('cache-control', 'no-store');
  const drawn = kind.draw(captured, answers, { request });
  const block = jsonBlock(answersId, Object.fromEntries(answers)).text;
  const whole = page.replace('</body>', () => `${block}</body>`);
  return drawn === null ? whole : withDrawing(whole, drawn);
}

/** Functions as replacements: what people have written may hold a `$&`. */
function withDrawing(page: string, { title, language, content }: DrawnPage): string {
  return page
    .replace(/<html lang="[^"]*"/, () => `<html lang="${escapeHtml(language)}"`)
    .replace(/<title>[^<]*/, () => `<title>${escapeHtml(title)}`)
    .replace(
      /(<div id="root">).*?(?=<\/div>\s*(?:<script|<\/body>))/s,
      (_all, root: string) => `${root}${content.text}`,
    );
}

/** What needs no app: the look, and what sets it before the first paint. */
function withoutScripts(page: string): string {
  return page.replace(/<script type="module"[^>]*><\/script>|<link rel="modulepreload"[^>]*>/g, '');
}

function withScriptsOf({ early, scripts }: PageKind, page: string, folder: string): string {
  const file = [...builtScripts(folder, [early]).keys()][0]!;
  const first = `<script type="module" crossorigin src="/assets/${file}"></script>`;
  const begun = page.replace('<script type="module"', () => `${first}<script type="module"`);
  return withPreloads(begun, folder, [early, ...scripts]);
}

function withPreloads(page: string, folder: string, scripts: readonly string[]): string {
  const missing = [...builtScripts(folder, scripts).keys()].filter((file) => !page.includes(file));
  const links = missing.map((file) => `<link rel="modulepreload" crossorigin href="/assets/${file}">`);
  return page.replace('</head>', () => `${links.join('')}</head>`);
}
