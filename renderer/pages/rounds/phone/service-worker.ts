/**
 * Keeps the phone page's own files, so that it opens where there is no network. Calls to the station are never answered
 * from here: what waits to be sent lies in the page's own database. The build writes the list of files in.
 */
declare const __PHONE_FILES__: readonly string[];
declare const __PHONE_VERSION__: string;

/** The few members used here; the page's own library of types has no service workers. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
const worker = self as unknown as Worker;

const CACHE = `phone-${__PHONE_VERSION__}`;
const PAGE = '/phone';

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      // Past the browser's own cache: page and files must be of one version.
      .then((cache) => cache.addAll([PAGE, ...__PHONE_FILES__].map((path) => new Request(path, { cache: 'reload' }))))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  // The page too comes from here first: a network that hangs, or answers for somebody else, must not keep it from opening,
  // and the page never meets files of another version. A new version arrives as a new worker.
  const path = request.mode === 'navigate' ? PAGE : pathname;
  if (path === PAGE || __PHONE_FILES__.includes(path))
    event.respondWith(kept(path).then((response) => (response.type === 'error' ? fetch(request) : response)));
});

async function kept(pathname: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(pathname)) ?? Response.error();
}
