import { expect, test } from 'vitest';
import { setUp } from '../../../main/modules/station/index.ts';
import type { DemoBuilder } from '../../../main/station.types.ts';
import { makeStation, requestId } from '../../support/station.ts';

const LOGIN = {
  loginName: 'admin',
  password: 'demo-admin-2026',
  displayName: '刘站长',
  roles: ['administrator'] as const,
};

const demo: DemoBuilder = (station) =>
  setUp(
    station,
    'job',
    { stationName: '演示站', kind: 'both', ...LOGIN, requestId: requestId() },
    { isDemo: true, demoLogins: [LOGIN] },
  );

test('an empty station offers its demo, opens it once, and shows the logins of it', async () => {
  await using ann = makeStation({ demo });
  expect(await ann.asNobody().station.state()).toMatchObject({ isSetUp: false, canOpenDemo: true, demoLogins: [] });
  await ann.asNobody().station.openDemo();
  expect(await ann.asNobody().station.state()).toMatchObject({
    isSetUp: true,
    isDemo: true,
    canOpenDemo: false,
    demoLogins: [LOGIN],
  });
  await expect(ann.asNobody().station.openDemo()).rejects.toMatchObject({ cause: { code: 'station.already-set-up' } });
});

test('a program without the demo neither offers nor opens it', async () => {
  await using ann = makeStation();
  expect(await ann.asNobody().station.state()).toMatchObject({ canOpenDemo: false });
  await expect(ann.asNobody().station.openDemo()).rejects.toMatchObject({ cause: { code: 'demo.unavailable' } });
});

test('a station that was set up for work shows no login and refuses the demo', async () => {
  await using ann = makeStation({ demo });
  await setUp(ann.station, 'cli', { ...LOGIN, stationName: '城北站', kind: 'gas-station', requestId: requestId() });
  expect(await ann.asNobody().station.state()).toMatchObject({ isDemo: false, canOpenDemo: false, demoLogins: [] });
  await expect(ann.asNobody().station.openDemo()).rejects.toMatchObject({ cause: { code: 'station.already-set-up' } });
});
