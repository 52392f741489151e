import { Checkbox, Collapse, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Service } from '../../../main/modules/customers/customers.schema.ts';
import { kindsOf } from '../../../main/modules/traits/traits.domain.ts';
import type { OpeningTraits } from '../../../main/modules/traits/traits.schema.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { parseAmount } from './trait-form.ts';

/** What the opening of an account may tell of it; fields that are not on the screen have no value. */
export interface OpeningForm {
  readonly householdSize?: number | null;
  readonly quotaNo?: string;
  readonly quotaUntil?: string | null;
  readonly isHeating?: boolean;
  readonly capacity?: string;
  readonly demand?: string;
}

export function openingTraits(service: Service, form: OpeningForm): OpeningTraits | undefined {
  const has = (kind: Parameters<typeof parseAmount>[0]) => kindsOf(service).includes(kind);
  const { quotaNo = '', quotaUntil, isHeating = false, capacity = '', demand = '' } = form;
  const quota = has('quota') && quotaNo.trim() && quotaUntil ? { evidence: quotaNo.trim(), untilOn: quotaUntil } : null;
  const traits = {
    quota,
    isHeating: has('heating') && isHeating,
    capacityMilli: has('capacity') ? parseAmount('capacity', capacity) : null,
    demandMilli: has('demand') ? parseAmount('demand', demand) : null,
  };
  return Object.values(traits).some(Boolean) ? traits : undefined;
}

/** Household size, and behind a fold what few accounts have. */
export function OpeningFields({ service }: { service: Service }) {
  const { t } = useTranslation('traits');
  const quotaNo = Form.useWatch<string>('quotaNo');
  const quotaUntil = Form.useWatch<string | null>('quotaUntil');
  const kinds = kindsOf(service);
  if (kinds.length === 0) return null;
  const amount = (kind: 'capacity' | 'demand') => (
    <Form.Item
      name={kind}
      label={t(`kind.${kind}`)}
      rules={[
        {
          validator: (_, text: string) =>
            text?.trim() && parseAmount(kind, text) === null ? Promise.reject(t(`needed.${kind}`)) : Promise.resolve(),
        },
      ]}
    >
      <Input
        inputMode="decimal"
        autoComplete="off"
        className="figures"
        suffix={t(`unit.${kind}`)}
        style={{ width: 160 }}
      />
    </Form.Item>
  );
  return (
    <>
      <Form.Item name="householdSize" label={t('kind.household')}>
        <InputNumber min={1} max={30} precision={0} suffix={t('unit.household')} style={{ width: 120 }} />
      </Form.Item>
      <Collapse
        ghost
        size="small"
        items={[
          {
            key: 'more',
            label: t('more'),
            forceRender: true,
            children: (
              <>
                <Form.Item
                  name="quotaNo"
                  label={t('quotaNo')}
                  rules={[{ required: Boolean(quotaUntil), whitespace: true, message: t('evidenceNeeded') }]}
                >
                  <Input maxLength={120} autoComplete="off" placeholder={t('evidenceHint.quota')} />
                </Form.Item>
                <Form.Item
                  name="quotaUntil"
                  label={t('quotaUntil')}
                  rules={[{ required: Boolean(quotaNo?.trim()), message: t('dateNeeded') }]}
                >
                  <DayInput />
                </Form.Item>
                {kinds.includes('heating') && (
                  <Form.Item name="isHeating" valuePropName="checked" label={t('kind.heating')}>
                    <Checkbox>{t('heatingHint')}</Checkbox>
                  </Form.Item>
                )}
                {kinds.includes('capacity') && amount('capacity')}
                {kinds.includes('demand') && amount('demand')}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
