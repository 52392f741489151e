import type { Actor } from '../db/writer.ts';
import { listCases, makeMark, recordServed, takeSteps } from '../modules/dunning/index.ts';
import { messageSettings, saveMessageSettings } from '../modules/messages/index.ts';
import { addDays, localDate } from '../shared/dates.ts';
import { DeviceId } from '../shared/ids.ts';
import type { Station } from '../station.types.ts';
import { stationAt } from './past.ts';
import { seededRequestId } from './request-ids.ts';

const DAY_MS = 86_400_000;

/** Accounts in debt at several stages: one protected, one that promised, some reminded, some warned and served. */
export function seedDunning(st: Station, people: { cashier: Actor; manager: Actor }, modemId: number): string {
  const { cashier, manager } = people;
  const { hasPassword: _, ...settings } = messageSettings(st.db);
  saveMessageSettings(st, manager, { ...settings, modemId: DeviceId.parse(modemId) });
  const now = st.clock.now();
  const rows = listCases(st, { due: 'any' }).rows.map((row) => row.accountId);
  // The oldest debts go through the stages; the newest two are the ones left alone.
  const [first, second] = rows.slice(-2);
  const others = rows.slice(0, -2);
  const mark = (
    accountId: typeof first,
    what: Pick<Parameters<typeof makeMark>[3], 'kind' | 'reason' | 'evidence' | 'untilOn'>,
  ) => {
    if (accountId === undefined) return;
    makeMark(st, manager, () => true, { accountId, ...what, requestId: seededRequestId() });
  };
  mark(first, { kind: 'protected', reason: '家中有人透析', evidence: '演示：医院证明', untilOn: null });
  const promised = addDays(localDate(now, st.zone), 7);
  mark(second, { kind: 'promise', reason: '发工资后来缴', evidence: '', untilOn: promised });
  let served = 0;
  for (const [daysAgo, stage] of [
    [12, 'reminder'],
    [11, 'demand'],
    [10, 'notice'],
  ] as const) {
    const accountIds = others.slice(0, stage === 'reminder' ? 4 : 3);
    if (accountIds.length === 0) break;
    const past = stationAt(st, now - daysAgo * DAY_MS);
    const channels = stage === 'reminder' ? (['sms'] as const) : [];
    takeSteps(past, cashier, { stage, accountIds, channels: [...channels], requestId: seededRequestId() });
  }
  for (const { notice } of listCases(st, { due: 'any' })
    .rows.filter((row) => row.notice)
    .slice(0, 2)) {
    if (!notice) continue;
    recordServed(st, cashier, {
      stepIds: [notice.stepId],
      servedOn: notice.takenOn,
      servedHow: 'handed',
      servedBy: '李抄表',
      receivedBy: '本人',
      requestId: seededRequestId(),
    });
    served++;
  }
  return `${rows.length} accounts in debt: one protected, one promised, ${served} warned and served`;
}
