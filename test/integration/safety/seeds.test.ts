import { expect, test } from 'vitest';
import { seedCylinders } from '../../../main/seeds/cylinders.ts';
import { seedSafety } from '../../../main/seeds/safety.ts';
import { makeSite, PAGE } from './site.ts';

const WHOLE = { page: 1, pageSize: 500 } as const;

test('the demo has a cylinder for every refusal and a hazard in every state', async () => {
  await using ann = makeSite();
  const [filler, manager, officer] = [ann.actor('filler'), ann.actor('manager'), ann.actor('safety-officer')];
  seedCylinders(ann.station, { filler, manager });
  seedSafety(ann.station, { officer, manager }, [ann.home, ann.neighbour]);
  const { items } = await ann.manager.cylinders.list({ show: 'all', ...WHOLE });
  expect(new Set(items.map((c) => c.state))).toEqual(
    new Set(['in-use', 'inspection-due', 'inspection-overdue', 'scrap-reached', 'foreign', 'scrapped']),
  );
  const today = await ann.manager.filling.summary({ from: '2026-11-22', to: '2026-11-22' });
  expect(today).toMatchObject({ refusals: 3 });
  expect(today.rows.reduce((sum, row) => sum + row.overFill, 0)).toBe(1);
  expect((await ann.manager.hazards.list({ show: 'overdue', ...PAGE })).total).toBe(1);
  expect((await ann.manager.hazards.list({ show: 'rectified', ...PAGE })).total).toBe(1);

  const visits = (await ann.manager.safety.inspections(PAGE)).items.map((row) => row.inspectedAt);
  expect(visits.length).toBeGreaterThan(3);
  expect(visits).toEqual(visits.toSorted((a, b) => b - a));
});
