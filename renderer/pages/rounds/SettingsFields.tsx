import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';

export interface RoundSettings {
  readonly name: string;
  readonly readerId: number | null;
  readonly dueOn: string | null;
  readonly showsLast: boolean;
  readonly needsPhoto: boolean;
  readonly highPercent: number;
  readonly agreePercent: number;
}

export function isComplete(settings: RoundSettings): boolean {
  return settings.name.trim() !== '' && settings.readerId !== null && settings.dueOn !== null;
}

/** Who walks a round, by when, and what the phone shows and asks for. */
export function SettingsFields(props: { settings: RoundSettings; onChange: (part: Partial<RoundSettings>) => void }) {
  const { t } = useTranslation('rounds');
  const { settings, onChange } = props;
  const readers = useQuery(trpc.rounds.readers.queryOptions());
  return (
    <Form layout="vertical" className="tight">
      <div className="pair">
        <Form.Item label={t('name')} htmlFor="round-name" required>
          <Input
            id="round-name"
            maxLength={40}
            value={settings.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={t('reader')} htmlFor="round-reader" required>
          <Select
            id="round-reader"
            value={settings.readerId}
            options={(readers.data ?? []).map(({ userId, displayName }) => ({ value: userId, label: displayName }))}
            onChange={(readerId) => onChange({ readerId })}
          />
        </Form.Item>
        <Form.Item label={t('due')} htmlFor="round-due" required>
          <DayInput id="round-due" value={settings.dueOn} onChange={(dueOn) => onChange({ dueOn })} width="100%" />
        </Form.Item>
      </div>
      <div className="pair">
        <PercentField
          id="round-high"
          label={t('high')}
          hint={t('highHint')}
          range={[110, 1000]}
          value={settings.highPercent}
          onChange={(highPercent) => onChange({ highPercent })}
        />
        <PercentField
          id="round-agree"
          label={t('agree')}
          hint={t('agreeHint')}
          range={[0, 300]}
          value={settings.agreePercent}
          onChange={(agreePercent) => onChange({ agreePercent })}
        />
      </div>
      <Form.Item>
        <Checkbox checked={settings.showsLast} onChange={(event) => onChange({ showsLast: event.target.checked })}>
          {t('showsLast')}
        </Checkbox>
        <Checkbox checked={settings.needsPhoto} onChange={(event) => onChange({ needsPhoto: event.target.checked })}>
          {t('needsPhoto')}
        </Checkbox>
      </Form.Item>
    </Form>
  );
}

function PercentField(props: {
  id: string;
  label: string;
  hint: string;
  range: readonly [number, number];
  value: number;
  onChange: (value: number) => void;
}) {
  const { id, label, hint, range, value, onChange } = props;
  return (
    <Form.Item label={label} htmlFor={id} extra={hint}>
      <InputNumber<number>
        id={id}
        min={range[0]}
        max={range[1]}
        step={10}
        suffix="%"
        style={{ width: '100%' }}
        value={value}
        onChange={(next) => next !== null && onChange(next)}
      />
    </Form.Item>
  );
}
