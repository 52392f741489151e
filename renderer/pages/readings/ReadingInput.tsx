import { Input, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { useErrorText } from '../../ui/ErrorNote.tsx';
import { parseRegister, type RoundRow, type TypedReading, useRecordReading } from './useRecordReading.ts';

/** One present value of the grid. Keeps what was typed until it is stored or Esc restores what was there. */
export function ReadingInput(props: {
  row: RoundRow;
  readOn: string;
  onAsk: (typed: TypedReading) => void;
  onSaved: (result: Outputs['readings']['record']) => void;
  onMove: (step: 1 | -1) => void;
}) {
  const { t } = useTranslation('readings');
  const { row } = props;
  const [typed, setTyped] = useState<{ text: string; over: number | undefined } | null>(null);
  const presentId = row.present?.readingId;
  // What was typed gives way to a value stored since, by this person or another.
  const text = typed && typed.over === presentId ? typed.text : null;
  const setText = (value: string | null) => setTyped(value === null ? null : { text: value, over: presentId });
  const stored = row.present ? formatMilli(row.present.totalMilli, row.decimals) : '';
  const shown = text ?? stored;
  const milli = parseRegister(shown);
  const isWrong = shown.trim() !== '' && milli === null;
  const recording = useRecordReading({
    onAsk: props.onAsk,
    onSaved: (result) => {
      setText(null);
      props.onSaved(result);
    },
  });
  const errorText = useErrorText();
  const problem = isWrong ? t('notNumber') : recording.error ? errorText(recording.error).text : '';

  function enter(): void {
    if (milli === null || recording.isPending) return;
    if (row.present && milli === row.present.totalMilli) props.onMove(1);
    else recording.record({ row, readOn: props.readOn, values: { totalMilli: milli } });
  }

  return (
    <Tooltip title={problem} open={problem !== ''} placement="left">
      <Input
        data-entry={row.meterId}
        aria-label={t('enterFor', { door: row.doorNo })}
        inputMode="decimal"
        autoComplete="off"
        size="small"
        className="figures"
        status={problem ? 'error' : row.present?.state === 'doubtful' ? 'warning' : ''}
        value={shown}
        onChange={(event) => {
          setText(event.target.value);
          recording.reset();
        }}
        onFocus={(event) => event.target.select()}
        onPressEnter={enter}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            props.onMove(event.key === 'ArrowDown' ? 1 : -1);
          }
          if (event.key === 'Escape') {
            setText(null);
            recording.reset();
          }
        }}
        styles={{ input: { textAlign: 'right' } }}
      />
    </Tooltip>
  );
}
