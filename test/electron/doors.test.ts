import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import superjson from 'superjson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHandler } from '../../main/api/handler.ts';
import { setUp } from '../../main/modules/station/index.ts';
import { makeStation, requestId, type TestStation } from '../support/station.ts';

const WINDOW = 'app://stationdesk';
const LAN = 'http://station:8630';
const PASSWORD = 'four-lamps-2026';

let ann: TestStation;
let assets = '';
beforeAll(async () => {
  ann = makeStation();
  assets = mkdtempSync(path.join(tmpdir(), 'stationdesk-doors-'));
  writeFileSync(path.join(assets, 'index.html'), '<title>页</title>');
  await setUp(ann.station, 'window', {
    stationName: '城北液化气站',
    kind: 'both',
    loginName: 'ann',
    displayName: '安',
    password: PASSWORD,
    requestId: requestId(),
  });
});
afterAll(async () => {
  await ann[Symbol.asyncDispose]();
  rmSync(assets, { recursive: true, force: true });
});

function door(which: 'window' | 'lan') {
  const handle = createHandler(ann.station, { door: which, assets, reportBug: (error) => ann.bugs.push(error) });
  const base = which === 'window' ? WINDOW : LAN;
  return {
    handle,
    logIn: (headers: Record<string, string> = {}) =>
      handle(
        new Request(`${base}/trpc/session.login`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(superjson.serialize({ loginName: 'ann', password: PASSWORD })),
        }),
      ),
    async me(headers: Record<string, string>): Promise<unknown> {
      const answer = await handle(new Request(`${base}/trpc/session.me`, { headers }));
      const { result } = (await answer.json()) as { result: { data: { json: unknown } } };
      return result.data.json;
    },
  };
}

/** A token of either door, which differ only in how they carry it. */
async function tokenOf(which: 'window' | 'lan'): Promise<string> {
  const answer = await door(which).logIn();
  expect(answer.status).toBe(200);
  const cookie = /stationdesk_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  const { result } = (await answer.json()) as { result: { data: { json: { token: string | null } } } };
  const token = which === 'lan' ? cookie : result.data.json.token;
  if (!token) throw new Error(`no token from the ${which} door`);
  return token;
}

test('the window may post from its own address, and from nowhere else', async () => {
  const { logIn } = door('window');
  expect((await logIn({ origin: WINDOW })).status).toBe(200);
  for (const origin of ['null', 'app://stationdesk.evil', 'app://other', 'http://stationdesk', 'garbage', '', 'app:'])
    expect((await logIn({ origin })).status, `"${origin}"`).toBe(403);
});

test('the office network may post from the address it reached the station by, and from nowhere else', async () => {
  const { logIn } = door('lan');
  expect((await logIn({ origin: LAN, host: 'station:8630' })).status).toBe(200);
  for (const origin of ['null', 'http://station', 'http://station:8631', 'https://evil.example', '%%', 'data:,x'])
    expect((await logIn({ origin, host: 'station:8630' })).status, `"${origin}"`).toBe(403);
});

test('a sandboxed page without an address is refused where no host is named, too', async () => {
  expect((await door('lan').logIn({ origin: 'null' })).status).toBe(403);
});

test('the window door takes the token of the header and ignores cookies', async () => {
  const token = await tokenOf('window');
  expect(await door('window').me({ authorization: `Bearer ${token}` })).toMatchObject({ loginName: 'ann' });
  expect(await door('window').me({ cookie: `stationdesk_session=${token}` })).toBeNull();
});

test('the LAN door takes the cookie and ignores a bearer token', async () => {
  const token = await tokenOf('lan');
  expect(await door('lan').me({ cookie: `stationdesk_session=${token}` })).toMatchObject({ loginName: 'ann' });
  expect(await door('lan').me({ authorization: `Bearer ${token}` })).toBeNull();
});

test('a closed event stream of the window ends its subscription', async () => {
  const token = await tokenOf('window');
  const { subscribe } = ann.station.live;
  let listening = 0;
  const watched = Object.assign(ann.station.live, {
    subscribe(listener: Parameters<typeof subscribe>[0]) {
      const stop = subscribe(listener);
      listening++;
      return () => {
        listening--;
        return stop();
      };
    },
  });
  try {
    const params = encodeURIComponent(JSON.stringify({ token }));
    const answer = await door('window').handle(
      new Request(`${WINDOW}/trpc/live.messages?connectionParams=${params}`, {
        headers: { accept: 'text/event-stream' },
      }),
    );
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const reader = answer.body?.getReader();
    await reader?.read();
    for (let i = 0; i < 100 && listening === 0; i++) await new Promise((next) => setTimeout(next, 10));
    expect(listening).toBe(1);
    // A request over a custom scheme may carry no signal: the cancelled body alone must be enough.
    await reader?.cancel();
    for (let i = 0; i < 100 && listening > 0; i++) await new Promise((next) => setTimeout(next, 10));
    expect(listening).toBe(0);
  } finally {
    Object.assign(watched, { subscribe });
  }
});
