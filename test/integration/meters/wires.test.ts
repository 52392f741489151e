import { expect, test } from 'vitest';
import { presetNamed } from '../../../main/devices/meter-modbus/presets.schema.ts';
import { ModbusProfile } from '../../../main/devices/meter-modbus/profile.schema.ts';
import { makeStation, requestId } from '../../support/station.ts';

const refusal = (code: string, params: object = {}) => ({ cause: { code, params: expect.objectContaining(params) } });
const LINE = { baud: 19_200, parity: 'none', dataBits: 8, stopBits: 1 } as const;
const profile = ModbusProfile.parse({ protocol: 'modbus', registers: presetNamed('dtsu666')?.registers });
const primary = { ...profile, appliesRatios: true };

const modbus = (meterNo: string, more: object = {}) => ({
  meterNo,
  service: 'electricity' as const,
  protocol: 'modbus' as const,
  address: meterNo.replace(/\D/g, ''),
  installedOn: '2026-01-01',
  ...more,
});

test('several meters of one protocol get the same settings, audited one by one', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  const meterIds = [
    await manager.meters.create(modbus('M1', { line: LINE })),
    await manager.meters.create(modbus('M2')),
  ];
  const again = { meterIds, profile, requestId: requestId() };
  await manager.meters.setWires(again);
  await manager.meters.setWires(again);
  const meters = await Promise.all(meterIds.map((meterId) => manager.meters.get({ meterId })));
  expect(meters.map((meter) => meter.profile)).toEqual([profile, profile]);
  expect(meters.map((meter) => meter.line)).toEqual([LINE, null]);
  expect(meters.map((meter) => meter.version)).toEqual([2, 2]);
  await manager.meters.setWires({ meterIds, line: null });
  expect(await manager.meters.get({ meterId: meterIds[0] as never })).toMatchObject({ line: null, profile });
  await expect(ann.as('cashier').meters.setWires(again)).rejects.toThrow();
});

test('where one meter is of another protocol nothing is set at all', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  const first = await manager.meters.create(modbus('M1'));
  const other = await manager.meters.create(modbus('D2', { protocol: 'dlt645-2007', address: '000000000002' }));
  const manual = await manager.meters.create(modbus('H3', { protocol: 'manual', address: '' }));
  for (const odd of [other, manual])
    await expect(manager.meters.setWires({ meterIds: [first, odd], profile })).rejects.toMatchObject(
      refusal('meter.other-protocol'),
    );
  expect(await manager.meters.get({ meterId: first })).toMatchObject({ version: 1, profile: { registers: [] } });
});

test('a ratio that the register map applies is not applied by the multiplier too', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  await expect(manager.meters.create(modbus('M1', { profile: primary, multiplier: 40 }))).rejects.toMatchObject(
    refusal('meter.multiplier-twice', { meterNo: 'M1', multiplier: 40 }),
  );
  const meterId = await manager.meters.create(modbus('M1', { profile, multiplier: 40 }));
  await expect(manager.meters.setWires({ meterIds: [meterId], profile: primary })).rejects.toMatchObject(
    refusal('meter.multiplier-twice'),
  );
  await manager.meters.create(modbus('M2', { profile: primary }));
});
