import { describe, expect, test } from 'vitest';
import { startDunning } from '../../../main/jobs/dunning.ts';
import { requestId } from '../../support/station.ts';
import { debtors } from './debtors.ts';

const code = (wanted: string) => expect.objectContaining({ cause: expect.objectContaining({ code: wanted }) });

describe('what a household is due for', () => {
  test('stages come one after the other, and a stage is taken once a debt', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({ dueOn: '2026-10-10' });
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: 'reminder', daysOverdue: 44, owedFen: 10_000 });
    expect(await world.take('notice', accountId)).toMatchObject({ taken: 0, skipped: [{ why: 'not-due' }] });
    expect(await world.take('reminder', accountId)).toMatchObject({ taken: 1, skipped: [] });
    expect(await world.take('reminder', accountId)).toMatchObject({ taken: 0, skipped: [{ why: 'done' }] });
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: 'demand', lastStep: { stage: 'reminder' } });
    await world.take('demand', accountId);
    await world.take('notice', accountId);
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: null, wait: 'unserved' });
  });

  test('a repeated click takes nothing twice', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    const cmd = { stage: 'reminder', accountIds: [accountId], channels: ['sms'], requestId: requestId() } as const;
    const once = await world.office.dunning.take({ ...cmd, accountIds: [accountId], channels: ['sms'] });
    expect(await world.office.dunning.take({ ...cmd, accountIds: [accountId], channels: ['sms'] })).toEqual(once);
    expect(await world.office.messages.list({})).toHaveLength(1);
  });

  test('another debt later begins a new cycle', async () => {
    await using world = debtors();
    const { accountId, customerId, billIds } = world.debtor({ amounts: [10_000, 4_000] });
    await world.take('reminder', accountId);
    await world.office.cashier.takePayment({
      customerId,
      paidFen: 10_000,
      tenderedFen: 10_000,
      method: 'cash',
      billIds: [billIds[0] as never],
      requestId: requestId(),
    });
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: 'reminder', owedFen: 4_000, lastStep: null });
  });

  test('days and amount of the rule decide, and credit in hand is not owed', async () => {
    await using world = debtors('2026-10-12T11:00:00+08:00');
    const { accountId } = world.debtor({ dueOn: '2026-10-10' });
    const small = world.debtor({ amounts: [99], dueOn: '2026-09-01' });
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: null, wait: 'not-yet', nextOn: '2026-10-13' });
    expect(await world.caseOf(small.accountId)).toMatchObject({ dueStage: null, wait: 'below-amount' });
    world.ann.setClock('2026-10-13T00:00:00+08:00');
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: 'reminder' });
    const list = await world.office.dunning.cases({ due: 'reminder' });
    expect(list.rows.map((row) => row.accountId)).toEqual([accountId]);
    expect(list.counts).toMatchObject({ any: 2, due: 1, reminder: 1, waiting: 1 });
  });

  test.each([
    ['promise', '2026-11-30'],
    ['plan', '2026-11-30'],
    ['disputed', null],
    ['excluded', null],
  ] as const)('%s pauses everything; a promise ends by itself', async (kind, until) => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.mark(accountId, kind, until);
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: null, wait: 'paused' });
    expect(await world.take('reminder', accountId)).toMatchObject({ taken: 0, skipped: [{ why: 'marked' }] });
    world.ann.setClock('2026-12-01T09:00:00+08:00');
    expect((await world.caseOf(accountId)).wait).toBe(until ? null : 'paused');
  });

  test('a protected household is reminded, and neither warned nor cut off', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.mark(accountId, 'protected');
    expect(await world.take('reminder', accountId)).toMatchObject({ taken: 1 });
    await world.take('demand', accountId);
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: null, wait: 'protected' });
    expect(await world.take('notice', accountId)).toMatchObject({ skipped: [{ why: 'forbidden' }] });
    await expect(world.mark(accountId, 'protected')).rejects.toThrow(code('dunning.already-protected'));
  });

  test('protection wants evidence, and only a leader sets it or takes it off', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    const mark = { accountId, kind: 'protected', reason: '透析', requestId: requestId() } as const;
    await expect(world.office.dunning.mark(mark)).rejects.toThrow(code('permission.denied'));
    await expect(world.manager.dunning.mark(mark)).rejects.toThrow(code('dunning.mark-evidence'));
    const markId = await world.mark(accountId, 'protected');
    const lift = { markId, reason: '搬走了', requestId: requestId() };
    await expect(world.office.dunning.liftMark(lift)).rejects.toThrow(code('permission.denied'));
    await world.manager.dunning.liftMark({ ...lift, requestId: requestId() });
    expect((await world.caseOf(accountId)).marks).toEqual([]);
  });
});

describe('serving', () => {
  test('a notice is served once, not before it was written and not in the future', async () => {
    await using world = debtors();
    const { accountId } = world.debtor({});
    await world.take('reminder', accountId);
    const reminder = (await world.caseOf(accountId)).lastStep?.stepId ?? 0;
    await expect(world.serve([reminder], '2026-11-23')).rejects.toThrow(code('dunning.not-served-paper'));
    await world.take('demand', accountId);
    await world.take('notice', accountId);
    const stepId = (await world.caseOf(accountId)).notice?.stepId ?? 0;
    await expect(world.serve([stepId], '2026-11-22')).rejects.toThrow(code('dunning.served-early'));
    await expect(world.serve([stepId], '2026-11-24')).rejects.toThrow(code('dunning.served-future'));
    await world.serve([stepId], '2026-11-23');
    await expect(world.serve([stepId], '2026-11-23')).rejects.toThrow(code('dunning.already-served'));
    // Seven full days after the 23rd: the 24th to the 30th.
    expect(await world.caseOf(accountId)).toMatchObject({ wait: 'notice-running', nextOn: '2026-12-01' });
    world.ann.setClock('2026-12-01T00:00:00+08:00');
    expect(await world.caseOf(accountId)).toMatchObject({ dueStage: 'order' });
  });
});

describe('rules', () => {
  test('nothing below what the law asks for is saved', async () => {
    await using world = debtors();
    const [view] = await world.manager.dunning.rules();
    if (view?.service !== 'electricity') throw new Error('electricity comes first');
    const { rule, version } = view;
    const save = (change: Partial<typeof rule>) =>
      world.manager.dunning.saveRule({ service: 'electricity', version, rule: { ...rule, ...change } });
    await expect(save({ noticeDays: { person: 6, company: 3 } })).rejects.toThrow(code('dunning.below-legal'));
    await expect(save({ order: { ...rule.order, afterDays: 30 } })).rejects.toThrow(code('dunning.below-legal'));
    await expect(save({ restoreHours: 25 })).rejects.toThrow(code('dunning.below-legal'));
    await expect(save({ finalCallMinutes: { person: 59, company: 60 } })).rejects.toThrow(code('dunning.below-legal'));
    await expect(save({ window: { ...rule.window, from: '16:00' } })).rejects.toThrow(code('dunning.window-empty'));
    await save({ noticeDays: { person: 10, company: 3 } });
    await expect(save({})).rejects.toThrow(code('record.changed'));
    expect((await world.office.dunning.rules())[0]).toMatchObject({
      isOwn: true,
      rule: { noticeDays: { person: 10 } },
    });
  });

  test('a rule stored below the law does not hold', async () => {
    await using world = debtors();
    const [view] = await world.manager.dunning.rules();
    if (!view) throw new Error('no rule');
    const below = { ...view.rule, noticeDays: { person: 1, company: 1 }, order: { ...view.rule.order, afterDays: 1 } };
    world.ann.station.db
      .prepare("INSERT INTO dunning_rule (service, rule_json) VALUES ('electricity', ?)")
      .run(JSON.stringify(below));
    const [held] = await world.manager.dunning.rules();
    expect(held?.rule).toMatchObject({ noticeDays: { person: 7, company: 3 }, order: { afterDays: 31 } });
  });

  test('a property fee is never pressed for by a stop', async () => {
    await using world = debtors();
    const property = (await world.manager.dunning.rules()).find((view) => view.service === 'property');
    if (!property) throw new Error('no rule');
    expect(property.rule).toMatchObject({ notice: { isOn: false }, order: { isOn: false } });
    const rule = { ...property.rule, order: { ...property.rule.order, isOn: true } };
    await expect(world.manager.dunning.saveRule({ service: 'property', version: 0, rule })).rejects.toThrow(
      code('dunning.stop-forbidden'),
    );
  });
});

describe('stopping reminders on their way', () => {
  test('what was not handed over is taken back, and is due again', async () => {
    await using world = debtors();
    const accounts = [world.debtor({}), world.debtor({}), world.debtor({})].map((d) => d.accountId);
    await world.take('reminder', ...accounts);
    expect(await world.office.dunning.cancelQueued()).toEqual({ cancelled: 3 });
    expect((await world.office.messages.list({})).map((m) => m.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await world.take('reminder', ...accounts)).toMatchObject({ taken: 3 });
  });

  test('who paid before the message left gets none', async () => {
    await using world = debtors();
    const { accountId, customerId } = world.debtor({});
    await world.take('reminder', accountId);
    await world.pay(customerId, 10_000);
    const errors: unknown[] = [];
    await startDunning(world.ann.station, (error) => errors.push(error))[Symbol.asyncDispose]();
    expect(world.wires.sent).toEqual([]);
    expect(errors).toEqual([]);
  });
});
