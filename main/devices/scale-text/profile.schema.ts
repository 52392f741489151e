import { z } from 'zod';

/** What a text scale has to be told about, as data: a preset fills it in, and every field can be changed. */

export const TEXT_GRAMMARS = [
  'st',
  'and',
  'cas22',
  'cas10',
  'sics',
  'ohaus',
  'sbi',
  'sma',
  'wt1000',
  'number',
] as const;
export type TextGrammar = (typeof TEXT_GRAMMARS)[number];

/** Printable characters, with \r, \n and \x1b spelled. */
export const ASK_PATTERN = /^([ -[\]-~]|\\[rn]|\\x[0-9a-fA-F]{2})*$/;

export const TextScaleProfile = z.strictObject({
  grammar: z.enum(TEXT_GRAMMARS).default('st'),
  /** Sent again and again to a scale that does not send by itself, with \r, \n and \x1b spelled; empty = it sends. */
  ask: z.string().max(20).regex(ASK_PATTERN).default(''),
  askMs: z.number().int().min(100).max(2000).default(200),
  /** For lines that name no unit. */
  unit: z.enum(['kg', 'g']).default('kg'),
  /** For figures without a point; null = they are whole. */
  decimals: z.number().int().min(0).max(4).nullable().default(null),
  /** So many equal weights in a row, beside what the scale says of motion: no line has a checksum. */
  stableFrames: z.number().int().min(1).max(10).default(2),
  stableWithinMs: z.number().int().min(500).max(5000).default(1500),
  /** False where the scale calls a moving weight stable (some do after a key is pressed). */
  trustsMotion: z.boolean().default(true),
  capacityGrams: z.number().int().positive().max(1_000_000_000).nullable().default(null),
});
export type TextScaleProfile = z.infer<typeof TextScaleProfile>;

export interface TextPreset {
  readonly name: string;
  readonly line: { readonly baud: number; readonly parity: 'none' | 'even' | 'odd'; readonly dataBits: 7 | 8 };
  readonly profile: Partial<TextScaleProfile>;
}

const N8 = { baud: 9600, parity: 'none', dataBits: 8 } as const;
const E7 = { baud: 2400, parity: 'even', dataBits: 7 } as const;

/** As the makers ship them; names are the makers' own and the same in every language. */
export const TEXT_PRESETS: readonly TextPreset[] = [
  { name: 'CAS / T-Scale / Kern / Rinstrum (ST,GS)', line: N8, profile: { grammar: 'st' } },
  { name: 'Weightech WT3000', line: N8, profile: { grammar: 'st' } },
  { name: 'Kern SFB (w)', line: N8, profile: { grammar: 'st', ask: 'w' } },
  { name: 'A&D', line: E7, profile: { grammar: 'and' } },
  { name: 'A&D (Q)', line: E7, profile: { grammar: 'and', ask: 'Q\\r\\n' } },
  { name: 'CAS 22', line: N8, profile: { grammar: 'cas22' } },
  { name: 'CAS 10', line: N8, profile: { grammar: 'cas10', stableFrames: 3 } },
  { name: 'CAS CI-100A (W)', line: N8, profile: { grammar: 'number', ask: 'W\\r', stableFrames: 3 } },
  { name: 'METTLER TOLEDO MT-SICS (SI)', line: N8, profile: { grammar: 'sics', ask: 'SI\\r\\n' } },
  { name: 'METTLER TOLEDO MT-SICS (SIR)', line: N8, profile: { grammar: 'sics', ask: 'SIR\\r\\n', askMs: 2000 } },
  { name: 'Ohaus', line: N8, profile: { grammar: 'ohaus' } },
  { name: 'Ohaus (IP)', line: N8, profile: { grammar: 'ohaus', ask: 'IP\\r\\n' } },
  {
    name: 'Sartorius SBI (ESC P)',
    line: { baud: 9600, parity: 'odd', dataBits: 8 },
    profile: { grammar: 'sbi', ask: '\\x1bP\\r\\n' },
  },
  { name: 'Kern FKB', line: N8, profile: { grammar: 'sbi' } },
  { name: 'SMA (W)', line: N8, profile: { grammar: 'sma', ask: '\\nW\\r' } },
  { name: 'Weightech WT1000', line: N8, profile: { grammar: 'wt1000' } },
  { name: '0.000 kg', line: N8, profile: { grammar: 'number', stableFrames: 3 } },
];
