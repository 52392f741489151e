import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type AccountId, DunningBatchId, DunningStepId } from '../../shared/ids.ts';
import { formatYuan } from '../../shared/money.ts';
import type { Station } from '../../station.types.ts';
import {
  cancelQueued,
  channelsReady,
  enqueue,
  type Facts,
  fillText,
  type MessageLang,
  messagesAbout,
  mobileNumber,
  type TemplateCode,
  templateOf,
} from '../messages/index.ts';
import { stationSettings } from '../station/index.ts';
import { caseOf, groundOf } from './cases.service.ts';
import { isPaused, isProtected, mayTake } from './dunning.domain.ts';
import type { Case, RecordServed, Step, StepsTaken, TakeSteps } from './dunning.schema.ts';
import * as store from './dunning.store.ts';

/**
 * Takes one stage for many accounts in one commit: reminders go into the outbox, notices are printed from the batch. Each
 * account is looked at as it stands now; whoever paid, promised or was served meanwhile is left out and named. A stage is
 * taken once an account and debt cycle. Refuses 'messages.no-modem', 'messages.no-mail', 'dunning.no-channel'.
 */
export function takeSteps(st: Station, by: Actor, cmd: TakeSteps): StepsTaken {
  const { requestId, ...input } = cmd;
  return st.write(by, { action: 'dunning.take', requestId, input }, (tx) => {
    assertChannels(tx.db, cmd);
    const today = localDate(tx.now, st.zone);
    const skipped: StepsTaken['skipped'] = [];
    let batchId: DunningBatchId | null = null;
    let taken = 0;
    for (const accountId of new Set(cmd.accountIds)) {
      const found = caseOf(tx.db, today, accountId);
      const why = refusal(found, cmd);
      if (!found || why) {
        skipped.push({ accountId, why: why ?? 'not-due' });
        continue;
      }
      batchId ??= DunningBatchId.parse(
        store.insertBatch(tx.db, { stage: cmd.stage, madeAt: tx.now, madeOn: today, userName: by.name }),
      );
      const stepId = insertStep(tx, found, { stage: cmd.stage, batchId, today });
      if (cmd.stage === 'reminder') sendReminder(tx, found, stepId, cmd);
      tx.audit({ kind: 'dunning-step', id: stepId, after: { accountId, stage: cmd.stage, owedFen: found.owedFen } });
      taken++;
    }
    tx.announce({ topic: 'dunning' });
    return { batchId, taken, skipped };
  });
}

function assertChannels(db: ReadDb, { stage, channels }: TakeSteps): void {
  if (stage !== 'reminder') return;
  const ready = channelsReady(db);
  if (channels.length === 0) throw new StationError('dunning.no-channel');
  if (channels.includes('sms') && !ready.sms) throw new StationError('messages.no-modem');
  if (channels.includes('email') && !ready.email) throw new StationError('messages.no-mail');
}

function refusal(found: Case | undefined, cmd: TakeSteps): StepsTaken['skipped'][number]['why'] | null {
  if (!found || found.owedFen === 0) return 'not-due';
  if (isPaused(found.marks)) return 'marked';
  if (cmd.stage === 'notice' && isProtected(found.marks)) return 'forbidden';
  if (!mayTake(cmd.stage, { stage: found.dueStage, wait: found.wait, nextOn: found.nextOn }))
    return found.lastStep ? 'done' : 'not-due';
  return cmd.stage === 'reminder' && recipients(found, cmd).length === 0 ? 'unreachable' : null;
}

function insertStep(tx: Tx, of: Case, at: { stage: TakeSteps['stage']; batchId: DunningBatchId; today: string }) {
  const { accountId, cycleBillId, overdueFen: owedFen, daysOverdue } = of;
  const stepId = DunningStepId.parse(
    store.insertStep(tx.db, {
      batchId: at.batchId,
      accountId,
      stage: at.stage,
      cycleBillId,
      owedFen,
      daysOverdue,
      takenAt: tx.now,
      takenOn: at.today,
      userName: tx.by.name,
    }),
  );
  for (const { billId, firstBillId, leftFen } of store.overdueBills(tx.db, { accountId, today: at.today }))
    store.insertStepBill(tx.db, { stepId, billId, firstBillId, leftFen });
  return stepId;
}

function recipients({ phone, email }: Case, { channels }: TakeSteps) {
  const mobile = mobileNumber(phone);
  return [
    ...(channels.includes('sms') && mobile !== null ? [{ channel: 'sms' as const, recipient: mobile }] : []),
    ...(channels.includes('email') && email !== '' ? [{ channel: 'email' as const, recipient: email }] : []),
  ];
}

function sendReminder(tx: Tx, of: Case, stepId: DunningStepId, cmd: TakeSteps): void {
  for (const { channel, recipient } of recipients(of, cmd)) {
    const text = messageText(tx.db, channel === 'sms' ? 'reminder-sms' : 'reminder-email', of);
    enqueue(tx, { channel, accountId: of.accountId, aboutKind: 'dunning-step', aboutId: stepId, recipient, ...text });
  }
}

const SERVICE_WORDS = {
  'zh-CN': { electricity: '电', gas: '燃气', water: '水', property: '物业' },
  en: { electricity: 'electricity', gas: 'gas', water: 'water', property: 'property' },
} as const;

export interface Addressed {
  readonly lang: MessageLang;
  readonly customerName: string;
  readonly accountNo: string;
  readonly doorNo: string;
  readonly service: Case['service'];
  readonly owedFen: number;
  readonly bills: number;
  readonly daysOverdue: number;
  readonly oldestDueOn: string;
}

/** A text of the station's, with the figures of a household in it. */
export function messageText(db: ReadDb, code: TemplateCode, of: Addressed): { subject: string; body: string } {
  const station = stationSettings(db);
  const facts: Facts = {
    name: of.customerName,
    account: of.accountNo,
    door: of.doorNo,
    service: SERVICE_WORDS[of.lang][of.service],
    owed: formatYuan(of.owedFen),
    bills: String(of.bills),
    days: String(of.daysOverdue),
    oldest: of.oldestDueOn,
    station: station?.name ?? '',
    phone: station?.phone ?? '',
  };
  const { subject, body } = templateOf(db, code, of.lang);
  return { subject: fillText(subject, facts), body: fillText(body, facts) };
}

/** What a household would read in its reminder; null where it owes nothing. */
export function reminderText(st: Station, accountId: AccountId): string | null {
  const found = caseOf(st.db, localDate(st.clock.now(), st.zone), accountId);
  return found ? messageText(st.db, 'reminder-sms', found).body : null;
}

/** Keeps back the reminders that were not handed over yet; a step of which nothing went out is due again. */
export function cancelReminders(st: Station, by: Actor): { cancelled: number } {
  return st.write(by, { action: 'dunning.cancel-reminders' }, (tx) => {
    const stepIds = new Set(cancelQueued(tx, 'dunning-step'));
    let cancelled = 0;
    for (const stepId of stepIds) {
      // Where one of its messages went out, the step was taken.
      if (messagesAbout(tx.db, 'dunning-step', stepId).some((message) => message.state !== 'cancelled')) continue;
      cancelled += store.cancelStep(tx.db, { stepId, now: tx.now });
      tx.audit({ kind: 'dunning-step', id: stepId, after: { cancelledAt: tx.now } });
    }
    tx.announce({ topic: 'dunning' });
    return { cancelled };
  });
}

/**
 * Who took the notice, when and how: the legal term runs from this day. Refuses 'dunning.served-early' (before it was
 * written), 'dunning.served-future', 'dunning.already-served', 'dunning.not-served-paper'.
 */
export function recordServed(st: Station, by: Actor, cmd: RecordServed): void {
  const { requestId, stepIds, ...how } = cmd;
  st.write(by, { action: 'dunning.serve', requestId, input: cmd }, (tx) => {
    if (cmd.servedOn > localDate(tx.now, st.zone)) throw new StationError('dunning.served-future');
    for (const stepId of new Set(stepIds)) {
      const step = requireStep(tx.db, stepId);
      if (step.stage === 'reminder' || step.cancelledAt !== null) throw new StationError('dunning.not-served-paper');
      if (step.servedOn !== null) throw new StationError('dunning.already-served', { on: step.servedOn });
      if (cmd.servedOn < step.takenOn) throw new StationError('dunning.served-early', { on: step.takenOn });
      store.serveStep(tx.db, { stepId, ...how, now: tx.now });
      tx.audit({ kind: 'dunning-step', id: stepId, before: { servedOn: null }, after: how });
    }
    tx.announce({ topic: 'dunning' });
  });
}

export function requireStep(db: ReadDb, stepId: DunningStepId): Step {
  const step = store.findStep(db, { stepId });
  if (!step) throw new StationError('record.not-found', { kind: 'dunning-step', id: stepId });
  return step;
}

/** Whether the debt a reminder is about is still there: asked right before it leaves. */
export function isStepStillDue(db: ReadDb, stepId: number): boolean {
  const step = store.findStep(db, { stepId });
  if (!step || step.cancelledAt !== null) return false;
  return groundOf(db, { accountId: step.accountId as AccountId, stepId: step.stepId }).leftFen > 0;
}
