import type { CustomScheme } from 'electron';

export const ORIGIN = 'app://stationdesk';
const HOST = 'stationdesk';

/**
 * To be registered before the program is ready. Without `supportFetchAPI` the page's fetch refuses the scheme
 * (electron#48297); `stream` lets live values arrive one by one.
 */
export const SCHEMES: CustomScheme[] = [
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
];

/** The window's door: the station's handler, for the one host this scheme has. */
export function appProtocol(handle: (request: Request) => Promise<Response>): (request: Request) => Promise<Response> {
  return async (request) =>
    URL.parse(request.url)?.host === HOST ? handle(request) : new Response('no such host', { status: 404 });
}

/** Whether an address belongs to the interface; "app://stationdesk.evil" does not. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'app:' && url.host === HOST;
}
