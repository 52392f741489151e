import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packSeptets, textOfSeptets, unpackSeptets } from '../../main/devices/modem-gsm/alphabet.ts';
import { decodePdu, decodePduText, type SubmitPdu } from '../../main/devices/modem-gsm/pdu.decode.ts';
import { encodeSubmit, type Submit, validityOctet } from '../../main/devices/modem-gsm/pdu.ts';
import { encodeReport } from '../../main/devices/modem-gsm/report.sim.ts';
import { splitText } from '../../main/devices/modem-gsm/split.ts';

const GSM_CHARACTERS = [
  ...'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€',
];
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...GSM_CHARACTERS), maxLength: 500 }),
  fc.string({
    unit: fc.oneof(fc.constantFrom(...'您的电费燃气余额已欠请尽快缴纳，。￥'), fc.constantFrom('𠮷', '😀', 'a', '1')),
    maxLength: 300,
  }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const number = fc
  .tuple(fc.boolean(), fc.stringMatching(/^[0-9]{3,20}$/))
  .map(([plus, digits]) => (plus ? '+' : '') + digits);

function submit(hex: string): SubmitPdu {
  const pdu = decodePduText(hex);
  if ('fault' in pdu || pdu.type !== 'SUBMIT') throw new Error(`no message: ${JSON.stringify(pdu)}`);
  return pdu;
}

const encodeAll = (to: string, whole: string, more: Partial<Submit> = {}) => {
  const { alphabet, parts } = splitText(whole);
  return parts.map((part, index) =>
    encodeSubmit({
      to,
      text: part,
      alphabet,
      ...(parts.length > 1 && { part: { reference: 231, total: parts.length, index: index + 1 } }),
      ...more,
    }),
  );
};

describe('messages to send', () => {
  interface Capture {
    readonly id: string;
    readonly hex: string;
    readonly expected: {
      smsc: string | null;
      type: string;
      address: string;
      text: string;
      vp?: string;
      dcs: string;
      udh?: string;
    };
  }
  const captures: Capture[] = JSON.parse(readFileSync(new URL('captures/gsm-pdu.json', import.meta.url), 'utf8'));
  // v511 forces UCS-2 on digits.
  const own = captures.filter(({ id, expected }) => expected.type === 'SUBMIT' && id !== 'v511');

  test.each(own.map((capture) => [capture.id, capture] as const))(
    'are made byte by byte as in %s',
    (_, { hex, expected }) => {
      const minutes = { FF: 63 * 7 * 1440, '00': 5 }[expected.vp ?? ''];
      const header = expected.udh?.match(/../g)?.map((pair) => Number.parseInt(pair, 16));
      const made = encodeSubmit({
        to: expected.address,
        text: expected.text,
        alphabet: splitText(expected.text).alphabet,
        ...(expected.smsc && { smsc: expected.smsc }),
        ...(minutes !== undefined && { validMinutes: minutes }),
        ...(header && { part: { reference: header[3] ?? 0, total: header[4] ?? 0, index: header[5] ?? 0 } }),
      });
      expect(made.hex).toBe(hex.replaceAll(' ', ''));
    },
  );

  test('any text comes back from its parts, whatever it is made of, and no part is longer than a message', () => {
    fc.assert(
      fc.property(text, number, (whole, to) => {
        const made = encodeAll(to, whole);
        const parts = made.map(({ hex }) => submit(hex));
        expect(parts.map((part) => part.text).join('')).toBe(whole);
        for (const [index, part] of parts.entries()) {
          expect(part.address).toBe(to);
          expect(part.length).toBe(made[index]?.length);
          expect(part.userDataLength).toBeLessThanOrEqual(part.dcs === 0 ? 160 : 140);
          expect(part.part).toEqual(
            parts.length > 1 ? { reference: 231, total: parts.length, index: index + 1 } : null,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a cut goes through no character', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const { parts } = splitText(whole);
        // A half of a pair that was alone before is no cut.
        const characters = parts.flatMap((part) => [...part]);
        expect(characters).toEqual([...whole]);
      }),
    );
  });

  test('a Chinese text takes one message up to 70 characters and parts of 67 beyond, a plain one 160 and 153', () => {
    expect(splitText('费'.repeat(70)).parts).toHaveLength(1);
    expect(splitText('费'.repeat(71)).parts.map((part) => part.length)).toEqual([67, 4]);
    expect(splitText('a'.repeat(160)).parts).toHaveLength(1);
    expect(splitText('a'.repeat(161)).parts.map((part) => part.length)).toEqual([153, 8]);
    // The euro takes two septets: it moves to the next part as a whole.
    expect(splitText(`${'a'.repeat(152)}€${'b'.repeat(10)}`).parts.map((part) => part.length)).toEqual([152, 11]);
    expect(splitText(`${'费'.repeat(66)}😀${'费'.repeat(10)}`).parts.map((part) => part.length)).toEqual([66, 12]);
  });

  test('ask for a report and carry the service centre and the validity', () => {
    const [made] = encodeAll('13902433649', '欠费', { wantsReport: true, smsc: '+8613800100500', validMinutes: 4320 });
    expect(submit(made?.hex ?? '')).toMatchObject({
      smsc: '+8613800100500',
      firstOctet: 0x31,
      address: '13902433649',
      validity: Uint8Array.of(169),
    });
  });

  test('a number that is none is not encoded', () => {
    for (const to of ['', '12', '+', '139 0243', '1390243364912345678901', 'abc'])
      expect(() => encodeSubmit({ to, text: 'x', alphabet: 'gsm7' })).toThrow(RangeError);
  });
});

test('the validity octet says at least what was asked for', () => {
  const said = (octet: number) =>
    octet < 144
      ? (octet + 1) * 5
      : octet < 168
        ? 720 + (octet - 143) * 30
        : octet < 197
          ? (octet - 166) * 1440
          : (octet - 192) * 10_080;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 63 * 10_080 }), (minutes) => {
      const octet = validityOctet(minutes);
      expect(said(octet)).toBeGreaterThanOrEqual(minutes);
      if (octet > 0 && octet !== 144 && octet !== 168 && octet !== 197) expect(said(octet - 1)).toBeLessThan(minutes);
    }),
  );
});

test('septets are packed and unpacked at any bit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 127 }), { maxLength: 160 }),
      fc.integer({ min: 0, max: 6 }),
      (septets, fill) => {
        expect(unpackSeptets(packSeptets(septets, fill), septets.length, fill)).toEqual(septets);
      },
    ),
  );
  // 3GPP TS 23.038: "hellohello" is the example of every text book on it.
  expect(Buffer.from(packSeptets([...'hellohello'].map((c) => c.charCodeAt(0)))).toString('hex')).toBe(
    'e8329bfd4697d9ec37',
  );
  expect(textOfSeptets([0x1b, 0x65, 0x1b, 0x41, 0x1b, 0x1b, 0x61])).toBe('€A a');
});

describe('messages of the network', () => {
  test('a report names the message, its receiver and what became of it', () => {
    const { hex } = encodeReport({
      reference: 42,
      to: '+8613902433649',
      status: 0,
      at: Date.parse('2026-11-26T01:30:05Z'),
    });
    expect(decodePduText(hex)).toMatchObject({
      type: 'STATUS-REPORT',
      reference: 42,
      address: '+8613902433649',
      status: 0,
      doneAt: { text: '2026-11-26 09:30:05 +08:00' },
    });
  });

  test('a sender may be a name', () => {
    // "Gas10": TON 5, seven half bytes of packed septets.
    const name = packSeptets([...'Gas10'].map((c) => c.charCodeAt(0)));
    const bytes = Uint8Array.from([0, 0x04, 9, 0xd0, ...name, 0, 0, ...new Array(7).fill(0), 1, 0x41]);
    expect(decodePdu(bytes)).toMatchObject({ type: 'DELIVER', address: 'Gas10', text: 'A' });
  });

  test('a number with its filler anywhere but at its end lost half a byte and is refused', () => {
    const report = (number: string) =>
      decodePduText(`0002070D91${number}6290122231022362901222310223 00`.replace(' ', ''));
    expect(report('683119858729F4')).toMatchObject({ address: '+8613915878924' });
    expect(report('683119852F7294')).toEqual({ fault: 'address' });
  });

  test('a header with a reference of two bytes is understood, among other elements', () => {
    const data = [9, 0x24, 1, 1, 0x08, 4, 0x12, 0x34, 2, 1, 0x4f, 0x60];
    const bytes = Uint8Array.of(0, 0x44, 4, 0x81, 0x21, 0x43, 0, 8, ...new Array(7).fill(0x11), data.length, ...data);
    expect(decodePdu(bytes)).toMatchObject({ part: { reference: 0x1234, total: 2, index: 1 }, text: '你' });
  });

  test('bytes that are no message are told as such, and no bytes at all break the reader', () => {
    expect(decodePduText('xyz')).toEqual({ fault: 'hexadecimal' });
    expect(decodePduText('')).toEqual({ fault: 'hexadecimal' });
    expect(decodePduText('0011')).toEqual({ fault: 'incomplete' });
    expect(decodePduText('0003')).toEqual({ fault: 'message type' });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decodePdu(bytes);
        expect('fault' in decoded || typeof decoded.type === 'string').toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('a message cut or changed anywhere is refused or read, never a crash', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 0, max: 255 }), (whole, at, value) => {
        for (const { hex } of encodeAll('+8613902433649', whole)) {
          const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
          const place = at % bytes.length;
          decodePdu(bytes.with(place, value));
          expect(decodePdu(bytes.subarray(0, place))).toHaveProperty('fault');
        }
      }),
      { numRuns: 300 },
    );
  });
});
