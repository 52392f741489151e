import { describe, expect, test } from 'vitest';
import { issueRun } from '../../../main/modules/billing/index.ts';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, addTariff, BY_YEAR, newRequest, read } from './fixture.ts';

const FEBRUARY = { month: '2026-02', service: 'electricity' } as const;
const refused = (code: string) => ({ cause: { code } });

/** Three doors read in February in a station that asks for approval. */
async function asked(ann: TestStation) {
  await addTariff(ann, 'ZJ', BY_YEAR);
  const houses = ['1-101', '1-102', '1-103', '1-104'].map((door) => addHouse(ann, door));
  for (const house of houses.slice(0, 3)) await read(ann, house, '2026-02-20T10:00:00', 1100);
  await ann.as('administrator').station.saveSettings({
    ...{ name: '城北站', kind: 'both', phone: '', address: '', lanDoor: false },
    runApproval: true,
  });
  const { billing } = ann.as('manager');
  const submit = async (more: object = {}) => {
    const { bills, amountFen } = await billing.preview({ ...FEBRUARY, ...more });
    const seen = { expectedBills: bills, expectedAmountFen: amountFen, note: '', requestId: newRequest() };
    return billing.submitRun({ ...FEBRUARY, ...seen, ...more });
  };
  const approve = (approvalId: number, decision: 'approve' | 'return' = 'approve', reason = '') =>
    ann.as('administrator').billing.decideRun({
      approvalId: approvalId as never,
      ...{ decision, reason, requestId: newRequest() },
    });
  return { houses, billing, submit, approve };
}

describe('approval by another person', () => {
  test('is not asked for by default', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'ZJ', BY_YEAR);
    await read(ann, addHouse(ann, '1-101'), '2026-02-20T10:00:00', 1100);
    expect(await ann.as('manager').billing.preview(FEBRUARY)).toMatchObject({ needsApproval: false, approval: null });
    expect(await ann.as('manager').billing.issue(FEBRUARY)).toMatchObject({ issued: 1 });
  });

  test('a run is issued only after somebody else approved it, with the due date that was approved', async () => {
    await using ann = makeStation();
    const { billing, submit, approve } = await asked(ann);
    await expect(billing.issue(FEBRUARY)).rejects.toMatchObject(refused('billing.needs-approval'));
    const submitted = await submit({ dueOn: '2026-03-31' });
    expect(submitted).toMatchObject({ state: 'waiting', billCount: 3, amountFen: 16_140, preparedName: 'manager' });
    await expect(billing.issue(FEBRUARY)).rejects.toMatchObject(refused('billing.needs-approval'));
    const own = { approvalId: submitted.approvalId, decision: 'approve', requestId: newRequest() } as const;
    await expect(billing.decideRun(own)).rejects.toMatchObject(refused('billing.own-approval'));
    await expect(ann.as('cashier').billing.decideRun(own)).rejects.toMatchObject(refused('permission.denied'));
    await approve(submitted.approvalId);
    const issued = await billing.issue({ ...FEBRUARY, dueOn: '2026-12-31' });
    expect(issued).toMatchObject({ issued: 3, amountFen: 16_140 });
    expect(await billing.runs()).toMatchObject([{ dueOn: '2026-03-31', approvedBy: 'administrator' }]);
    expect(await billing.approvals()).toEqual([]);
    // All is billed: asked for again it adds nothing and needs nobody.
    expect(await billing.issue(FEBRUARY)).toMatchObject({ issued: 0 });
  });

  test('what changed after the approval is refused, and a new submission replaces the old one', async () => {
    await using ann = makeStation();
    const { houses, billing, submit, approve } = await asked(ann);
    const first = await submit();
    await approve(first.approvalId);
    await read(ann, houses[3] as never, '2026-02-20T11:00:00', 1100);
    await expect(billing.issue(FEBRUARY)).rejects.toMatchObject({
      cause: {
        code: 'billing.approval-differs',
        params: { bills: 4, amount: '215.20', approvedBills: 3, approved: '161.40' },
      },
    });
    const second = await submit();
    await expect(billing.issue(FEBRUARY)).rejects.toMatchObject(refused('billing.needs-approval'));
    await expect(approve(first.approvalId)).rejects.toMatchObject(refused('billing.approval-decided'));
    await approve(second.approvalId);
    expect(await billing.issue(FEBRUARY)).toMatchObject({ issued: 4 });
  });

  test('goes back with a reason, and the preparer sees it', async () => {
    await using ann = makeStation();
    const { billing, submit, approve } = await asked(ann);
    const { approvalId } = await submit();
    await expect(approve(approvalId, 'return')).rejects.toMatchObject(refused('billing.reason-missing'));
    await approve(approvalId, 'return', '3 栋还没抄完');
    const { approval } = await billing.preview(FEBRUARY);
    expect(approval).toMatchObject({ state: 'returned', reason: '3 栋还没抄完', decidedName: 'administrator' });
    await expect(billing.issue(FEBRUARY)).rejects.toMatchObject(refused('billing.needs-approval'));
  });

  test('a submission of other totals than the person saw is refused; the same click twice submits once', async () => {
    await using ann = makeStation();
    const { billing } = await asked(ann);
    const seen = { expectedBills: 3, expectedAmountFen: 16_140, requestId: newRequest() };
    await expect(billing.submitRun({ ...FEBRUARY, ...seen, expectedAmountFen: 16_141 })).rejects.toMatchObject(
      refused('billing.approval-differs'),
    );
    const one = await billing.submitRun({ ...FEBRUARY, ...seen, requestId: newRequest() });
    const again = { ...FEBRUARY, ...seen };
    const two = await billing.submitRun(again);
    expect(await billing.submitRun(again)).toEqual(two);
    expect(two.approvalId).not.toBe(one.approvalId);
    expect(await billing.approvals()).toMatchObject([{ approvalId: two.approvalId }]);
  });

  test('stopped half way, a run goes on under its approval; when it differs by then, the rest is approved anew', async () => {
    await using ann = makeStation();
    const { houses, billing, submit, approve } = await asked(ann);
    await approve((await submit()).approvalId);
    const by = ann.actor('manager');
    const stopAfterOne = () => {
      const stop = new AbortController();
      return { chunkSize: 1, signal: stop.signal, onProgress: () => stop.abort() };
    };
    const first = await issueRun(ann.station, by, FEBRUARY, stopAfterOne());
    expect(first).toMatchObject({ issued: 1, isCancelled: true });
    expect(await issueRun(ann.station, by, FEBRUARY, { ...stopAfterOne(), chunkSize: 2 })).toMatchObject({ issued: 1 });
    await read(ann, houses[3] as never, '2026-02-20T11:00:00', 1100);
    await expect(billing.issue(FEBRUARY)).rejects.toMatchObject(refused('billing.approval-differs'));
    const rest = await submit();
    expect(rest).toMatchObject({ billCount: 2, amountFen: 10_760 });
    await approve(rest.approvalId);
    expect(await billing.issue(FEBRUARY)).toMatchObject({ runId: first.runId, issued: 2 });
    expect(await billing.runs()).toMatchObject([{ state: 'issued', billCount: 4 }]);
  });

  test('a reading that comes while the run is issued stops it before the chunk it changes', async () => {
    await using ann = makeStation();
    const { houses, billing, submit, approve } = await asked(ann);
    await approve((await submit()).approvalId);
    let isLate = false;
    const late = () => {
      if (isLate) return;
      isLate = true;
      ann.station.db
        .prepare("UPDATE reading SET state = 'rejected' WHERE meter_id = ? AND role <> 'baseline'")
        .run(houses[2]?.meterId);
    };
    const run = issueRun(ann.station, ann.actor('manager'), FEBRUARY, { chunkSize: 1, onProgress: late });
    await expect(run).rejects.toMatchObject({ code: 'billing.changed-meanwhile' });
    expect(await billing.runs()).toMatchObject([{ state: 'issuing', billCount: 2 }]);
  });
});
