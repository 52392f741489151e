import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { parseMilli } from '../../../main/shared/quantity.ts';
import { type Inputs, newRequestId, type Outputs, stationError, trpc } from '../../app/api.ts';

/** One meter of the round. */
export type RoundRow = Outputs['readings']['worklist']['rows'][number];
export type RegisterKey =
  | 'totalMilli'
  | 'sharpMilli'
  | 'peakMilli'
  | 'flatMilli'
  | 'valleyMilli'
  | 'demandMilli'
  | 'reactiveMilli';
export type RegisterValues = { totalMilli: number } & Partial<Record<RegisterKey, number>>;

/** A value somebody typed for a meter, before it is stored. */
export interface TypedReading {
  readonly row: RoundRow;
  readonly readOn: string;
  readonly values: RegisterValues;
}

/** Thousandths, or null for what is not a number a register can show. */
export function parseRegister(text: string): number | null {
  try {
    const value = parseMilli(text);
    return text.trim() && value >= 0 ? value : null;
  } catch {
    return null;
  }
}

/** What the station is asked: a value that was there already this month is replaced, not followed by a second one. */
export function commandOf(typed: TypedReading): Inputs['readings']['check'] {
  const { row, readOn, values } = typed;
  return { meterId: row.meterId, readOn, ...values, ...(row.present && { replacesId: row.present.readingId }) };
}

/** Stores a typed reading. What is doubtful is refused first and handed to `onAsk`. */
export function useRecordReading(on: {
  onSaved: (result: Outputs['readings']['record']) => void;
  onAsk?: (typed: TypedReading) => void;
}) {
  const asked = useRef({ content: '', requestId: '' });
  const mutation = useMutation(
    trpc.readings.record.mutationOptions({
      onSuccess: (result) => {
        asked.current = { content: '', requestId: '' };
        on.onSaved(result);
      },
    }),
  );
  /** The same content asked again (after a lost answer) is the same request; other content is another one. */
  function requestIdFor(content: string): string {
    if (asked.current.content !== content) asked.current = { content, requestId: newRequestId() };
    return asked.current.requestId;
  }
  return {
    isPending: mutation.isPending,
    error: stationError(mutation.error)?.code === 'reading.needs-confirmation' && on.onAsk ? null : mutation.error,
    reset: mutation.reset,
    record(typed: TypedReading, confirmed?: { note: string }): void {
      const command = {
        ...commandOf(typed),
        lastSeenId: typed.row.newestId,
        ...(confirmed && { isConfirmed: true, note: confirmed.note }),
      };
      mutation.mutate(
        { ...command, requestId: requestIdFor(JSON.stringify(command)) as never },
        {
          onError: (error) => {
            if (stationError(error)?.code === 'reading.needs-confirmation') on.onAsk?.(typed);
          },
        },
      );
    },
  };
}
