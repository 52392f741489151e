import type { Actor } from '../db/writer.ts';
import { findAccount } from '../modules/customers/index.ts';
import {
  type Answer,
  type Checklist,
  checklist,
  recheckHazard,
  rectifyHazard,
  submitPatrol,
  submitVisit,
} from '../modules/safety/index.ts';
import { addDays, localDate } from '../shared/dates.ts';
import type { AccountId, HazardId } from '../shared/ids.ts';
import type { Station } from '../station.types.ts';
import { stationAt } from './past.ts';
import { seededRequestId } from './request-ids.ts';

interface People {
  readonly officer: Actor;
  readonly manager: Actor;
}

const DAY = 86_400_000;
const HOSE = 9;
const LEAK = 1;
const ALARM = 12;

/**
 * Visits of the last weeks with one hazard in each state of its loop (overdue, waiting for its re-check, closed), one
 * household where nobody was home, and two patrols; in the order of their days, as the lists show them.
 */
export function seedSafety(st: Station, people: People, accounts: readonly AccountId[]): string {
  const daysAgo = (days: number) => stationAt(st, st.clock.now() - days * DAY);
  const { officer, manager } = people;
  const [first, second, third, fourth] = accounts;

  if (third) {
    const [alarm] = visit(daysAgo(20), officer, third, { [ALARM]: '报警器失电' });
    if (alarm) {
      rectify(daysAgo(15), officer, alarm, '已更换报警器');
      const passed = {
        hazardId: alarm,
        version: 2,
        isPassed: true,
        note: '现场测试报警正常',
        photoId: null,
        requestId: seededRequestId(),
      };
      recheckHazard(daysAgo(14), manager, passed);
    }
  }
  if (first) visit(daysAgo(9), officer, first, { [HOSE]: '胶管开裂，长度超过 2 米' });
  if (second) {
    const [leak] = visit(daysAgo(3), officer, second, { [LEAK]: '灶具接口检漏仪报警，已关阀' });
    if (leak) rectify(daysAgo(2), officer, leak, '已更换接头和软管，检漏合格');
  }
  if (fourth)
    submitVisit(daysAgo(2), officer, {
      accountId: fourth,
      outcome: 'no-one-home',
      note: '两次敲门无人，已贴通知',
      photoId: null,
      answers: [],
      requestId: seededRequestId(),
    });
  patrol(daysAgo(1), officer, {});
  patrol(st, officer, { 6: { note: '3 号灭火器压力不足', responsible: officer.name } });
  return '2 patrols, 4 visits, 4 hazards: one overdue, one to re-check, one closed';
}

interface Fault {
  readonly note: string;
  readonly responsible: string;
}

function answersTo(st: Station, list: Checklist, faults: Readonly<Record<number, Fault>>): Answer[] {
  const today = localDate(st.clock.now(), st.zone);
  return list.items.map((item) => {
    const fault = faults[item.itemNo];
    const dueOn = item.grade === 'serious' ? today : addDays(today, 7);
    const hazard = fault ? { grade: item.grade, description: item.fault, dueOn, responsible: fault.responsible } : null;
    const valueMilli = item.kind === 'number' ? Math.round((item.maxMilli ?? 0) * 0.62) : null;
    return {
      itemId: item.id,
      result: fault ? 'fail' : 'pass',
      valueMilli,
      note: fault?.note ?? '',
      photoId: null,
      hazard,
    };
  });
}

function patrol(st: Station, by: Actor, faults: Readonly<Record<number, Fault>>): void {
  submitPatrol(st, by, {
    answers: answersTo(st, checklist(st.db, 'patrol'), faults),
    note: '',
    requestId: seededRequestId(),
  });
}

function visit(st: Station, by: Actor, accountId: AccountId, notes: Readonly<Record<number, string>>): HazardId[] {
  const responsible = findAccount(st.db, accountId)?.customerName ?? '';
  const faults = Object.fromEntries(Object.entries(notes).map(([itemNo, note]) => [itemNo, { note, responsible }]));
  const answers = answersTo(st, checklist(st.db, 'household'), faults);
  const cmd = { accountId, outcome: 'done', note: '', photoId: null, answers, requestId: seededRequestId() } as const;
  return submitVisit(st, by, cmd).hazards.map((hazard) => hazard.hazardId);
}

function rectify(st: Station, by: Actor, hazardId: HazardId, note: string): void {
  rectifyHazard(st, by, { hazardId, version: 1, note, photoId: null, requestId: seededRequestId() });
}
