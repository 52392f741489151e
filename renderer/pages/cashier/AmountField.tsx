import { Input } from 'antd';
import { typedFen } from '../../../main/modules/cashier/till.domain.ts';
import { formatScaled } from '../../../main/shared/money.ts';
import { Line } from './Line.tsx';

/** An amount of the till: shows the proposal until something is typed, and keeps what was typed. Enter moves on. */
export function AmountField(props: {
  place: 'amount' | 'tendered';
  label: string;
  text: string;
  proposedFen: number;
  onChange: (text: string) => void;
  next: 'tendered' | 'pay';
}) {
  const isWrong = props.text.trim() !== '' && typedFen(props.text) === null;
  return (
    <Line label={props.label}>
      <span data-till={props.place}>
        <Input
          data-amount={props.text === '' ? 'proposed' : 'typed'}
          aria-label={props.label}
          aria-invalid={isWrong}
          inputMode="decimal"
          autoComplete="off"
          size="large"
          prefix="¥"
          className="figures"
          status={isWrong ? 'error' : ''}
          value={props.text === '' ? formatScaled(props.proposedFen, 2, 2) : props.text}
          onChange={(event) => props.onChange(event.target.value)}
          onFocus={(event) => {
            if (props.text === '') event.target.select();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            // Enter would send the form: here it goes to the next field.
            event.preventDefault();
            const till = event.currentTarget.closest('form');
            const next = till?.querySelector<HTMLElement>(`[data-till="${props.next}"] :is(input, button)`);
            next?.focus();
          }}
          styles={{ input: { textAlign: 'right', fontSize: 20 } }}
        />
      </span>
    </Line>
  );
}
