import type { Answer, Checklist } from '../../../main/modules/safety/index.ts';
import { AccountId } from '../../../main/shared/ids.ts';
import { makeStation, requestId } from '../../support/station.ts';

/** A station with one household, 3-2-501 张三. */
export function makeSite(at = '2026-11-22T09:00:00+08:00') {
  const ann = makeStation({ at });
  ann.station.db.exec(`
    INSERT INTO setting (key, value_json) VALUES ('station', '{"name":"东门煤气站","kind":"gas-station","phone":"010-6000","address":"东门路 1 号","lanDoor":false}');
    INSERT INTO customer (id, name, created_at) VALUES (1, '张三', 0), (2, '李四', 0);
    INSERT INTO premises (id, building, unit, room, door_no, created_at) VALUES (1, '3', '2', '501', '3-2-501', 0), (2, '3', '2', '502', '3-2-502', 0);
    INSERT INTO account (id, account_no, customer_id, premises_id, service, opened_on, created_at)
    VALUES (1, 'G0001', 1, 1, 'gas', '2020-01-01', 0), (2, 'G0002', 2, 2, 'gas', '2020-01-01', 0);`);
  const officer = ann.as('safety-officer');

  return Object.assign(ann, {
    officer,
    manager: ann.as('manager'),
    home: AccountId.parse(1),
    neighbour: AccountId.parse(2),
    /** Every item in order: numbers at zero, everything else passed, with the changes by item number. */
    async answers(kind: 'patrol' | 'household', changes: Record<number, Partial<Answer>> = {}): Promise<Answer[]> {
      const list: Checklist = await officer.safety.checklist({ kind });
      return list.items.map((item) => ({
        itemId: item.id,
        result: 'pass',
        valueMilli: item.kind === 'number' ? 0 : null,
        note: '',
        photoId: null,
        hazard: null,
        ...changes[item.itemNo],
      }));
    },
    async visit(changes: Record<number, Partial<Answer>> = {}, accountId = AccountId.parse(1)) {
      const answers = await this.answers('household', changes);
      return officer.safety.submitVisit({
        accountId,
        outcome: 'done',
        note: '',
        photoId: null,
        answers,
        requestId: requestId(),
      });
    },
    async version(hazardId: number) {
      return (ann.station.db.prepare('SELECT version FROM hazard WHERE id = ?').get(hazardId) as { version: number })
        .version;
    },
  });
}

export const HOSE = { grade: 'general', description: '软管老化', dueOn: '2026-11-29', responsible: '张三' } as const;
export const LEAK = {
  grade: 'serious',
  description: '灶具接口漏气',
  dueOn: '2026-11-22',
  responsible: '张三',
} as const;
export const PAGE = { page: 1, pageSize: 50 } as const;
