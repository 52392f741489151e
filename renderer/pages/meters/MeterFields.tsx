import { Checkbox, Form, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeterService } from '../../../main/modules/meters/meters.schema.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { LinkFields } from './LinkFields.tsx';

/**
 * @param props.afterNumber what the caller asks for right behind the number
 * @param props.isShort leaves out what is seldom known at the counter; it is added on the meter's own page
 */
export function MeterFields(props: {
  service: MeterService;
  autoFocus?: boolean;
  afterNumber?: ReactNode;
  isShort?: boolean;
}) {
  const { t } = useTranslation('meters');
  const required = [{ required: true, message: t('form.required') }];
  return (
    <>
      <Form.Item name="meterNo" label={t('meterNo')} rules={[{ ...required[0], whitespace: true }]}>
        <Input maxLength={40} autoComplete="off" className="figures" autoFocus={props.autoFocus ?? false} />
      </Form.Item>
      {props.afterNumber}
      <LinkFields service={props.service} />
      <Form.Item label={t('register')} required={false} style={{ marginBottom: 0 }}>
        <div style={{ display: 'flex', gap: 8 }}>
          <Form.Item name="digits" rules={required}>
            <InputNumber
              min={1}
              max={9}
              precision={0}
              suffix={t('form.digits')}
              style={{ width: 120 }}
              aria-label={t('digits')}
            />
          </Form.Item>
          <Form.Item name="decimals" rules={required}>
            <InputNumber
              min={0}
              max={3}
              precision={0}
              suffix={t('form.decimals')}
              style={{ width: 120 }}
              aria-label={t('decimals')}
            />
          </Form.Item>
        </div>
      </Form.Item>
      <Form.Item name="multiplier" label={t('multiplier')} rules={required} extra={t('form.multiplierHint')}>
        <InputNumber min={1} max={1_000_000} precision={0} style={{ width: 120 }} />
      </Form.Item>
      {props.service === 'electricity' && (
        <>
          <Form.Item name="hasTou" valuePropName="checked" label={t('tou')}>
            <Checkbox>{t('form.hasTou')}</Checkbox>
          </Form.Item>
          {!props.isShort && (
            <Form.Item label={t('further')} style={{ marginBottom: 0 }}>
              <Form.Item name="hasDemand" valuePropName="checked" style={{ marginBottom: 0 }}>
                <Checkbox>{t('form.hasDemand')}</Checkbox>
              </Form.Item>
              <Form.Item name="hasReactive" valuePropName="checked">
                <Checkbox>{t('form.hasReactive')}</Checkbox>
              </Form.Item>
            </Form.Item>
          )}
        </>
      )}
      {!props.isShort && <DetailFields />}
    </>
  );
}

function DetailFields() {
  const { t } = useTranslation('meters');
  return (
    <>
      <Form.Item name="model" label={t('model')}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="location" label={t('location')}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name="sealNo" label={t('sealNo')}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="calibrationDueOn" label={t('calibrationDueOn')}>
        <DayInput />
      </Form.Item>
    </>
  );
}
