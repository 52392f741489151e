/** One field that differs. Absent on one side: added or removed. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is different after, field by field. What is no record on either side is one unnamed field. */
export function changesOf(before: unknown, after: unknown): Change[] {
  if (!isRecord(before) && !isRecord(after)) {
    const change = { field: '', before: shown(before), after: shown(after) };
    return change.before === change.after ? [] : [change];
  }
  const old = isRecord(before) ? before : {};
  // What was removed is told field by field; a result that names some fields says nothing about the others.
  const now = isRecord(after) ? after : {};
  const fields = after === undefined || after === null ? Object.keys(old) : Object.keys(now);
  return fields
    .map((field) => ({ field, before: shown(old[field]), after: shown(now[field]) }))
    .filter((change) => change.before !== change.after);
}
