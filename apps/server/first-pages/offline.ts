import type { FastifyRequest } from 'fastify';
import { html } from '../../../platform/http/html.ts';
import type { DrawnPage } from '../../../platform/http/pages.ts';
import type { Texts } from '../../../platform/http/texts.ts';
import { languageOf } from './language.ts';

/** What the browser keeps (apps/web/offline-worker.ts) and shows when an address is opened while nothing answers. It has no script. */
export function offlinePage(texts: Texts): (request: FastifyRequest) => DrawnPage {
  return (request) => {
    const language = languageOf(request, texts);
    const say = (key: string) => texts.text(`platform:offlinePage.${key}`, language);
    const content = html`<main class="grid min-h-dvh place-items-center px-4 text-center"><div class="grid max-w-md justify-items-center gap-3">
<div aria-hidden="true" class="w-28 overflow-hidden rounded-card bg-accent-soft text-accent-text"><div class="awning"></div><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" class="mx-auto mt-3 mb-5 size-9"><path d="M12 20h.01M8.5 16.4a5 5 0 0 1 7 0M2 8.8a15 15 0 0 1 4.2-2.6M10.7 5a15 15 0 0 1 11.3 3.8M16.9 11.3a10 10 0 0 1 2.2 1.6M5 12.9a10 10 0 0 1 5.2-2.8M2 2l20 20"/></svg></div>
<h1 class="text-title font-extrabold">${say('title')}</h1>
<p class="text-balance text-muted">${say('text')}</p>
<a href="" class="mt-2 inline-flex min-h-11 items-center justify-center rounded-control bg-accent px-5 font-bold text-on-accent hover:bg-accent-strong">${say('again')}</a>
</div></main>`;
    return { title: say('title'), language, content };
  };
}
