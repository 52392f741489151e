import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decoderNamed } from '../../main/devices/decode.ts';
import { fromHex } from '../../main/devices/framing/frame.ts';

interface Capture {
  readonly id: string;
  readonly protocol: string;
  readonly name: string;
  readonly hex: string;
  readonly expected: Record<string, unknown>;
  readonly source: string;
}

/** One file a protocol. */
const FOLDER = new URL('captures/', import.meta.url);
const FILES = readdirSync(FOLDER).map((name) => name.replace(/\.json$/, ''));

function captures(file: string): Capture[] {
  return JSON.parse(readFileSync(new URL(`${file}.json`, FOLDER), 'utf8'));
}

/** Fields that talk about the capture instead of its bytes. */
const REMARKS = new Set(['note', 'quirk', 'stream_prefix', 'stream_suffix']);

/** Fields of single captures that no decoder gives, each with the reason. */
const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  v239: { di: 'of a frame whose checksum does not fit only that is said: its identifier may be the altered byte' },
  v291: { scaled: 'the scale of a register is a matter of the map of the meter, not of the frame' },
  v307: { scaled: 'the scale of a register is a matter of the map of the meter, not of the frame' },
  v525: { smsc: 'the bytes spell +97254120032; the value noted beside them has one nought more' },
  v319: {
    reply: 'what an absent meter answers cannot be seen in the question; test/devices/modbus.test.ts holds it',
    error_expected: 'the silence is met by the driver; test/devices/modbus.test.ts holds it',
  },
};

/** Bytes that stood around the frame: it must be found among them. */
function streamOf({ hex, expected }: Capture): Uint8Array {
  const around = (key: string) => fromHex(typeof expected[key] === 'string' ? expected[key] : '');
  return Uint8Array.from([...around('stream_prefix'), ...fromHex(hex), ...around('stream_suffix')]);
}

describe.each(FILES)('recorded and constructed frames of %s', (file) => {
  test.each(captures(file).map((capture) => [`${capture.id} ${capture.name}`, capture] as const))(
    '%s decodes to its expected values',
    (_, capture) => {
      const explain = decoderNamed(capture.protocol);
      if (!explain) throw new Error(`no decoder for ${capture.protocol}`);
      const decoded = JSON.parse(JSON.stringify(explain(streamOf(capture))));
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

/** Vectors that no decoder knows, each group with the reason. */
const GROUPS_LEFT_OUT: Readonly<Record<string, { readonly ids: readonly string[]; readonly reason: string }>> = {
  'IC card (PC/SC pseudo APDU, SLE4442)': {
    ids: ['v572', 'v573', 'v574', 'v575'],
    reason:
      'card layouts and keys belong to the meter makers: cards are an extension point for their own service (docs/card-meters.md) and are neither read nor written here',
  },
};

test('every protocol that is left out has a reason and no decoder', () => {
  for (const [protocol, { ids, reason }] of Object.entries(GROUPS_LEFT_OUT)) {
    expect(decoderNamed(protocol)).toBeUndefined();
    expect(ids.length).toBeGreaterThan(0);
    expect(reason.length).toBeGreaterThan(20);
  }
});
