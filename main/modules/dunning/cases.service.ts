import type { ReadDb } from '../../db/types.ts';
import { localDate } from '../../shared/dates.ts';
import type { AccountId, DunningStepId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { channelsReady } from '../messages/index.ts';
import { daysOverdue, dueStage, isInForce, owedOf } from './dunning.domain.ts';
import type { AccountDunning, Case, Cases, CasesQuery, Debt, Mark, Step } from './dunning.schema.ts';
import * as store from './dunning.store.ts';
import type { Service } from './legal.domain.ts';
import type { DunningRule } from './rule.schema.ts';
import { ruleOf, SERVICES } from './rules.service.ts';

interface Around {
  readonly today: string;
  readonly rules: ReadonlyMap<Service, DunningRule>;
  readonly steps: ReadonlyMap<number, Step[]>;
  readonly marks: ReadonlyMap<number, Mark[]>;
  readonly supply: ReadonlyMap<number, { isStopped: number; hasOpenOrder: number }>;
}

function around(db: ReadDb, today: string, accountId: AccountId | null): Around {
  return {
    today,
    rules: new Map(SERVICES.map((service) => [service, ruleOf(db, service)])),
    steps: Map.groupBy(store.liveSteps(db, { accountId }), (step) => step.accountId),
    marks: Map.groupBy(
      store.unliftedMarks(db, { accountId }).filter((mark) => isInForce(mark, today)),
      (mark) => mark.accountId,
    ),
    supply: new Map(store.supplyStates(db, { accountId }).map((row) => [row.accountId as number, row])),
  };
}

function toCase(debt: Debt, of: Around): Case {
  const rule = of.rules.get(debt.service);
  if (!rule) throw new Error(`no rule for ${debt.service}`);
  const steps = (of.steps.get(debt.accountId) ?? []).filter((step) => step.cycleBillId === debt.cycleBillId);
  const marks = of.marks.get(debt.accountId) ?? [];
  const supply = of.supply.get(debt.accountId);
  const isStopped = supply?.isStopped === 1;
  const hasOpenOrder = supply?.hasOpenOrder === 1;
  const due = dueStage({ debt, rule, steps, marks, isStopped, hasOpenOrder, today: of.today });
  return {
    ...debt,
    owedFen: owedOf(debt),
    daysOverdue: daysOverdue(debt.oldestDueOn, of.today),
    dueStage: due.stage,
    wait: due.wait,
    nextOn: due.nextOn,
    lastStep: steps.at(-1) ?? null,
    notice: steps.find((step) => step.stage === 'notice') ?? null,
    marks,
    isStopped,
    hasOpenOrder,
  };
}

/** An account's overdue debt and what it is due for; undefined where nothing is overdue. */
export function caseOf(db: ReadDb, today: string, accountId: AccountId): Case | undefined {
  const debt = store.findDebt(db, { today, accountId });
  return debt && toCase(debt, around(db, today, accountId));
}

/** The worklist of today. */
export function listCases(st: Station, query: CasesQuery): Cases {
  const { db } = st;
  const today = localDate(st.clock.now(), st.zone);
  const debts = store.allDebts(db, {
    today,
    accountId: null,
    service: query.service ?? null,
    building: query.building ?? null,
  });
  const of = around(db, today, null);
  const cases = debts.map((debt) => toCase(debt, of)).filter((row) => row.owedFen > 0);
  const counts: Record<string, number> = { any: cases.length, due: 0, waiting: 0 };
  for (const { dueStage: stage } of cases) {
    counts[stage ?? 'waiting'] = (counts[stage ?? 'waiting'] ?? 0) + 1;
    if (stage) counts.due = (counts.due ?? 0) + 1;
  }
  const isWanted = ({ dueStage: stage }: Case) => {
    if (query.due === 'any') return true;
    if (query.due === 'due') return stage !== null;
    return query.due === 'waiting' ? stage === null : stage === query.due;
  };
  return {
    rows: cases.filter(isWanted),
    counts,
    buildings: [...new Set(cases.map((row) => row.building))].sort(),
    channels: channelsReady(db),
  };
}

/** Everything of dunning about one account, newest first. */
export function accountDunning(st: Station, accountId: AccountId): AccountDunning {
  const today = localDate(st.clock.now(), st.zone);
  return {
    debt: caseOf(st.db, today, accountId) ?? null,
    steps: store.stepsOfAccount(st.db, { accountId }),
    marks: store.marksOfAccount(st.db, { accountId }),
  };
}

/** What is left today of the debt a step was about: an order stands on nothing else. */
export function groundOf(db: ReadDb, of: { accountId: AccountId; stepId: DunningStepId }) {
  return store.groundOf(db, of)[0] ?? { leftFen: 0, usageFen: 0, oldestDueOn: null };
}

export function marksInForce(db: ReadDb, today: string, accountId: AccountId): Mark[] {
  return store.unliftedMarks(db, { accountId }).filter((mark) => isInForce(mark, today));
}
