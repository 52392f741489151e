import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { findSession } from '../modules/users/index.ts';
import { StationError } from '../shared/error-codes.ts';
import type { Station } from '../station.types.ts';
import { appRouter } from './router.ts';
import type { Context } from './trpc.ts';

export const API_PATH = '/trpc';
const COOKIE = 'stationdesk_session';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');
const HEADERS = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Pages of their own beside the program's one: the reader's phone loads nothing of the office. */
const PAGES: Readonly<Record<string, string>> = { phone: 'phone.html' };

export interface HandlerOptions {
  readonly door: 'window' | 'lan';
  /** Folder of the built renderer. */
  readonly assets: string;
  reportBug(error: unknown, reportNo: string): void;
  /** The door over https beside this one, and the authority a phone has to be given to trust it. */
  readonly secureDoor?: () => { readonly port: number; readonly authority: string } | undefined;
}

/** Where the phone page asks for the door over https, and fetches the station's authority. */
const SECURE_DOOR = '/phone-door.json';
const AUTHORITY = '/station-authority.crt';

/** Web Request → Response: the whole station behind either door. */
export function createHandler(station: Station, options: HandlerOptions): (request: Request) => Promise<Response> {
  return (request) => {
    const url = new URL(request.url);
    if (url.pathname === API_PATH || url.pathname.startsWith(`${API_PATH}/`))
      return answerCall(station, options, request);
    if (url.pathname === SECURE_DOOR || url.pathname === AUTHORITY)
      return answerSecureDoor(url.pathname, options.secureDoor?.());
    return answerFile(options.assets, url.pathname, request.method);
  };
}

async function answerCall(station: Station, options: HandlerOptions, request: Request): Promise<Response> {
  if (request.method === 'POST' && !isOwnOrigin(request))
    return new Response('foreign origin', { status: 403, headers: HEADERS });
  const cookies: string[] = [];
  const response = await fetchRequestHandler({
    endpoint: API_PATH,
    req: request,
    router: appRouter,
    createContext: ({ info }): Context => {
      const token =
        options.door === 'lan' ? tokenFromCookie(request) : (tokenFromHeader(request) ?? info.connectionParams?.token);
      const session = token ? findSession(station, token) : undefined;
      return {
        station,
        session,
        door: options.door,
        setSessionCookie: (value) => cookies.push(sessionCookie(value)),
        requireSession() {
          if (!session) throw new StationError('session.required');
          return session;
        },
        reportBug: options.reportBug,
      };
    },
  });
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  return response;
}

/**
 * A form on another site can post here but not with our origin; SameSite=Strict keeps its cookie away as well. Compared
 * as text: the origin of an app:// address is the word "null", and so is the origin a sandboxed page of anyone's sends.
 */
function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get('origin');
  if (origin === null) return true;
  const { protocol, host } = new URL(request.url);
  if (origin === `${protocol}//${host}`) return true;
  const from = URL.parse(origin);
  return from !== null && from.host !== '' && from.host === request.headers.get('host');
}

function tokenFromHeader(request: Request): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
}

function tokenFromCookie(request: Request): string | undefined {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return value;
  }
  return undefined;
}

function sessionCookie(token: string | null): string {
  const attributes = 'Path=/; HttpOnly; SameSite=Strict';
  return token ? `${COOKIE}=${token}; ${attributes}` : `${COOKIE}=; ${attributes}; Max-Age=0`;
}

async function answerSecureDoor(
  pathname: string,
  door: { readonly port: number; readonly authority: string } | undefined,
): Promise<Response> {
  const headers = { ...HEADERS, 'cache-control': 'no-store' };
  if (pathname === SECURE_DOOR)
    return new Response(JSON.stringify({ port: door?.port ?? null }), {
      headers: { ...headers, 'content-type': 'application/json' },
    });
  if (!door) return new Response('not found', { status: 404, headers });
  return new Response(door.authority, { headers: { ...headers, 'content-type': 'application/x-x509-ca-cert' } });
}

/** Static files of the renderer; a path that names no file is a page of the program and gets index.html. */
async function answerFile(assets: string, pathname: string, method: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD')
    return new Response('method not allowed', { status: 405, headers: HEADERS });
  const base = path.resolve(assets);
  const file = path.resolve(base, `.${safeDecode(pathname)}`);
  if (file !== base && !file.startsWith(base + path.sep))
    return new Response('forbidden', { status: 403, headers: HEADERS });
  const isPage = path.extname(file) === '';
  const page = PAGES[pathname.split('/')[1] ?? ''] ?? 'index.html';
  const target = isPage ? path.join(base, page) : file;
  try {
    const type = TYPES[path.extname(target)] ?? 'application/octet-stream';
    const cache = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return new Response(await readFile(target), {
      headers: { ...HEADERS, 'content-type': type, 'cache-control': cache },
    });
  } catch {
    return new Response('not found', { status: 404, headers: HEADERS });
  }
}

function safeDecode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/';
  }
}
