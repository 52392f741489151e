import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

/** A number typed again as the yes: what has to be typed, and how it is asked for. */
export interface TypedYes {
  readonly label: string;
  readonly wanted: string;
  /** Only digits, as the last four of a receipt. */
  readonly isDigits?: boolean;
}

/** What somebody gave as their reason so far. */
export interface ReasonText {
  readonly reason: string;
  readonly typed: string;
}

export const NO_REASON: ReasonText = { reason: '', typed: '' };

/** Whether the reason says something and the number was typed as it stands. */
export function isReasoned(text: ReasonText, typedYes?: TypedYes): boolean {
  return (
    text.reason.trim().length >= 2 && (!typedYes || (typedYes.wanted !== '' && text.typed.trim() === typedYes.wanted))
  );
}

/** The reason that goes on the record and, where harm is great, a number to type. Stands in a Form; Enter submits. */
export function ReasonFields(props: {
  id: string;
  value: ReasonText;
  onChange: (value: ReasonText) => void;
  onEnter: () => void;
  label?: string;
  /** An example of a reason. */
  hint?: string | undefined;
  typedYes?: TypedYes | undefined;
}) {
  const { t } = useTranslation('shell');
  const { id, value, onChange, onEnter, typedYes } = props;
  return (
    <>
      <Form.Item label={props.label ?? t('reason')} htmlFor={`${id}-reason`}>
        <Input
          id={`${id}-reason`}
          maxLength={200}
          placeholder={props.hint}
          value={value.reason}
          onChange={(event) => onChange({ ...value, reason: event.target.value })}
          onPressEnter={onEnter}
        />
      </Form.Item>
      {typedYes && (
        <Form.Item label={typedYes.label} htmlFor={`${id}-typed`}>
          <Input
            id={`${id}-typed`}
            className="figures"
            autoComplete="off"
            {...(typedYes.isDigits && { inputMode: 'numeric', maxLength: typedYes.wanted.length })}
            style={{ width: typedYes.isDigits ? 120 : 220 }}
            value={value.typed}
            onChange={(event) => onChange({ ...value, typed: event.target.value })}
            onPressEnter={onEnter}
          />
        </Form.Item>
      )}
    </>
  );
}
