import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, parseDataSets } from '../../main/devices/framing/obis.domain.ts';
import { current, milliOf } from '../../main/devices/framing/obis-values.domain.ts';
import { crc16, createTelegramParser, encodeTelegram, type Telegram } from '../../main/devices/meter-dsmr-p1/frame.ts';
import { DSMR_P1_PRESETS, DsmrP1Profile } from '../../main/devices/meter-dsmr-p1/profile.schema.ts';
import { usualLines as p1Lines } from '../../main/devices/meter-dsmr-p1/sim.ts';
import { electricityOf, subMeterOf, targetOf } from '../../main/devices/meter-dsmr-p1/values.ts';
import { createMessageParser, type Message } from '../../main/devices/meter-iec62056/frame.ts';
import {
  ascii,
  encodeAcknowledgement,
  encodeCommand,
  encodeReadout,
  encodeSignOn,
  isAddressed,
  parseIdentification,
} from '../../main/devices/meter-iec62056/messages.domain.ts';
import { IEC62056_PRESETS, Iec62056Profile } from '../../main/devices/meter-iec62056/profile.schema.ts';
import {
  demandOf,
  frozenOf,
  isOwn,
  momentOf,
  powerOf,
  registersOf,
} from '../../main/devices/meter-iec62056/readout.ts';
import { usualLines as iecLines } from '../../main/devices/meter-iec62056/sim.ts';

const iec = Iec62056Profile.parse({ protocol: 'iec62056-21' });

describe('data sets', () => {
  test('keep name, history, values and units apart', () => {
    expect(parseDataSets('1-0:1.8.0*255(001234.5*kWh)\r\n1.8.0*03(1*kWh)\n\n1.6.0(3.2*kW)(26-09-10,18:15)')).toEqual([
      {
        id: '1-0:1.8.0*255',
        code: '1.8.0',
        channel: '1-0',
        history: null,
        values: [{ text: '001234.5', unit: 'kWh' }],
      },
      { id: '1.8.0*03', code: '1.8.0', channel: '', history: 3, values: [{ text: '1', unit: 'kWh' }] },
      {
        id: '1.6.0',
        code: '1.6.0',
        channel: '',
        history: null,
        values: [
          { text: '3.2', unit: 'kW' },
          { text: '26-09-10,18:15', unit: null },
        ],
      },
    ]);
  });

  test('a register of the past is never the one of now', () => {
    const sets = parseDataSets('1.8.0*1(000218.000*kWh)\r\n');
    expect(current(sets, '1.8.0')).toBeUndefined();
    expect(registersOf(sets, iec)).toBeUndefined();
  });

  test.each([
    ['001234.5', { units: 12_345, decimals: 1 }],
    ['-0.250', { units: -250, decimals: 3 }],
    ['00', { units: 0, decimals: 0 }],
    ['12a', undefined],
    ['1.2.3', undefined],
    ['', undefined],
    ['1e5', undefined],
    ['9999999999999.9', undefined],
  ])('%s is a decimal or none', (text, expected) => {
    expect(decimalOf(text)).toEqual(expected);
  });

  test.each([
    [{ text: '12.3456', unit: 'kWh' }, 12_345],
    [{ text: '1234', unit: 'Wh' }, 1234],
    [{ text: '0.36', unit: 'GJ' }, 100_000],
    [{ text: '12.5', unit: '' }, 12_500],
    [{ text: '12.5', unit: 'm3' }, undefined],
    [{ text: '12.5', unit: 'bar' }, undefined],
    [{ text: '--', unit: 'kWh' }, undefined],
  ])('%j is energy in thousandths of a kWh, or nothing', (value, expected) => {
    expect(milliOf(value, ['energy'], 'kWh')).toBe(expected);
  });
});

/** All that the parser finds in pieces of this size. */
function pieces<T>(parser: { push(bytes: Uint8Array): T[]; end(): T[] }, bytes: Uint8Array, step: number): T[] {
  const found: T[] = [];
  for (let at = 0; at < bytes.length; at += step) found.push(...parser.push(bytes.subarray(at, at + step)));
  return [...found, ...parser.end()];
}

const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
/** Even parity in bit 7, as an 8N1 port shows 7E1. */
const withParity = (bytes: Uint8Array) =>
  bytes.map((byte) => ([...byte.toString(2)].filter((bit) => bit === '1').length % 2 ? byte | 0x80 : byte));

describe('IEC 62056-21 messages', () => {
  test('of a whole conversation are found in pieces, with echoes and with parity in bit 7', () => {
    const bytes = joined(
      encodeSignOn('12345678'),
      ascii('/LGZ52ZMD120\r\n'),
      encodeAcknowledgement('5'),
      encodeReadout(iecLines('12345678', 1_234_567)),
      encodeCommand('B0'),
    );
    for (const sent of [bytes, withParity(bytes)]) {
      for (const step of [1, 7, 1000]) {
        const kinds = pieces(createMessageParser(), sent, step).map(({ kind }) => kind);
        expect(kinds).toEqual(['sign-on', 'identification', 'acknowledgement', 'readout', 'command']);
      }
    }
  });

  test('a readout with one bit changed is refused', () => {
    const bytes = encodeReadout(iecLines('12345678', 1_234_567));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 6 }), (at, bit) => {
        const spoilt = bytes.with(at, (bytes[at] as number) ^ (1 << bit));
        const found = pieces(createMessageParser(), spoilt, 64).filter(({ kind }) => kind === 'readout');
        expect(found).toEqual([]);
      }),
    );
  });

  test('noise is no message for long: the second good readout is found', () => {
    const good = encodeReadout(iecLines('1', 5000));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const found = pieces(createMessageParser(), joined(noise, good, good), 50);
        expect(found.filter(({ kind }) => kind === 'readout').length).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('the message behind one that lost its checksum is found', () => {
    const good = encodeReadout(['1.8.0(000123.45*kWh)']);
    const cut = good.subarray(0, good.length - 1);
    expect(pieces(createMessageParser(), joined(cut, good), 7)).toMatchObject([{ kind: 'readout' }]);
    const identification = ascii('/ABC51234\r\n');
    expect(pieces(createMessageParser(), joined(ascii('/'), identification), 3)).toMatchObject([{ maker: 'ABC' }]);
  });

  test('a readout with half a pair of brackets, or a name torn from its value, is refused though its checksum fits', () => {
    const lines = ['1.8.1(000001.00*kWh)', '1.8.2((000002.00*kWh)'];
    expect(pieces(createMessageParser(), encodeReadout(lines), 50)).toEqual([]);
    const torn = ['1.8.1(000001.00*kWh)', '1.8.2', '(000002.00*kWh)'];
    expect(pieces(createMessageParser(), encodeReadout(torn), 50)).toEqual([]);
  });

  test('without STX and BCC count only where the profile says so', () => {
    const bare = ascii([...iecLines('1', 5000), '!', ''].join('\r\n'));
    expect(pieces(createMessageParser(), bare, 40)).toEqual([]);
    const [readout] = pieces(createMessageParser({ takesBare: true }), bare, 40) as Extract<
      Message,
      { kind: 'readout' }
    >[];
    expect(readout).toMatchObject({ kind: 'readout', hasChecksum: false });
    expect(registersOf(readout?.sets ?? [], iec)).toMatchObject({ totalMilli: 5000 });
  });

  test('identifications name maker, speed and reaction', () => {
    expect(parseIdentification('/LGZ52ZMD120')).toEqual({
      maker: 'LGZ',
      isFast: false,
      baudChar: '5',
      text: '2ZMD120',
    });
    expect(parseIdentification('/ISk5\\2MT382')).toMatchObject({
      maker: 'ISk',
      isFast: true,
      baudChar: '5',
      text: '2MT382',
    });
    expect(parseIdentification('/LG')).toBeUndefined();
    expect(isAddressed('12345678', '0012345678')).toBe(true);
    expect(isAddressed('12345678', '12345679')).toBe(false);
  });
});

describe('an IEC 62056-21 readout', () => {
  const sets = parseDataSets(iecLines('12345678', 1_234_567).join('\r\n'));

  test('gives registers, demand and live values', () => {
    expect(registersOf(sets, iec)).toMatchObject({
      totalMilli: 1_234_567,
      peakMilli: 823_045,
      valleyMilli: 411_522,
      flatMilli: null,
      reverseMilli: 0,
      demandMilli: 3210,
    });
    expect(demandOf(sets, iec)).toEqual({ demandMilli: 3210, occurred: '2026-09-10 18:15:00' });
    expect(powerOf(sets)).toMatchObject({
      voltageMilli: [230_100, null, null],
      currentMilli: [1020, null, null],
      powerMilli: { total: 234, a: null },
    });
    expect(isOwn(sets, '0012345678')).toBe(true);
    expect(isOwn(sets, '12345679')).toBe(false);
  });

  test('without a total is the sum of its tariffs; a total that cannot be read is not', () => {
    expect(registersOf(parseDataSets('1.8.1(10.5*kWh)1.8.2(2.5*kWh)'), iec)?.totalMilli).toBe(13_000);
    expect(registersOf(parseDataSets('1.8.0(--.-*kWh)1.8.1(10.5*kWh)'), iec)).toBeUndefined();
    expect(registersOf(parseDataSets('1.8.1(10.5*kWh)1.8.2(--.-*kWh)'), iec)).toBeUndefined();
    expect(registersOf(parseDataSets('1.8.1(10.5*kWh)1.8.2(-2.5*kWh)'), iec)).toBeUndefined();
    expect(registersOf(parseDataSets('1.8.0(12.5*m3)'), iec)).toBeUndefined();
    expect(registersOf(parseDataSets('F.F(00)'), iec)).toBeUndefined();
  });

  test('without a total is no sum where one of its tariffs is written and is no number', () => {
    expect(registersOf(parseDataSets('1.8.1(996989>10*kWh)1.8.2(2.5*kWh)'), iec)).toBeUndefined();
    expect(registersOf(parseDataSets('1.8.0(12.5*kWh)2.8.0(9>9*kWh)'), iec)).toMatchObject({ reverseMilli: null });
  });

  test('gives the value of a reset with its date, and none without', () => {
    const past = parseDataSets('0.1.0(07)1.8.0(9*kWh)1.8.0*07(7*kWh)1.8.0*06(6*kWh)0.1.2*07(26-09-01,00:00)');
    expect(frozenOf(past, iec, 1)).toMatchObject({ registers: { totalMilli: 7000 }, frozen: '2026-09-01 00:00:00' });
    expect(frozenOf(past, iec, 2)).toBeUndefined();
  });

  test.each([
    ['26-09-24,15:30:45', '2026-09-24 15:30:45'],
    ['26-09-24 15:30', '2026-09-24 15:30:00'],
    ['2609241530', '2026-09-24 15:30:00'],
    ['26-02-30,15:30', undefined],
    ['', undefined],
  ])('%s is a moment or none', (text, expected) => {
    expect(momentOf(text)).toBe(expected);
  });
});

describe('P1 telegrams', () => {
  const lines = p1Lines({ totalMilli: 3_017_105, gasMilli: 981_443, time: '2026-09-24 08:00:00' });
  const good = encodeTelegram('ISK5\\2M550T', lines);

  test('are found in pieces and after noise that looks like a beginning', () => {
    expect(crc16(ascii('123456789'))).toBe(0xbb3d);
    for (const step of [1, 13, 5000]) expect(pieces(createTelegramParser(), joined(good, good), step)).toHaveLength(2);
    const noise = ascii('/abc5 /KFM5KAIFA\r\n1-0:1.8.1(0');
    expect(pieces(createTelegramParser(), joined(noise, good), 9)).toHaveLength(1);
  });

  test('with one bit changed are refused', () => {
    fc.assert(
      fc.property(fc.nat(good.length - 3), fc.integer({ min: 0, max: 6 }), (at, bit) => {
        // Capital and small letters of the CRC are one number.
        fc.pre(!(at >= good.length - 6 && bit === 5));
        const spoilt = good.with(at, (good[at] as number) ^ (1 << bit));
        expect(pieces(createTelegramParser(), spoilt, 100)).toEqual([]);
      }),
    );
  });

  test('noise is no telegram for long: the second good one is found', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        expect(pieces(createTelegramParser(), joined(noise, good, good), 50).length).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('without a CRC count only where the profile says so', () => {
    const bare = encodeTelegram('ISk5\\2MT382', lines, false);
    expect(pieces(createTelegramParser(), bare, 40)).toEqual([]);
    expect(pieces(createTelegramParser({ takesBare: true }), bare, 40)).toMatchObject([{ hasChecksum: false }]);
  });

  test('give no sum where a register of it is written and is no number', () => {
    expect(electricityOf(parseDataSets('1-0:1.8.1(1.5*kWh)\r\n1-0:1.8.2(2:5*kWh)'))).toBeUndefined();
    expect(electricityOf(parseDataSets('1-0:1.8.0(x*kWh)\r\n1-0:1.8.1(1.5*kWh)'))).toBeUndefined();
    const given = parseDataSets('1-0:1.8.1(1*kWh)\r\n1-0:2.8.1(1*kWh)\r\n1-0:2.8.2(?*kWh)');
    expect(electricityOf(given)).toMatchObject({ totalMilli: 1000, reverseMilli: null });
  });

  test('give the sum of the tariffs, and the meters behind the port', () => {
    const [{ sets }] = pieces(createTelegramParser(), good, 100) as [Telegram];
    const spoilt = p1Lines({ totalMilli: 1000, time: '2026-11-26 10:00:00' })
      .filter((line) => !line.startsWith('1-0:1.8.0'))
      .map((line) => line.replace(/^1-0:1\.8\.2\(.*\*/, '1-0:1.8.2(*'));
    expect(electricityOf(parseDataSets(spoilt.join('\r\n')))).toBeUndefined();
    expect(electricityOf(sets)).toEqual({
      totalMilli: 3_017_105,
      tariff1Milli: 1_005_701,
      tariff2Milli: 2_011_404,
      reverseMilli: 0,
    });
    expect(subMeterOf(sets, '0-1')).toEqual({ totalMilli: 981_443, time: '260924080000W' });
    expect(subMeterOf(sets, '0-2')).toBeUndefined();
    expect(targetOf(sets, 'K8EG004046395507')).toEqual({ kind: 'electricity' });
    expect(targetOf(sets, '2222ABCD123456789')).toEqual({ kind: 'channel', channel: '0-1' });
    expect(targetOf(sets, 'K8EG004046395508')).toBeUndefined();
  });
});

test('every preset is a whole profile', () => {
  for (const preset of Object.values(IEC62056_PRESETS))
    expect(Iec62056Profile.parse({ protocol: 'iec62056-21', ...preset })).toMatchObject(preset);
  for (const preset of Object.values(DSMR_P1_PRESETS))
    expect(DsmrP1Profile.parse({ protocol: 'dsmr-p1', ...preset })).toMatchObject(preset);
});
