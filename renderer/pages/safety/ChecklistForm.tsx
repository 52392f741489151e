import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { proposeHazard } from '../../../main/modules/safety/hazards.domain.ts';
import type { AnswerResult } from '../../../main/modules/safety/inspections.schema.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useToday } from '../../ui/useToday.ts';
import { ChecklistRow } from './ChecklistRow.tsx';
import { type ChecklistDraft, type Draft, type Item, judgeTyped, showFirstGap } from './useChecklistDraft.ts';

const KEYS: Readonly<Record<string, AnswerResult>> = { 1: 'pass', 2: 'fail', 3: 'not-applicable' };

/**
 * A checklist worked through from top to bottom: 1 in order, 2 failed, 3 not applicable, arrows move; a number is judged
 * as it is typed. An answer moves on to the next item, a failed one opens its hazard first.
 */
export function ChecklistForm(props: {
  items: readonly Item[];
  draft: ChecklistDraft;
  /** Who is proposed to put a failed item right. */
  responsible: string;
  onEnd: () => void;
}) {
  const { t } = useTranslation('safety');
  const { today } = useToday();
  const { lang } = usePreferences();
  const { items, draft } = props;
  const list = useRef<HTMLOListElement>(null);
  const [current, setCurrent] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list appears
  useEffect(() => {
    // Not on a phone: its keyboard would cover the list.
    if (matchMedia('(pointer: fine)').matches) showFirstGap(items, draft);
  }, []);

  const focusRow = (index: number, field: 'value' | 'note' = 'value') => {
    if (index >= items.length) return props.onEnd();
    setCurrent(index);
    const row = list.current?.children[index] as HTMLElement | undefined;
    const target = row?.querySelector<HTMLElement>(`[data-field="${field}"]`) ?? row;
    target?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  };

  const changed = (item: Item, result: AnswerResult): Partial<Draft> => {
    const before = draft.of(item.id);
    if (result !== 'fail') return { result, hazard: null };
    const fault = lang === 'en' ? item.faultEn : item.fault;
    return { result, hazard: before.hazard ?? proposeHazard(item, fault, today, props.responsible) };
  };
  const answer = (index: number, result: AnswerResult) => {
    const item = items[index];
    if (!item) return;
    // At once, so that the next key typed already finds the field that opens.
    flushSync(() => draft.change(item.id, changed(item, result)));
    if (result === 'fail') focusRow(index, 'note');
    else focusRow(index + 1);
  };
  const type = (item: Item, value: string) => {
    const typed = judgeTyped(item, value);
    draft.change(item.id, { value, ...(typed ? changed(item, typed.result) : { result: null, hazard: null }) });
  };

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const isField =
      event.target instanceof HTMLElement && event.target.closest('input, textarea, .ant-select') !== null;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const result = KEYS[event.key];
    const isNumber = items[index]?.kind === 'number';
    if (!isField && result && !(isNumber && result !== 'not-applicable')) {
      event.preventDefault();
      answer(index, result);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (isField && event.target instanceof HTMLInputElement && event.target.type === 'date') return;
      event.preventDefault();
      focusRow(event.key === 'ArrowDown' ? index + 1 : Math.max(0, index - 1));
    }
  };

  return (
    <ol ref={list} aria-label={t('checklist.title')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {items.map((item, index) => (
        <ChecklistRow
          key={item.id}
          item={item}
          draft={draft.of(item.id)}
          isCurrent={index === current}
          onFocus={() => setCurrent(index)}
          onKeyDown={(event) => onKeyDown(event, index)}
          onAnswer={(result) => answer(index, result)}
          onType={(value) => type(item, value)}
          onNext={() => {
            if (draft.of(item.id).result === 'fail' && item.kind === 'number') focusRow(index, 'note');
            else focusRow(index + 1);
          }}
          onDone={() => focusRow(index + 1)}
          onChange={(part) => draft.change(item.id, part)}
        />
      ))}
    </ol>
  );
}
