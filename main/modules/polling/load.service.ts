import type { ReadDb } from '../../db/types.ts';
import { addDays, addMonths, monthOf, startOfLocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { Station } from '../../station.types.ts';
import { findMeter } from '../meters/index.ts';
import type { DailyQuery, DailyUse } from './daily.schema.ts';
import { dailyOf, highestDemand } from './daily.store.ts';
import { quartersOf } from './intervals.service.ts';
import { loadOf } from './intervals.store.ts';
import {
  energyOf,
  hourly,
  peakOf,
  pointsOf,
  powersOf,
  rowsOf,
  type SlotPower,
  slotsOf,
  spanOf,
} from './load.domain.ts';
import type { LoadChoices, LoadCurve, LoadOf, LoadQuery } from './load.schema.ts';
import { demandLimitOf, policyOf } from './policy.service.ts';
import { type Target, wiredTargets } from './targets.store.ts';

interface Subject {
  readonly service: LoadCurve['service'];
  readonly name: string;
  readonly multiplier: number;
  readonly limitMilli: number | null;
  powers(span: { first: number; end: number }): SlotPower[];
}

/** Average power of every quarter of a day, a week or a month, its days, and its highest quarter. */
export function loadCurve(st: Station, query: LoadQuery): LoadCurve {
  const { of, span, on } = query;
  const { from, to } = spanOf(span, on);
  const slots = slotsOf(from, to, st.zone);
  const { powers, ...subject } = subjectOf(st.db, of);
  const points = pointsOf(powers(slots), slots, st.clock.now());
  return {
    ...subject,
    from,
    to: addDays(to, -1),
    points: span === 'month' ? hourly(points) : points,
    rows: rowsOf(points, { from, to }, st.zone),
    energyMilli: energyOf(points),
    max: peakOf(points),
    register: of.kind === 'meter' ? registerOf(st, of.meterId, on, subject.multiplier) : null,
  };
}

function subjectOf(db: ReadDb, of: LoadOf): Subject {
  const summed = (scope: string, name: string, limitMilli: number | null = null): Subject => ({
    service: 'electricity',
    name,
    multiplier: 1,
    limitMilli,
    powers: (span) => loadOf(db, { scope, ...span }),
  });
  if (of.kind === 'station') return summed('station', '', policyOf(db).stationDemandMilli);
  if (of.kind === 'building') return summed(`building:${of.building}`, of.building);
  if (of.kind === 'bus')
    return summed(`bus:${of.busId}`, wiredTargets(db).find((target) => target.busId === of.busId)?.busName ?? '');
  const meter = findMeter(db, of.meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: of.meterId });
  const { service, meterNo: name, multiplier } = meter;
  return {
    ...{ service, name, multiplier },
    limitMilli: demandLimitOf(db, of.meterId),
    // The reading that ends the last quarter belongs to the next span.
    powers: ({ first, end }) =>
      powersOf(quartersOf(db, of.meterId, { first, end: end + 1 }), multiplier).filter(({ slot }) => slot < end),
  };
}

/** The highest demand the meter itself remembered in the month. */
function registerOf(st: Station, meterId: number, on: string, multiplier: number): LoadCurve['register'] {
  const month = monthOf(on);
  const [from, to] = [`${month}-01`, `${addMonths(month, 1)}-01`];
  const span = { from, to, fromAt: startOfLocalDate(from, st.zone), toAt: startOfLocalDate(to, st.zone) };
  const found = highestDemand(st.db, { meterId, ...span });
  return found ? { powerMilli: found.demandMilli * multiplier, at: found.demandAt, readAt: found.readAt } : null;
}

/** Nights of a meter with the use of the day that ended in them. */
export function dailyUses(db: ReadDb, query: DailyQuery): DailyUse[] {
  const meter = findMeter(db, query.meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: query.meterId });
  const rows = dailyOf(db, { meterId: query.meterId, from: addDays(query.from, -1), to: addDays(query.to, 1) });
  return rows
    .map((row, i) => {
      const before = rows[i - 1];
      const isNext = before !== undefined && addDays(before.day, 1) === row.day && row.totalMilli >= before.totalMilli;
      const usageMilli = isNext ? (row.totalMilli - before.totalMilli) * meter.multiplier : null;
      return { ...row, isFrozen: row.isFrozen === 1, usageMilli };
    })
    .filter(({ day }) => day >= query.from);
}

export function loadChoices(st: Station): LoadChoices {
  const targets = wiredTargets(st.db);
  const distinct = <T>(values: readonly (T | null)[]) => [
    ...new Set(values.filter((value): value is T => value !== null)),
  ];
  const electric = targets.filter(({ service }) => service === 'electricity');
  return {
    meters: targets.map(({ meterId, meterNo, doorNo, customerName, busId, protocol }: Target) => ({
      ...{ meterId, meterNo, doorNo, customerName },
      canShowPower: st.devices.meterBus(busId)?.supports(protocol).power ?? false,
    })),
    buses: distinct(electric.map(({ busId }) => busId)).map((busId) => ({
      busId,
      name: electric.find((target) => target.busId === busId)?.busName ?? '',
    })),
    buildings: distinct(electric.map(({ building }) => building)).sort(
      (a, b) => a.length - b.length || (a < b ? -1 : 1),
    ),
  };
}
