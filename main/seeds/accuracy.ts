import type { Actor } from '../db/writer.ts';
import { recordEvent, recordSeal, recordTest, setDue } from '../modules/accuracy/index.ts';
import { pollableMeters } from '../modules/meters/index.ts';
import { addDays, localDate, startOfLocalDate } from '../shared/dates.ts';
import type { Station } from '../station.types.ts';
import { stationAt } from './past.ts';
import { seededRequestId } from './request-ids.ts';

const FITTER = '张师傅';
const PUT_ON_AGO = 80;
/** Days until a meter is due, by its place in the list: two are late, some are soon. */
const DUE_IN = [-40, -6, 12, 30, 75, 200, 400];

/** Seals on the wired meters, one found broken; calibration late and soon; a test passed and a magnet found. */
export function seedAccuracy(st: Station, manager: Actor): string {
  const today = localDate(st.clock.now(), st.zone);
  const meters = pollableMeters(st.db);
  const requestId = seededRequestId;
  const installed = addDays(today, -PUT_ON_AGO);
  const past = stationAt(st, startOfLocalDate(installed, st.zone));
  for (const [i, { meterId }] of meters.entries()) {
    const sealNo = `F26${String(i + 1).padStart(4, '0')}`;
    const seal = { meterId, sealNo, place: 'cover' as const, doneBy: FITTER };
    recordSeal(st, manager, { ...seal, kind: 'put-on', onDate: installed, note: '', requestId: requestId() });
    if (i === 1)
      recordSeal(st, manager, {
        ...{ ...seal, kind: 'broken', onDate: addDays(today, -1), note: '巡查发现封丝断开' },
        requestId: requestId(),
      });
    setDue(past, manager, {
      meterIds: [meterId],
      next: { by: 'date', dueOn: addDays(today, DUE_IN[i % DUE_IN.length] ?? 0) },
      requestId: requestId(),
    });
  }
  const [tested, , found] = meters;
  if (tested)
    recordTest(st, manager, {
      ...{ meterId: tested.meterId, testedOn: addDays(today, -20), purpose: 'dispute', accuracyClass: '1' },
      ...{ isInUse: true, points: [{ point: 'Ib 1.0', errorE4: 32, limitE4: 100 }], overallE4: 32 },
      ...{ certificateNo: 'JD-2026-0117', testedBy: '市计量院', nextDueOn: null, note: '', requestId: requestId() },
    });
  if (found)
    recordEvent(st, manager, {
      ...{ meterId: found.meterId, kind: 'magnet', onDate: addDays(today, -3), note: '表箱内发现磁铁' },
      requestId: requestId(),
    });
  return `${meters.length} seals, one broken; calibration late and soon`;
}
