import { describe, expect, test } from 'vitest';
import type { DeviceConfig } from '../../../main/devices/config.schema.ts';
import { capacityGrams, configOf, fieldsOf } from './device-form.ts';
import type { Device } from './device-state.ts';

const deviceWith = (config: DeviceConfig) => ({ name: 'x', isEnabled: true, config }) as Device;

const CONFIGS: DeviceConfig[] = [
  {
    model: 'meter-bus',
    link: { type: 'serial', path: '/dev/ttyUSB0', baud: 1200, parity: 'even', dataBits: 8, stopBits: 1 },
    profile: { answerMs: 1500, retries: 1 },
  },
  {
    model: 'yaohua',
    link: { type: 'tcp', host: '192.168.1.20', port: 4001 },
    profile: { form: 'wn', unit: 'g', stableFrames: 5, capacityGrams: 150_500 },
  },
  { model: 'toledo', link: { type: 'memory', name: 'demo' }, profile: { checksum: 'on', capacityGrams: null } },
];

describe('the form of a device', () => {
  test.each(CONFIGS)('gives back what it was opened with ($model)', (config) => {
    expect(configOf(fieldsOf(deviceWith(config)))).toEqual(config);
  });

  test('a new device has what the maker ships and lacks only its port', () => {
    const fields = fieldsOf(undefined);
    expect(configOf(fields)).toBeNull();
    expect(configOf({ ...fields, path: 'COM3' })).toEqual({
      model: 'meter-bus',
      link: { type: 'serial', path: 'COM3', baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 },
      profile: { answerMs: 900, retries: 2 },
    });
  });

  test('a capacity is a weight above zero, or nothing', () => {
    expect([capacityGrams(''), capacityGrams('150'), capacityGrams('0.5')]).toEqual([null, 150_000, 500]);
    expect([capacityGrams('0'), capacityGrams('-1'), capacityGrams('1.2345'), capacityGrams('x')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
