import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { addDays, daysBetween, type LocalDate, localDate } from '../../shared/dates.ts';
import { DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { listDevices } from '../devices/index.ts';
import { DUE_WITHIN_DAYS, dueOf } from './cylinders.domain.ts';
import { DUE_KINDS, type DueCounts, type DueCylinder } from './cylinders.schema.ts';
import { toCylinder } from './cylinders.service.ts';
import { cylindersDueBy, findCylinder } from './cylinders.store.ts';
import type {
  FillingPage,
  FillingPolicy,
  FillingQuery,
  FillingSummary,
  RefusalPage,
  RefusalQuery,
  RefusalRow,
  ScaleView,
} from './filling.schema.ts';
import { toFilling } from './filling.service.ts';
import * as store from './filling.store.ts';

export function listFillings(db: ReadDb, query: FillingQuery): FillingPage {
  const where = { from: query.from, to: query.to, outcome: query.outcome ?? '', cylinderId: query.cylinderId ?? 0 };
  const rows = store.pageOfFillings(db, { ...where, limit: query.pageSize, offset: (query.page - 1) * query.pageSize });
  return { items: rows.map(toFilling), total: store.countFillings(db, where).n };
}

export function listRefusals(db: ReadDb, query: RefusalQuery): RefusalPage {
  const { from, to, page, pageSize } = query;
  const rows = store.pageOfRefusals(db, { from, to, limit: pageSize, offset: (page - 1) * pageSize });
  return { items: rows as RefusalRow[], total: store.countRefusals(db, { from, to }).n };
}

export function refusalsOf(db: ReadDb, cylinderId: number): RefusalRow[] {
  return store.refusalsOf(db, { cylinderId }) as RefusalRow[];
}

/** What was filled between two local dates, both included, by type, and how many attempts were refused. */
export function fillingSummary(db: ReadDb, period: { from: LocalDate; to: LocalDate }): FillingSummary {
  return { rows: store.summaryByType(db, period), refusals: store.countRefusals(db, period).n };
}

/** Everything that needs somebody's hand today, the gravest kind first. */
export function dueCylinders(db: ReadDb, today: LocalDate): DueCylinder[] {
  const byDates = cylindersDueBy(db, { soon: addDays(today, DUE_WITHIN_DAYS) }).flatMap((row) => {
    const cylinder = toCylinder(row, today);
    const due = dueOf(cylinder, today);
    return due ? [{ cylinder, ...due }] : [];
  });
  const unfinished = store.unfinishedFillings(db).flatMap(({ cylinderId, filledOn }) => {
    const row = findCylinder(db, { id: cylinderId });
    return row
      ? [
          {
            cylinder: toCylinder(row, today),
            kind: 'refill-unfinished' as const,
            dueOn: filledOn,
            daysLeft: daysBetween(today, filledOn),
          },
        ]
      : [];
  });
  const rank = (due: DueCylinder) => DUE_KINDS.indexOf(due.kind);
  return [...byDates, ...unfinished].toSorted((a, b) => rank(a) - rank(b) || (a.dueOn < b.dueOn ? -1 : 1));
}

export function dueCounts(db: ReadDb, today: LocalDate): DueCounts {
  const counts = Object.fromEntries(DUE_KINDS.map((kind) => [kind, 0])) as DueCounts;
  for (const due of dueCylinders(db, today)) counts[due.kind]++;
  return counts;
}

/** Scales as they stand now; what changes afterwards reaches the page as live weight messages. */
export function scales(st: Station): ScaleView[] {
  const enabled = listDevices(st).filter((device) => device.kind === 'scale' && device.isEnabled);
  return enabled.map(({ deviceId, name, weight }) => ({
    deviceId: DeviceId.parse(deviceId),
    name,
    canZero: st.devices.scale(deviceId)?.zero !== undefined,
    reading: weight && {
      weightGrams: weight.weightGrams,
      isNet: weight.isNet,
      isStable: weight.isStable,
      isOverloaded: weight.isOverloaded,
      ageMs: Math.max(0, st.clock.now() - weight.at),
    },
  }));
}

export function fillingPolicy(db: ReadDb): FillingPolicy {
  return store.policy(db);
}

export function savePolicy(st: Station, by: Actor, cmd: FillingPolicy): void {
  st.write(by, { action: 'filling.policy', input: cmd }, (tx) => {
    const before = store.policy(tx.db);
    store.savePolicy(tx.db, cmd);
    tx.audit({ kind: 'filling-policy', id: 1, before, after: cmd });
    tx.announce({ topic: 'fillings' });
  });
}

export function today(st: Station): LocalDate {
  return localDate(st.clock.now(), st.zone);
}
