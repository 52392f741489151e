import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { addDays, type LocalDate, localDate } from '../../shared/dates.ts';
import { isStationError, StationError } from '../../shared/error-codes.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findMeter, type Meter, setCalibrationDue } from '../meters/index.ts';
import type {
  CalibrationFilter,
  CalibrationPage,
  DueItem,
  MeterAccuracy,
  NextDue,
  PreviewDue,
  SetDue,
} from './accuracy.schema.ts';
import * as store from './calibration.store.ts';
import * as events from './events.store.ts';
import { dueAfter, periodOf } from './periods.domain.ts';
import * as seals from './seals.store.ts';
import { testsOfMeter } from './tests.service.ts';

/** Meters in use with the day their calibration is due, those due first. */
export function listCalibration(st: Station, filter: CalibrationFilter): CalibrationPage {
  const { show, service = null, building = null, days, page, pageSize } = filter;
  const today = localDate(st.clock.now(), st.zone);
  const where = { service, building, text: filter.text.normalize('NFKC'), today, until: addDays(today, days) };
  const counts = store.countCalibration(st.db, where);
  return {
    rows: store
      .calibrationPage(st.db, { ...where, show, limit: pageSize, offset: (page - 1) * pageSize })
      .map((row) => ({ ...row, lastPassed: row.lastPassed === null ? null : row.lastPassed === 1 })),
    total: counts[show],
    counts,
    buildings: store.buildings(st.db).map((row) => row.building),
  };
}

/** The next calibration of many meters, each for itself; what cannot be set is told. */
export function setDue(st: Station, by: Actor, cmd: SetDue): DueItem[] {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'accuracy.set-due', requestId, input }, (tx) => {
    const items = dueItems(st, tx, cmd);
    tx.announce({ topic: 'accuracy' });
    return items;
  });
}

export function previewDue(st: Station, by: Actor, cmd: PreviewDue): DueItem[] {
  return st.rehearse(by, (tx) => dueItems(st, tx, cmd));
}

function dueItems(st: Station, tx: Tx, { meterIds, next }: PreviewDue): DueItem[] {
  const today = localDate(tx.now, st.zone);
  if (next.by === 'date' && next.dueOn <= today) throw new StationError('accuracy.due-past', { today });
  return [...new Set(meterIds)].map((meterId) => {
    const meter = requireMeter(tx.db, meterId);
    const { meterNo, calibrationDueOn: before } = meter;
    try {
      const after = nextDue(tx, meter, next);
      setCalibrationDue(tx, { meterId, before, dueOn: after });
      return { meterId, meterNo, before, after, code: null, params: {} };
    } catch (error) {
      if (!isStationError(error)) throw error;
      return { meterId, meterNo, before, after: before, code: error.code, params: { ...error.params } };
    }
  });
}

function nextDue(tx: Tx, meter: Meter, next: NextDue): LocalDate {
  if (next.by === 'date') return next.dueOn as LocalDate;
  const { meterId, meterNo, service, installedOn } = meter;
  if (periodOf(next.kind).service !== service) throw new StationError('accuracy.no-period', { meterNo });
  store.setKind(tx.db, { meterId, kind: next.kind, now: tx.now, userId: tx.by.userId });
  const from = store.lastPassedOn(tx.db, { meterId })?.testedOn ?? installedOn;
  return dueAfter(from as LocalDate, next.kind);
}

function requireMeter(db: ReadDb, meterId: MeterId): Meter {
  const meter = findMeter(db, meterId);
  if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
  return meter;
}

/** Seals, events, tests and calibration of one meter. */
export function accuracyOf(db: ReadDb, meterId: MeterId): MeterAccuracy {
  const { meterNo, service, installedOn, removedOn, calibrationDueOn: dueOn } = requireMeter(db, meterId);
  const place = store.placeOf(db, { meterId }) ?? { accountNo: '', customerName: '', doorNo: '' };
  return {
    ...{ meterId, meterNo, service, installedOn, removedOn, dueOn, ...place },
    kind: store.kindOf(db, { meterId })?.kind ?? null,
    seals: seals.sealsOfMeter(db, { meterId }),
    sealsOn: seals.sealsOn(db, { meterId }).map((seal) => seal.sealNo),
    events: events.eventsOfMeter(db, { meterId }),
    tests: testsOfMeter(db, meterId),
  };
}
