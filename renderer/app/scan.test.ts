import { expect, test } from 'vitest';
import { isOwnComputer } from './scan.ts';

test("a scan is typed on the station's own computer and on no other", () => {
  const at = (url: string) => isOwnComputer(new URL(url));
  expect(at('http://127.0.0.1:7420/cashier')).toBe(true);
  expect(at('http://localhost:7420/')).toBe(true);
  expect(at('http://[::1]:7420/')).toBe(true);
  expect(at('app://stationdesk/cashier')).toBe(true);
  expect(at('http://192.168.1.20:7420/cashier')).toBe(false);
  expect(at('https://127.0.0.1.example.com/')).toBe(false);
});
