import { useEffect, useState } from 'react';
import { judgeValue } from '../../../main/modules/safety/checklist.domain.ts';
import type { HazardDetails } from '../../../main/modules/safety/hazards.schema.ts';
import type { Answer, AnswerResult } from '../../../main/modules/safety/inspections.schema.ts';
import type { PhotoId } from '../../../main/shared/ids.ts';
import { parseMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';

export type Item = Outputs['safety']['checklist']['items'][number];

export interface Draft {
  readonly result: AnswerResult | null;
  /** What was typed into a number item. */
  readonly value: string;
  readonly note: string;
  readonly photoId: PhotoId | null;
  readonly hazard: HazardDetails | null;
}

const UNSEEN: Draft = { result: null, value: '', note: '', photoId: null, hazard: null };
type Drafts = Readonly<Record<number, Draft>>;

/** The answers so far, kept on this device until they are submitted: a reload or an empty battery loses nothing. */
export function useChecklistDraft(key: string) {
  const storageKey = `stationdesk.draft.${key}`;
  const [drafts, setDrafts] = useState<Drafts>(() => read(storageKey));
  useEffect(() => {
    if (Object.keys(drafts).length > 0) localStorage.setItem(storageKey, JSON.stringify(drafts));
  }, [drafts, storageKey]);
  return {
    of: (itemId: number): Draft => drafts[itemId] ?? UNSEEN,
    change: (itemId: number, part: Partial<Draft>) =>
      setDrafts((before) => ({ ...before, [itemId]: { ...(before[itemId] ?? UNSEEN), ...part } })),
    clear() {
      localStorage.removeItem(storageKey);
      setDrafts({});
    },
  };
}

export type ChecklistDraft = ReturnType<typeof useChecklistDraft>;

function read(storageKey: string): Drafts {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Drafts;
  } catch {
    return {};
  }
}

/** A number item's result as typed so far; null while it is no number. */
export function judgeTyped(item: Item, text: string): { result: 'pass' | 'fail'; valueMilli: number } | null {
  try {
    const valueMilli = parseMilli(text.trim());
    return { result: judgeValue(item, valueMilli), valueMilli };
  } catch {
    return null;
  }
}

/** Answered, and when it failed with a hazard that is complete. */
export function isComplete(draft: Draft): boolean {
  if (draft.result === null) return false;
  if (draft.result !== 'fail') return true;
  const { hazard } = draft;
  return (
    hazard !== null && hazard.description.trim().length >= 2 && hazard.responsible.trim() !== '' && hazard.dueOn !== ''
  );
}

function toAnswer(item: Item, draft: Draft): Answer {
  const typed = item.kind === 'number' && draft.result !== 'not-applicable' ? judgeTyped(item, draft.value) : null;
  return {
    itemId: item.id,
    result: draft.result ?? 'not-applicable',
    valueMilli: typed?.valueMilli ?? null,
    note: draft.note.trim(),
    photoId: draft.photoId,
    hazard: draft.result === 'fail' ? draft.hazard : null,
  };
}

/** Only what was answered goes out: the station says in words what is missing. */
export function answered(items: readonly Item[], draft: ChecklistDraft): Answer[] {
  return items.filter((item) => draft.of(item.id).result !== null).map((item) => toAnswer(item, draft.of(item.id)));
}

export function rowId(itemId: number): string {
  return `checklist-item-${itemId}`;
}

/** Brings the first item that is not answered in full into sight; false when there is none. */
export function showFirstGap(items: readonly Item[], draft: ChecklistDraft): boolean {
  const gap = items.find((item) => !isComplete(draft.of(item.id)));
  const row = gap && document.getElementById(rowId(gap.id));
  if (!row) return false;
  (row.querySelector<HTMLElement>('[data-field="value"]') ?? row).focus();
  row.scrollIntoView({ block: 'nearest' });
  return true;
}
