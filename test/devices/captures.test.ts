import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeFrame, decoderNamed } from '../../main/devices/decode.ts';
import { fromHex } from '../../main/devices/framing/frame.ts';

interface Capture {
  readonly id: string;
  readonly protocol: string;
  readonly name: string;
  readonly hex: string;
  readonly expected: Record<string, unknown>;
  readonly source: string;
}

function captures(file: string): Capture[] {
  return JSON.parse(readFileSync(new URL(`captures/${file}.json`, import.meta.url), 'utf8'));
}

/** Fields that talk about the capture instead of its bytes. */
const REMARKS = new Set(['note', 'quirk']);

/** Fields of single captures that no decoder gives, each with the reason. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v358: { unit: 'tF0 names no unit: it is a setting of the indicator and comes from the device profile' },
};

const FILES = ['dlt645-2007', 'dlt645-1997', 'yaohua', 'toledo', 'gsm-pdu'];

describe.each(FILES)('recorded and constructed frames of %s', (file) => {
  test.each(captures(file).map((capture) => [`${capture.id} ${capture.name}`, capture] as const))(
    '%s decodes to its expected values',
    (_, capture) => {
      const decoder = decoderNamed(capture.protocol);
      if (!decoder) throw new Error(`no decoder for ${capture.protocol}`);
      const decoded = JSON.parse(JSON.stringify(decodeFrame(decoder, fromHex(capture.hex))));
      const expected = Object.entries(capture.expected).filter(
        ([key]) => !REMARKS.has(key) && !LEFT_OUT[capture.id]?.[key],
      );
      expect(decoded).toMatchObject(Object.fromEntries(expected));
      if (capture.expected.error === undefined) expect(decoded).not.toHaveProperty('error');
    },
  );
});

test('every left-out field belongs to a capture and has a reason', () => {
  const all = new Map(FILES.flatMap(captures).map((capture) => [capture.id, capture]));
  for (const [id, fields] of Object.entries(LEFT_OUT)) {
    for (const [field, reason] of Object.entries(fields)) {
      expect(all.get(id)?.expected).toHaveProperty(field);
      expect(reason.length).toBeGreaterThan(20);
    }
  }
});
