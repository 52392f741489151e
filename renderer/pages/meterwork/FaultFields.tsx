import { Form, Input, Radio, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LocalDate } from '../../../main/shared/dates.ts';
import { parseScaled } from '../../../main/shared/money.ts';
import type { Inputs } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';

type Found = Inputs['meterwork']['previewFault']['fault'];

export interface FaultForm {
  readonly cause: Found['kind'];
  readonly percent: string;
  readonly isStartKnown: boolean;
  readonly fromOn: LocalDate | null;
  readonly foundOn: LocalDate | null;
}

/** What was typed as the result of the test; undefined where it is no number or out of bounds. */
export function foundOf({ cause, percent }: FaultForm): Found | undefined {
  const text = percent.trim().replace('−', '-').replace('%', '');
  try {
    const value = parseScaled(text, cause === 'error' ? 2 : 4);
    if (value === 0) return undefined;
    if (cause === 'error') return value >= -9999 && value <= 100_000 ? { kind: 'error', errorE4: value } : undefined;
    return value > -1_000_000 && value <= 100_000_000 ? { kind: 'wiring', rateE6: value } : undefined;
  } catch {
    return undefined;
  }
}

export function FaultFields(props: { value: FaultForm; today: LocalDate; onChange: (value: FaultForm) => void }) {
  const { t } = useTranslation('meterwork');
  const { token } = theme.useToken();
  const { value, today } = props;
  const set = (part: Partial<FaultForm>) => props.onChange({ ...value, ...part });
  const isError = value.cause === 'error';
  const isWrong = value.percent.trim() !== '' && foundOf(value) === undefined;
  const startLabel = t(value.isStartKnown ? 'fault.fromKnown' : 'fault.fromUnknown');
  const rule = !isError && !value.isStartKnown ? 'wiringRule' : value.isStartKnown ? 'wholeRule' : 'halfRule';
  return (
    <>
      <div style={{ display: 'flex', gap: 24, alignItems: 'start', flexWrap: 'wrap' }}>
        <Form.Item label={t('fault.cause')}>
          <Radio.Group
            value={value.cause}
            onChange={(event) => set({ cause: event.target.value })}
            options={[
              { value: 'error', label: t('fault.error') },
              { value: 'wiring', label: t('fault.wiring') },
            ]}
          />
        </Form.Item>
        <Form.Item
          label={t(isError ? 'fault.percent' : 'fault.rate')}
          htmlFor="fault-percent"
          extra={t(isError ? 'fault.percentHint' : 'fault.rateHint')}
          {...(isWrong && { validateStatus: 'error', help: t(isError ? 'fault.badPercent' : 'fault.badRate') })}
        >
          <Input
            id="fault-percent"
            className="figures"
            autoFocus
            autoComplete="off"
            style={{ width: 200, textAlign: 'right' }}
            value={value.percent}
            onChange={(event) => set({ percent: event.target.value })}
          />
        </Form.Item>
      </div>
      <div style={{ display: 'flex', gap: 24, alignItems: 'start', flexWrap: 'wrap' }}>
        <Form.Item
          label={t('fault.start')}
          extra={<span style={{ color: token.colorText }}>{t(`fault.${rule}`)}</span>}
        >
          <Radio.Group
            value={value.isStartKnown}
            onChange={(event) => set({ isStartKnown: event.target.value })}
            options={[
              { value: false, label: t('fault.unknown') },
              { value: true, label: t('fault.known') },
            ]}
          />
        </Form.Item>
        <Form.Item label={startLabel}>
          <DayInput label={startLabel} max={today} value={value.fromOn} onChange={(fromOn) => set({ fromOn })} />
        </Form.Item>
        <Form.Item label={t('fault.foundOn')} extra={t('fault.foundHint')}>
          <DayInput
            label={t('fault.foundOn')}
            max={today}
            value={value.foundOn}
            onChange={(foundOn) => set({ foundOn })}
          />
        </Form.Item>
      </div>
    </>
  );
}
