import { useTranslation } from 'react-i18next';
import type { LocalDate } from '../../../main/shared/dates.ts';
import { DayInput } from '../../ui/DayInput.tsx';

/** From and to, both included. */
export function SpanInputs(props: {
  from: LocalDate;
  to: LocalDate;
  max: LocalDate;
  onChange: (change: { from?: string; to?: string }) => void;
}) {
  const { t } = useTranslation('ledger');
  return (
    <>
      <DayInput
        label={t('from')}
        max={props.to || props.max}
        value={props.from}
        onChange={(from) => props.onChange({ from: from ?? '' })}
      />
      <span aria-hidden>–</span>
      <DayInput
        label={t('to')}
        min={props.from || '0001-01-01'}
        max={props.max}
        value={props.to}
        onChange={(to) => props.onChange({ to: to ?? '' })}
      />
    </>
  );
}
