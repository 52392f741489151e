import type { Actor } from '../../main/db/writer.ts';
import { search } from '../../main/modules/customers/index.ts';
import { randomFrom, seedPopulation } from '../../main/seeds/population.ts';
import { openStation } from '../../main/station.ts';
import { temporaryFolder } from '../durability/payments.ts';
import { rounded, spread, timed } from './measure.ts';

const PEOPLE = 300;
const SYSTEM: Actor = { userId: null, name: 'bench', via: 'job' };

interface Subject {
  readonly name: string;
  readonly phone: string;
  readonly doorNo: string;
  readonly accountNo: string;
  readonly meterNo: string;
  readonly pinyin: string;
  readonly initials: string;
}

/** The search box as it is typed into: every beginning of every way to name a household, at a city's size. */
export async function benchSearch(customers: number) {
  using folder = temporaryFolder();
  await using station = openStation({ folder: folder.path });
  const seedMs = timed(() => seedPopulation(station, SYSTEM, { households: customers }));
  const random = randomFrom(3);
  const readSubject = station.db.prepare(
    `SELECT c.name, c.phone, p.door_no AS doorNo, a.account_no AS accountNo, m.meter_no AS meterNo,
       (SELECT key FROM search_key WHERE account_id = a.id AND kind = 'pinyin') AS pinyin,
       (SELECT key FROM search_key WHERE account_id = a.id AND kind = 'initials') AS initials
     FROM account a JOIN customer c ON c.id = a.customer_id JOIN premises p ON p.id = a.premises_id
     JOIN account_meter am ON am.account_id = a.id JOIN meter m ON m.id = am.meter_id WHERE a.id = ?`,
  );
  const subjects = Array.from(
    { length: PEOPLE },
    () => readSubject.get(1 + Math.floor(random() * customers)) as Subject,
  );
  const kinds: Record<string, readonly string[]> = {
    name: subjects.flatMap((s) => beginnings(s.name)),
    initials: subjects.flatMap((s) => beginnings(s.initials ?? '')),
    pinyin: subjects.flatMap((s) => beginnings(s.pinyin ?? '')),
    phone: subjects.flatMap((s) => beginnings(s.phone)),
    phoneTail: subjects.map((s) => s.phone.slice(-4)),
    door: subjects.flatMap((s) => beginnings(s.doorNo)),
    account: subjects.flatMap((s) => beginnings(s.accountNo)),
    meter: subjects.flatMap((s) => beginnings(s.meterNo)),
    nameAndDoor: subjects.map((s) => `${s.name.slice(0, 1)} ${s.doorNo}`),
  };
  const all: number[] = [];
  const byKind = Object.fromEntries(
    Object.entries(kinds).map(([kind, texts]) => {
      const samples = texts.map((text) => timed(() => search(station.db, text)));
      all.push(...samples);
      const { p50, p99, max } = spread(samples);
      return [kind, { p50Ms: rounded(p50), p99Ms: rounded(p99), maxMs: rounded(max) }];
    }),
  );
  const { p50, p99, max } = spread(all);
  return {
    customers,
    seedSeconds: rounded(seedMs / 1000),
    searches: all.length,
    p50Ms: rounded(p50),
    p99Ms: rounded(p99),
    maxMs: rounded(max),
    byKind,
  };
}

function beginnings(text: string): string[] {
  return Array.from({ length: text.length }, (_, i) => text.slice(0, i + 1));
}
