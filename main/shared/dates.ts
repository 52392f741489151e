/** Instants are UTC milliseconds; what people see and what business rules use is the station's local date. */
export type UnixMs = number;
/** Local calendar date "YYYY-MM-DD". */
export type LocalDate = string;
/** Calendar month "YYYY-MM". */
export type Month = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: UnixMs, zone: string): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  const parts: Record<string, string> = {};
  for (const part of format.formatToParts(at)) parts[part.type] = part.value;
  return parts;
}

/** The station's business date at an instant. */
export function localDate(at: UnixMs, zone: string): LocalDate {
  return dateOfDay(Math.floor((at + offsetAt(at, zone)) / DAY_MS));
}

const days = new Map<number, LocalDate>();

function dateOfDay(day: number): LocalDate {
  const known = days.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  if (days.size < MOST_KEPT) days.set(day, date);
  return date;
}

/** "2026-11-22 09:00:05" in the station's zone. */
export function localDateTime(at: UnixMs, zone: string): string {
  const p = partsOf(at, zone);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}`;
}

/** First instant of a local date. Tries twice because the offset may change between the guess and the answer. */
export function startOfLocalDate(date: LocalDate, zone: string): UnixMs {
  const wanted = Date.parse(`${date}T00:00:00Z`);
  let guess = wanted;
  for (let i = 0; i < 2; i++) guess = wanted - offsetAt(guess, zone);
  return guess;
}

/**
 * The instant at which the wall clock shows a minute of a local date; the first of two, and the end of the hour that is
 * left out where clocks go forward over it.
 */
export function localInstant(date: LocalDate, minute: number, zone: string): UnixMs {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  // The offset before a change and the one after it: one of the two fits, or neither inside the hour left out.
  const before = wanted - offsetAt(wanted - DAY_MS, zone);
  if (before + offsetAt(before, zone) === wanted) return before;
  const after = wanted - offsetAt(wanted + DAY_MS, zone);
  return after + offsetAt(after, zone) === wanted ? after : before;
}

const DAY_MS = 86_400_000;
/** Clocks change at quarters of an hour at the finest, so one answer stands for a whole quarter. */
const QUARTER_MS = 900_000;
const MOST_KEPT = 50_000;
const offsets = new Map<string, Map<number, number>>();

/**
 * Asking Intl takes microseconds, and a billing run asks for every reading. Before 1970 zones changed at odd seconds:
 * those are asked for one by one.
 */
function offsetAt(at: UnixMs, zone: string): number {
  if (at < 0) return askOffset(at, zone);
  const quarter = Math.floor(at / QUARTER_MS);
  const known = offsets.get(zone)?.get(quarter);
  if (known !== undefined) return known;
  const offset = askOffset(quarter * QUARTER_MS, zone);
  const kept = offsets.get(zone);
  if (kept && kept.size < MOST_KEPT) kept.set(quarter, offset);
  else offsets.set(zone, new Map([[quarter, offset]]));
  return offset;
}

function askOffset(at: UnixMs, zone: string): number {
  const p = partsOf(at, zone);
  const asUtc = Date.UTC(
    Number(p.year),
    Number(p.month) - 1,
    Number(p.day),
    Number(p.hour),
    Number(p.minute),
    Number(p.second),
  );
  return asUtc - Math.floor(at / 1000) * 1000;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

export function monthOf(date: LocalDate): Month {
  return date.slice(0, 7);
}

export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** Same day `years` later; 29 February becomes the 28th. */
export function addYears(date: LocalDate, years: number): LocalDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  return new Date(Date.UTC(year + years, month - 1, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Half-open span of a month: [first day, first day of the next month). */
export function monthSpan(month: Month): { from: LocalDate; to: LocalDate } {
  return { from: `${month}-01`, to: `${addMonths(month, 1)}-01` };
}
