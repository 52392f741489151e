import { Checkbox, Form, type FormInstance, Input, InputNumber, Radio, Select } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { maxFillGrams, proposeDates, ruleFor } from '../../../main/modules/cylinders/cylinders.domain.ts';
import { isLocalDate } from '../../../main/shared/dates.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { KilogramInput } from '../../ui/KilogramInput.tsx';

export interface CylinderForm {
  readonly serialNo: string;
  readonly typeCode: string;
  readonly maker: string;
  readonly madeOn: string | null;
  readonly volumeLitres: number;
  readonly tareGrams: number;
  readonly isLifeExtended: boolean;
  readonly nextInspectionOn: string;
  readonly scrapOn: string;
  readonly isOwn: boolean;
}

type Types = Outputs['cylinders']['types'];

/** Millilitres exactly: a field of litres has one decimal, a float times a thousand may miss by a hair. */
export function volumeMlOf(form: CylinderForm): number {
  return Math.round(form.volumeLitres * 1000);
}

/** What a cylinder is described by. Dates are proposed from the type's rule until one is typed over. */
export function CylinderFields(props: {
  form: FormInstance;
  types: Types;
  lastInspectedOn: string | null;
  isNew: boolean;
}) {
  const { t } = useTranslation('cylinders');
  const { form, types } = props;
  const volumeLitres = Form.useWatch<number | undefined>('volumeLitres', form);
  const typeCode = Form.useWatch<string | undefined>('typeCode', form);
  const madeOn = Form.useWatch<string | null | undefined>('madeOn', form);
  const isLifeExtended = Form.useWatch<boolean | undefined>('isLifeExtended', form) ?? false;
  const typed = useRef(!props.isNew);
  const type = types.find(({ code }) => code === typeCode);
  const rule = ruleFor(type?.rules ?? [], madeOn && isLocalDate(madeOn) ? madeOn : null);

  useEffect(() => {
    if (typed.current || !madeOn || !isLocalDate(madeOn) || !rule) return;
    form.setFieldsValue(
      proposeDates(madeOn, rule, { isExtended: isLifeExtended, lastInspectedOn: props.lastInspectedOn }),
    );
  }, [madeOn, rule, isLifeExtended, form, props.lastInspectedOn]);

  const required = [{ required: true, message: t('form.required') }];
  const touch = () => {
    typed.current = true;
  };
  return (
    <>
      <Form.Item name="typeCode" label={t('type')} rules={required}>
        <Select
          options={types.map(({ code }) => ({ value: code, label: code }))}
          onChange={(code) => {
            const volumeMl = types.find((item) => item.code === code)?.volumeMl;
            if (volumeMl !== undefined) form.setFieldValue('volumeLitres', volumeMl / 1000);
          }}
        />
      </Form.Item>
      <Form.Item
        name="volumeLitres"
        label={t('volume')}
        rules={required}
        extra={
          volumeLitres
            ? t('form.maxFill', { kg: formatKilograms(maxFillGrams(Math.round(volumeLitres * 1000))) })
            : undefined
        }
      >
        <InputNumber min={0.5} max={200} precision={1} step={0.1} suffix="L" style={{ width: 150 }} />
      </Form.Item>
      <Form.Item name="tareGrams" label={t('tare')} rules={required} extra={t('form.tareHint')}>
        <KilogramInput />
      </Form.Item>
      <Form.Item name="serialNo" label={t('serialNo')}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="maker" label={t('maker')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="madeOn" label={t('madeOn')}>
        <DayInput />
      </Form.Item>
      <Form.Item name="isLifeExtended" valuePropName="checked" label={t('form.life')}>
        <Checkbox disabled={rule?.extensionYears === 0}>
          {t('form.extended', { years: rule?.extensionYears ?? 0 })}
        </Checkbox>
      </Form.Item>
      <Form.Item
        name="nextInspectionOn"
        label={t('nextInspectionOn')}
        rules={required}
        extra={rule ? t(rule.verifiedOn ? 'form.proposed' : 'form.proposedUnverified', { ...rule }) : undefined}
      >
        <DayInput onChange={touch} />
      </Form.Item>
      <Form.Item name="scrapOn" label={t('scrapOn')} rules={required}>
        <DayInput onChange={touch} />
      </Form.Item>
      <Form.Item name="isOwn" label={t('owner')}>
        <Radio.Group
          options={[
            { value: true, label: t('own') },
            { value: false, label: t('foreign') },
          ]}
        />
      </Form.Item>
    </>
  );
}
