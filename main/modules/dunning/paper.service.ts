import type { ReadDb } from '../../db/types.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { DunningBatchId, DunningStepId } from '../../shared/ids.ts';
import { type AccountFacts, findAccountFacts } from './accounts.store.ts';
import type { Step } from './dunning.schema.ts';
import * as store from './dunning.store.ts';
import { LEGAL_MINIMUM } from './legal.domain.ts';
import type { DunningRule } from './rule.schema.ts';
import { ruleOf } from './rules.service.ts';

/** All that a printed notice says about one household; as it was on the day it was written. */
export interface NoticeSheet {
  readonly step: Step;
  readonly account: AccountFacts;
  readonly bills: readonly { billNo: string; month: string; dueOn: string; amountFen: number; leftFen: number }[];
  readonly rule: DunningRule;
  /** The law a notice stands on. */
  readonly cited: string;
}

export function batchSheets(db: ReadDb, batchId: DunningBatchId): NoticeSheet[] {
  const steps = store.stepsOfBatch(db, { batchId });
  if (steps.length === 0) throw new StationError('record.not-found', { kind: 'dunning-batch', id: batchId });
  return steps.map((step) => sheetOf(db, step));
}

export function stepSheet(db: ReadDb, stepId: DunningStepId): NoticeSheet {
  const step = store.findStep(db, { stepId });
  if (!step) throw new StationError('record.not-found', { kind: 'dunning-step', id: stepId });
  return sheetOf(db, step);
}

function sheetOf(db: ReadDb, step: Step): NoticeSheet {
  const account = findAccountFacts(db, { accountId: step.accountId });
  if (!account) throw new Error(`a step without an account: ${step.stepId}`);
  const rule = ruleOf(db, account.service);
  return {
    step,
    account,
    bills: store.stepBills(db, { stepId: step.stepId }),
    rule,
    cited: LEGAL_MINIMUM[account.service].cited,
  };
}
