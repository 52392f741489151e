import { StationError } from '../../shared/error-codes.ts';
import type { Answer, AnswerResult, ChecklistItem } from './inspections.schema.ts';

/** A measured value against its limits; both limits belong to the good range. */
export function judgeValue(item: Pick<ChecklistItem, 'minMilli' | 'maxMilli'>, valueMilli: number): 'pass' | 'fail' {
  const isBelow = item.minMilli !== null && valueMilli < item.minMilli;
  const isAbove = item.maxMilli !== null && valueMilli > item.maxMilli;
  return isBelow || isAbove ? 'fail' : 'pass';
}

export interface SettledAnswer extends Answer {
  readonly item: ChecklistItem;
}

/**
 * The answers in the order of the list, each number judged anew. Refuses a list with gaps, a number without value, a
 * failed item without hazard, and a serious item made general without a written reason.
 */
export function settleAnswers(items: readonly ChecklistItem[], answers: readonly Answer[]): SettledAnswer[] {
  const given = new Map(answers.map((answer) => [answer.itemId, answer]));
  const missing = items.filter((item) => !given.has(item.id)).length;
  if (missing > 0) throw new StationError('safety.answers-incomplete', { missing });
  if (answers.length !== items.length)
    throw new StationError('input.invalid', { field: 'answers', reason: 'unknown or repeated item' });
  return items.map((item) => settle(item, given.get(item.id) as Answer));
}

function settle(item: ChecklistItem, answer: Answer): SettledAnswer {
  const { itemNo } = item;
  const result = resultOf(item, answer);
  if (result !== 'fail') return { ...answer, item, result, hazard: null };
  if (!answer.hazard) throw new StationError('safety.hazard-missing', { itemNo });
  const isLowered = item.grade === 'serious' && answer.hazard.grade === 'general';
  if (isLowered && answer.note.length < 2) throw new StationError('safety.grade-lowered', { itemNo });
  return { ...answer, item, result };
}

function resultOf(item: ChecklistItem, answer: Answer): AnswerResult {
  if (item.kind === 'pass-fail' || answer.result === 'not-applicable') return answer.result;
  if (answer.valueMilli === null) throw new StationError('safety.value-missing', { itemNo: item.itemNo });
  return judgeValue(item, answer.valueMilli);
}
