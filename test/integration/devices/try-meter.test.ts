import { expect, test } from 'vitest';
import { createDeviceHost } from '../../../main/devices/host.ts';
import { presetNamed } from '../../../main/devices/meter-modbus/presets.schema.ts';
import { ModbusProfile } from '../../../main/devices/meter-modbus/profile.schema.ts';
import { startModbusSim } from '../../../main/devices/simulators.ts';
import { makeStation, requestId } from '../../support/station.ts';

test('a meter is tried with settings that are not saved, live values included where it has them', async () => {
  const link = { type: 'memory' as const, name: 'try-meter' };
  const registers = presetNamed('sdm120')?.registers ?? [];
  const values = { total: '12345.67', voltageA: '230.2', power: '-1150', frequency: '50.02', demand: '4200' };
  await using _ = startModbusSim({ link, meters: [{ unit: 3, registers, values }], answerMs: 1 });
  await using ann = makeStation({ makeDevices: createDeviceHost });
  const manager = ann.as('manager');
  const busId = await manager.devices.create({
    name: '1 号总线',
    config: { model: 'meter-bus', link, profile: { answerMs: 500, retries: 0 } },
    isEnabled: true,
    requestId: requestId(),
  });
  const tried = (map: typeof registers) =>
    manager.devices.tryMeter({
      busId,
      protocol: 'modbus',
      address: '3',
      profile: ModbusProfile.parse({ protocol: 'modbus', registers: map }),
    });
  expect(await tried(registers)).toMatchObject({
    registers: { totalMilli: 12_345_670, demandMilli: 4200, sharpMilli: null },
    power: { voltageMilli: [230_200, null, null], powerMilli: { total: -1150 }, frequencyMilli: 50_020 },
  });
  expect(await tried(registers.filter(({ quantity }) => quantity === 'total'))).toMatchObject({
    registers: { totalMilli: 12_345_670 },
    power: null,
  });
  await expect(tried([])).rejects.toMatchObject({ cause: { code: 'device.modbus-no-map' } });
});
