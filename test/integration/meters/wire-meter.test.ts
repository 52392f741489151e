import { expect, test } from 'vitest';
import { usualProfile } from '../../../main/devices/config.schema.ts';
import { findMeter, wireMeterOf } from '../../../main/modules/meters/index.ts';
import { makeStation } from '../../support/station.ts';

const refusal = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const SLOW = { baud: 1200, parity: 'even', dataBits: 8, stopBits: 1 } as const;
const E1 = {
  meterNo: 'E1',
  service: 'electricity',
  installedOn: '2026-01-01',
  protocol: 'dlt645-2007',
  address: '000330012345',
} as const;

test('a meter is reached as its row says: its own line and profile, or those its protocol usually has', async () => {
  await using ann = makeStation();
  const { meters } = ann.as('manager');
  const meterId = await meters.create(E1);
  const usual = usualProfile('dlt645-2007');
  const wired = () => {
    const meter = findMeter(ann.station.db, meterId as never);
    if (!meter) throw new Error('no meter');
    return wireMeterOf(meter);
  };
  expect(wired()).toEqual({ protocol: 'dlt645-2007', address: '000330012345', line: null, profile: usual });

  const { service: _, installedOn: __, ...fields } = E1;
  const profile = { ...usual, preamble: 0 };
  await meters.update({ ...fields, meterId, version: 1, line: SLOW, profile });
  expect(wired()).toMatchObject({ line: SLOW, profile: { protocol: 'dlt645-2007', preamble: 0 } });
  expect(await meters.get({ meterId })).toMatchObject({ line: SLOW, profile: { preamble: 0 } });

  await expect(meters.update({ ...fields, meterId, version: 2, protocol: 'dlt645-1997', profile })).rejects.toEqual(
    refusal('input.invalid'),
  );
  await meters.update({ ...fields, meterId, version: 2, protocol: 'manual', address: '', line: SLOW });
  expect(() => wired()).toThrow(expect.objectContaining({ code: 'meter.not-wired' }));
});

test('a profile that cannot be read is refused and not guessed', async () => {
  await using ann = makeStation();
  const meterId = await ann.as('manager').meters.create(E1);
  ann.station.db.prepare(`UPDATE meter SET profile_json = '{"preamble":"many"}' WHERE id = ?`).run(meterId);
  const meter = findMeter(ann.station.db, meterId as never);
  expect(meter).toMatchObject({ meterNo: 'E1', profile: null });
  expect(() => meter && wireMeterOf(meter)).toThrow(
    expect.objectContaining({ code: 'meter.profile-invalid', params: { meterNo: 'E1', protocol: 'dlt645-2007' } }),
  );
});

test('on a P1 port a meter counts what its service is billed by, however its profile was given', async () => {
  await using ann = makeStation();
  const { meters } = ann.as('manager');
  const unitOf = async (meterId: number) => ((await meters.get({ meterId })).profile as { unit?: string } | null)?.unit;
  const p1 = { installedOn: '2026-01-01', protocol: 'dsmr-p1' } as const;
  const power = await meters.create({ ...p1, meterNo: 'E2', service: 'electricity', address: '' });
  const gas = await meters.create({ ...p1, meterNo: 'G2', service: 'gas', address: '1' });
  expect([await unitOf(power), await unitOf(gas)]).toEqual(['kWh', 'm3']);

  const profile = usualProfile('dsmr-p1');
  await meters.setWires({ meterIds: [power, gas], profile });
  expect([await unitOf(power), await unitOf(gas)]).toEqual(['kWh', 'm3']);
  const wrong = { ...profile, unit: 'kWh' } as typeof profile;
  await expect(meters.setWires({ meterIds: [gas], profile: wrong })).rejects.toEqual(refusal('meter.profile-service'));
});
