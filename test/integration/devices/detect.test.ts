import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { createDeviceHost } from '../../../main/devices/host.ts';
import { startScaleSim, until } from '../../support/devices.ts';
import { makeStation, requestId } from '../../support/station.ts';

const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

function setUp() {
  const ann = makeStation({ makeDevices: createDeviceHost, now: Date.now });
  onTestFinished(() => ann[Symbol.asyncDispose]());
  const link = { type: 'memory' as const, name: `detect-${randomUUID()}` };
  const sim = startScaleSim({ link, model: 'scale-text', grammar: 'st', weightGrams: 14_520, intervalMs: 50 });
  onTestFinished(() => sim[Symbol.asyncDispose]());
  return { ann, link, manager: ann.as('manager').devices };
}

test('a scale is found out while its own device gives way, and is open again afterwards', async () => {
  const { ann, link, manager } = setUp();
  const profile = { checksum: 'auto' as const, capacityGrams: null };
  const deviceId = await manager.create({
    name: '充装秤',
    config: { model: 'toledo', link, profile },
    requestId: requestId(),
  });
  const isOpen = () => ann.station.devices.statuses().get(deviceId)?.state;
  await until(isOpen, (state) => state === 'open', 'open');
  expect(await manager.detection({ link })).toBeNull();
  expect(await manager.startDetection({ link })).toMatchObject({ state: 'running', result: null });
  await expect(manager.startDetection({ link })).rejects.toEqual(refused('device.search-running'));
  let found = await manager.detection({ link });
  while (found?.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    found = await manager.detection({ link });
  }
  expect(found).toMatchObject({
    state: 'done',
    result: {
      outcome: 'found',
      guesses: [{ setting: { model: 'scale-text', profile: { grammar: 'st', unit: 'kg' } }, line: null }],
    },
  });
  expect(found?.result?.guesses[0]?.weights.at(-1)).toMatchObject({ weightGrams: 14_520, isMoving: false });
  await until(isOpen, (state) => state === 'open' || state === 'silent', 'open again');
});

test('it is stopped by whoever may set devices up, and by nobody else', async () => {
  const { ann, link, manager } = setUp();
  await expect(ann.as('cashier').devices.startDetection({ link })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await manager.startDetection({ link });
  await manager.cancelDetection({ link });
  let now = await manager.detection({ link });
  while (now?.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 20));
    now = await manager.detection({ link });
  }
  expect(now).toMatchObject({ state: 'cancelled', result: null });
});
