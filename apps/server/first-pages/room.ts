import type { Room } from '../../../features/rooms/protocol.ts';
import { type Html, html } from '../../../platform/http/html.ts';
import type { DrawnPage, PageKind } from '../../../platform/http/pages.ts';
import type { Texts } from '../../../platform/http/texts.ts';
import { monogramOf, nameToneOf } from '../../../platform/kit/monogram.ts';
import { languageOf } from './language.ts';

type Say = (key: string) => string;

/**
 * A viewer's room before any script runs: whose it is, what it is called, its cover, and the stage as the app will draw it.
 * The video element is the one that goes on: the early script plays in it, and the app takes it over.
 */
export function roomPage(texts: Texts): PageKind {
  return {
    address: /^\/rooms\/([0-9a-f-]{36})$/,
    // A viewer's room and its player, which a phone would otherwise learn of one after the other.
    scripts: ['room-page-', 'live-picture-'],
    early: 'early-picture-',
    asks: (roomId) => [`/api/rooms/${roomId}`, `/api/rooms/${roomId}/watch`, '/api/me'],
    draw(roomId, answers, { request }): DrawnPage | null {
      const room = answers.get(`/api/rooms/${roomId}`) as Room | undefined;
      if (room === undefined) return null;
      const language = languageOf(request, texts);
      const plays = room.state === 'live' && answers.has(`/api/rooms/${roomId}/watch`);
      const say: Say = (key) => texts.text(key, language);
      return { title: `${room.title} · Livestall`, language, content: stage(room, plays, say) };
    },
  };
}

/** The class names are those of the app's own room (apps/web/pages/room), so that nothing moves when it takes over. */
function stage(room: Room, plays: boolean, say: Say): Html {
  return html`<div aria-busy="true" class="h-dvh overflow-hidden bg-stage text-ink lg:grid lg:grid-cols-[minmax(16rem,21rem)_minmax(0,1fr)_minmax(18rem,25rem)] lg:bg-paper">
<div class="hidden min-h-0 flex-col lg:flex"><div class="h-17"></div><div class="awning mx-4 [--cloth:1rem]"></div></div>
<main class="relative h-full min-w-0 overflow-hidden bg-stage lg:my-3 lg:h-[calc(100dvh-1.5rem)] lg:rounded-sheet lg:shadow-high">
${plays ? picture(room, say) : backdrop(room)}
<div class="scrim-head absolute inset-x-0 top-0 h-36"></div>
<div class="scrim-foot absolute inset-x-0 bottom-0 h-[52%] lg:h-56"></div>
<div class="absolute inset-0 flex flex-col gap-2 p-3 pt-[max(0.75rem,env(safe-area-inset-top))] pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:p-4">
${head(room, say)}
${tools}
<div class="flex-1"></div>
${room.state !== 'ended' && foot}
</div></main><div></div></div>`;
}

/** The cover stands behind the video from the first paint on: a poster alone comes late. */
function picture({ coverPictureId: cover }: Room, say: Say): Html {
  const address = cover === null ? null : `/pictures/${cover}/480.webp`;
  const poster = address !== null && html` poster="${address}"`;
  return html`${address !== null && html`<img src="${address}" alt="" fetchpriority="high" class="absolute inset-0 size-full object-cover lg:object-contain">`}
<video data-early-picture muted playsinline aria-label="${say('media:picture.label')}"${poster} class="absolute inset-0 size-full object-cover lg:object-contain"></video>`;
}

function backdrop({ coverPictureId: cover, state }: Room): Html {
  const look = state === 'live' ? 'brightness-75' : 'opacity-45 saturate-75';
  return html`<div class="evening absolute inset-0">${cover !== null && html`<img src="/pictures/${cover}/1080.webp" alt="" class="absolute inset-0 size-full object-cover ${look}">`}</div>`;
}

function head({ hostName, title, state, demo }: Room, say: Say): Html {
  const ring = state === 'live' ? ' ring-2 ring-live ring-offset-2 ring-offset-stage' : '';
  const sign = html`<span class="absolute -bottom-1 left-1/2 -translate-x-1/2 whitespace-nowrap rounded-[0.3125rem] bg-live px-1 text-[0.625rem] font-extrabold leading-3.5 tracking-wide">${say('rooms:room.live')}</span>`;
  return html`<header class="on-picture flex items-center gap-2 text-on-stage">
<div class="relative flex h-13 min-w-0 items-center gap-2.5 rounded-full bg-glass py-1 ps-1 pe-4.5"><span class="relative shrink-0"><span aria-hidden="true" class="grid aspect-square shrink-0 select-none place-items-center rounded-full font-extrabold text-stage bg-lit-${nameToneOf(hostName)} size-11 text-small${ring}">${monogramOf(hostName)}</span>${state === 'live' && sign}</span>
<div class="min-w-0"><p class="block truncate text-small font-bold leading-5">${hostName}</p><h1 class="min-h-4 truncate text-tiny font-medium leading-4 tracking-normal">${title}</h1></div></div>
<div class="ms-auto flex shrink-0 items-center gap-2">${demo && html`<span class="inline-flex items-center gap-1.5 whitespace-nowrap rounded-chip px-2 py-0.5 text-tiny font-bold bg-warn-soft text-warn">${say('rooms:demo.badge')}</span>`}
<a href="/" aria-label="${say('rooms:room.leave')}" class="grid size-11 place-items-center rounded-full bg-glass font-bold hover:bg-stage simple:flex simple:w-auto simple:gap-1 simple:px-4"><svg aria-hidden="true" viewBox="0 0 24 24" class="size-5 fill-none stroke-current stroke-2"><path stroke-linecap="round" d="M18 6 6 18M6 6l12 12"></path></svg><span aria-hidden="true" class="hidden simple:inline">${say('rooms:room.leaveWord')}</span></a></div></header>`;
}

/** Where the buttons will be: to be pressed only once the app is there, and so only shapes. */
const tools = html`<div class="flex justify-end simple:hidden lg:hidden"><div class="flex flex-col gap-2"><span class="size-11 rounded-full bg-glass"></span><span class="size-11 rounded-full bg-glass"></span></div></div>`;
const foot = html`<div class="mt-1 flex items-center gap-2 simple:hidden lg:hidden"><span class="size-12 shrink-0 rounded-card bg-accent"></span><span class="h-12 min-w-0 flex-1 rounded-full border border-glass-line bg-glass"></span></div>`;
