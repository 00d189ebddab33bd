/**
 * Keeps one page for a visitor who opens an address while nothing answers. Everything else goes to the network as if this were
 * not there: what a room shows is of the moment, and an old copy of it would be worse than none.
 */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Waiting {
  readonly request: Request;
  readonly preloadResponse: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', heard: (event: Waiting) => void): void;
  addEventListener(name: 'fetch', heard: (event: Asked) => void): void;
}

const worker = self as unknown as Worker;
const page = '/offline';
const store = 'offline';
/** Its language and look may have changed since: renewed once each time that the browser wakes this script. */
let renewed = false;

worker.addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  // The browser asks for the page while this script wakes, so nobody waits for it.
  event.waitUntil(Promise.all([worker.clients.claim(), worker.registration.navigationPreload?.enable()]));
});

worker.addEventListener('fetch', (event) => {
  const { method, mode } = event.request;
  if (method === 'GET' && mode === 'navigate') event.respondWith(open(event));
});

async function open(event: Asked): Promise<Response> {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (!renewed) event.waitUntil(keep().catch(() => undefined));
    return answer;
  } catch (error) {
    const kept = await caches.match(page);
    if (kept) return kept;
    throw error;
  }
}

async function keep(): Promise<void> {
  renewed = true;
  const cache = await caches.open(store);
  await cache.add(page);
}
