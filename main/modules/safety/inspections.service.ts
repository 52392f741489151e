import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { InspectionId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findAccount } from '../customers/index.ts';
import { stationSettings } from '../station/index.ts';
import { type SettledAnswer, settleAnswers } from './checklist.domain.ts';
import { openHazard } from './hazards.service.ts';
import type {
  Checklist,
  InspectionDetail,
  InspectionKind,
  InspectionPage,
  InspectionQuery,
  InspectionRow,
  SubmitPatrol,
  Submitted,
  SubmitVisit,
  VisitOutcome,
} from './inspections.schema.ts';
import * as store from './inspections.store.ts';

export function checklist(db: ReadDb, kind: InspectionKind): Checklist {
  const row = store.findChecklist(db, { kind });
  if (!row) throw new Error(`no checklist for ${kind}`);
  return { ...row, items: store.itemsOf(db, { checklistId: row.id }) };
}

/** A patrol is submitted once, whole: every item answered, every failed one with its hazard. */
export function submitPatrol(st: Station, by: Actor, cmd: SubmitPatrol): Submitted {
  return st.write(by, { action: 'safety.patrol', requestId: cmd.requestId, input: cmd }, (tx) => {
    const list = checklist(tx.db, 'patrol');
    const place = stationSettings(tx.db)?.name ?? '';
    const inspection = {
      kind: 'patrol',
      accountId: null,
      place,
      outcome: 'done',
      note: cmd.note,
      photoId: null,
    } as const;
    return keep(tx, st.zone, { ...inspection, checklistId: list.id, answers: settleAnswers(list.items, cmd.answers) });
  });
}

/** A visit to a household. No one home or refused: a note instead of the checklist. */
export function submitVisit(st: Station, by: Actor, cmd: SubmitVisit): Submitted {
  return st.write(by, { action: 'safety.visit', requestId: cmd.requestId, input: cmd }, (tx) => {
    const account = findAccount(tx.db, cmd.accountId);
    if (!account) throw new StationError('record.not-found', { kind: 'account', id: cmd.accountId });
    const list = checklist(tx.db, 'household');
    if (cmd.outcome !== 'done' && cmd.note.length < 2) throw new StationError('safety.note-missing');
    if (cmd.outcome !== 'done' && cmd.answers.length > 0)
      throw new StationError('input.invalid', { field: 'answers', reason: 'nothing was inspected' });
    const { accountId, outcome, note, photoId } = cmd;
    const place = `${account.doorNo} ${account.customerName}`.trim();
    const answers = outcome === 'done' ? settleAnswers(list.items, cmd.answers) : [];
    return keep(tx, st.zone, {
      kind: 'household',
      checklistId: list.id,
      accountId,
      place,
      outcome,
      note,
      photoId,
      answers,
    });
  });
}

interface NewInspection {
  readonly kind: InspectionKind;
  readonly checklistId: number;
  readonly accountId: number | null;
  readonly place: string;
  readonly outcome: VisitOutcome;
  readonly note: string;
  readonly photoId: number | null;
  readonly answers: readonly SettledAnswer[];
}

function keep(tx: Tx, zone: string, { answers, ...inspection }: NewInspection): Submitted {
  const { userId, name: userName } = tx.by;
  if (userId === null) throw new StationError('session.required');
  const id = store.insertInspection(tx.db, {
    ...inspection,
    now: tx.now,
    today: localDate(tx.now, zone),
    userId,
    userName,
  });
  const hazards: Submitted['hazards'] = [];
  for (const { item, result, valueMilli, note, photoId, hazard } of answers) {
    store.insertAnswer(tx.db, { inspectionId: id, itemId: item.id, result, valueMilli, note, photoId });
    if (!hazard) continue;
    const where = { inspectionId: id, accountId: inspection.accountId, itemId: item.id, place: inspection.place };
    hazards.push(openHazard(tx, zone, { ...hazard, ...where, note, photoId }));
  }
  tx.audit({ kind: 'inspection', id, after: { ...inspection, hazards: hazards.map((hazard) => hazard.hazardNo) } });
  tx.announce({ topic: 'inspections', id });
  return { inspectionId: InspectionId.parse(id), hazards };
}

export function listInspections(db: ReadDb, query: InspectionQuery): InspectionPage {
  const { kind = '', accountId = 0, page, pageSize } = query;
  const rows = store.pageOfInspections(db, { kind, accountId, limit: pageSize, offset: (page - 1) * pageSize });
  return { items: rows.map(toRow), total: store.countInspections(db, { kind, accountId }).n };
}

export function inspectionDetail(db: ReadDb, inspectionId: InspectionId): InspectionDetail {
  const row = store.findInspection(db, { id: inspectionId });
  if (!row) throw new StationError('record.not-found', { kind: 'inspection', id: inspectionId });
  return { inspection: toRow(row), answers: store.answersOf(db, { inspectionId }) };
}

function toRow(row: store.InspectionColumns): InspectionRow {
  return { ...row, id: InspectionId.parse(row.id) };
}
