import { request } from 'node:http';
import { expect, test } from 'vitest';
import { openHttpDoor } from '../../../main/server/http.ts';

/** Asks with a Host header of its own, as a browser does that reached this computer by that name. */
function statusFor(address: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { method: 'POST', headers: { host, origin: `http://${host}` } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('a page that lets its own name point to this computer is not answered', async () => {
  await using door = await openHttpDoor(async () => new Response('ok'), { host: '127.0.0.1', port: 0 });
  for (const host of ['evil.example', 'evil.example:8630', '127.0.0.1.evil.example', 'localhost.evil.example'])
    expect(await statusFor(door.address, host), host).toBe(403);
  for (const host of [
    '127.0.0.1:8630',
    'localhost',
    '[::1]:8630',
    '192.168.1.20:8630',
    'station:8630',
    'station.local',
  ])
    expect(await statusFor(door.address, host), host).toBe(200);
});

test('a broken host name or a fault of the station costs one answer, not the program', async () => {
  await using door = await openHttpDoor(() => Promise.reject(new Error('fault')), { host: '127.0.0.1', port: 0 });
  expect(await statusFor(door.address, 'a b')).toBe(403);
  expect(await statusFor(door.address, 'localhost')).toBe(500);
  expect(await statusFor(door.address, 'localhost')).toBe(500);
});
