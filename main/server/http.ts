import { type AddressInfo, isIP } from 'node:net';
import { hostname } from 'node:os';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

/** The largest thing a page sends is a photo of an inspection, as base64. */
const BODY_LIMIT = 12 * 1024 * 1024;

export interface HttpDoor extends AsyncDisposable {
  readonly address: string;
}

/** The browser's door: hands each HTTP request as a web Request to the station's handler. */
export async function openHttpDoor(
  handle: (request: Request) => Promise<Response>,
  options: { host: string; port: number; tls?: { readonly key: string; readonly cert: string } },
): Promise<HttpDoor> {
  const { tls } = options;
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    logger: false,
    forceCloseConnections: true,
    ...(tls && { https: { key: tls.key, cert: tls.cert } }),
  }) as FastifyInstance;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request, reply) => {
    if (!isOwnName(request.headers.host)) await reply.code(403).type('text/plain').send('unknown host name');
  });
  app.all('/*', async (request, reply) => answer(await handle(toWebRequest(request, reply)), reply));
  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  return {
    address: `${tls ? 'https' : 'http'}://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}`,
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/**
 * A page on the internet may let its own name point here (DNS rebinding) and would then pass as this station's page. So
 * the door answers to names that nobody on the internet can own: addresses, this computer's name, a name without a dot.
 */
function isOwnName(host: string | undefined): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname;
  if (!name) return false;
  const isAddress = isIP(name) !== 0 || name.startsWith('[');
  return isAddress || !name.includes('.') || name.endsWith('.local') || name === hostname().toLowerCase();
}

function toWebRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value));
  const gone = new AbortController();
  // A closed event stream must end its subscription.
  reply.raw.once('close', () => gone.abort());
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const body = hasBody && Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : undefined;
  return new Request(`http://${request.headers.host ?? 'localhost'}${request.url}`, {
    method: request.method,
    headers,
    body,
    signal: gone.signal,
  });
}

async function answer(response: Response, reply: FastifyReply): Promise<FastifyReply> {
  reply.code(response.status);
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') reply.header(name, value);
  });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  if (!response.body) return reply.send();
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) return reply.send(Readable.fromWeb(response.body as WebStream));
  return reply.send(Buffer.from(await response.arrayBuffer()));
}
