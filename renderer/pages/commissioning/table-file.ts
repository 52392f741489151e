import { DeviceTable } from '../../../main/modules/commissioning/device-table.schema.ts';

export interface FileFault {
  /** "meters 3" as a person counts. */
  readonly place: string;
  readonly field: string;
  readonly code: 'missing' | 'unknown-field' | 'choice' | 'range' | 'other';
}
type Reading = { success: true; table: DeviceTable } | { success: false; faults: readonly FileFault[] };

/** Every faulty field by its place; no faults when it is not JSON at all. */
export function readTableFile(text: string): Reading {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { success: false, faults: [] };
  }
  const parsed = DeviceTable.safeParse(json);
  if (parsed.success) return { success: true, table: parsed.data };
  return {
    success: false,
    faults: parsed.error.issues.map(({ path, code, ...issue }) => {
      const [list, at, ...rest] = path.map(String);
      const place = at === undefined ? '' : `${list} ${Number(at) + 1}`;
      const fields = 'keys' in issue ? issue.keys.join(', ') : '';
      return {
        place,
        field: [...(at === undefined ? [list ?? ''] : rest), fields].filter(Boolean).join('.'),
        code: faultOf(code),
      };
    }),
  };
}

function faultOf(code: string): FileFault['code'] {
  if (code === 'invalid_type') return 'missing';
  if (code === 'unrecognized_keys') return 'unknown-field';
  if (code === 'invalid_value' || code === 'invalid_union') return 'choice';
  return code === 'too_small' || code === 'too_big' ? 'range' : 'other';
}

export interface MeterChange {
  readonly meterNo: string;
  readonly fields: readonly (keyof DeviceTable['meters'][number])[];
}

/** What the file says otherwise of meters that are in the table; a new meter has no fields here. */
export function changesOf(now: DeviceTable, file: DeviceTable): MeterChange[] {
  const known = new Map(now.meters.map((meter) => [meter.meterNo, meter]));
  return file.meters.flatMap((meter) => {
    const before = known.get(meter.meterNo);
    if (!before) return [{ meterNo: meter.meterNo, fields: [] }];
    const names = Object.keys(meter) as (keyof typeof meter)[];
    const fields = names.filter((name) => sorted(meter[name]) !== sorted(before[name]));
    return fields.length > 0 ? [{ meterNo: meter.meterNo, fields }] : [];
  });
}

/** Keys in one order: a file edited by hand compares by what it says. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
