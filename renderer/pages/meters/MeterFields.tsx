import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isAddress, plainAddress } from '../../../main/modules/meters/meters.domain.ts';
import { MeterProtocol, type MeterService } from '../../../main/modules/meters/meters.schema.ts';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';

/** What a meter is described by, beside its service and the day it was installed. */
export interface MeterForm {
  readonly meterNo: string;
  readonly protocol: MeterProtocol;
  readonly address: string;
  readonly busId: DeviceId | null;
  readonly digits: number;
  readonly decimals: number;
  readonly multiplier: number;
  readonly hasTou: boolean;
  readonly hasDemand: boolean;
  readonly hasReactive: boolean;
  readonly model: string;
  readonly location: string;
  readonly sealNo: string;
  readonly calibrationDueOn: string | null;
}

/** Registers as they usually are: six digits and two decimals for electricity, five and three for gas and water. */
export function usualMeter(service: MeterService): MeterForm {
  const isPower = service === 'electricity';
  return {
    meterNo: '',
    protocol: 'manual',
    address: '',
    busId: null,
    digits: isPower ? 6 : 5,
    decimals: isPower ? 2 : 3,
    multiplier: 1,
    hasTou: false,
    hasDemand: false,
    hasReactive: false,
    model: '',
    location: '',
    sealNo: '',
    calibrationDueOn: null,
  };
}

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
      <LinkFields />
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

/** How the meter is read: by hand, or over a bus at an address. */
function LinkFields() {
  const { t } = useTranslation('meters');
  const form = Form.useFormInstance<MeterForm>();
  const protocol = Form.useWatch('protocol', form) ?? 'manual';
  const devices = useQuery(trpc.devices.list.queryOptions());
  const buses = (devices.data ?? []).filter((device) => device.kind === 'meter-bus');
  return (
    <>
      <Form.Item name="protocol" label={t('protocolTitle')}>
        <Select options={MeterProtocol.options.map((value) => ({ value, label: t(`protocol.${value}`) }))} />
      </Form.Item>
      {protocol !== 'manual' && (
        <>
          <Form.Item name="busId" label={t('bus')} extra={buses.length === 0 ? t('form.noBus') : undefined}>
            <Select
              allowClear
              placeholder={t('noBus')}
              options={buses.map((bus) => ({ value: bus.deviceId, label: bus.name }))}
            />
          </Form.Item>
          <Form.Item
            name="address"
            label={t('address')}
            dependencies={['protocol']}
            extra={t(`form.address.${protocol}`)}
            rules={[
              {
                validator: (_, text: string) =>
                  isAddress(protocol, plainAddress(text ?? ''))
                    ? Promise.resolve()
                    : Promise.reject(t('form.addressWrong')),
              },
            ]}
          >
            <Input maxLength={40} autoComplete="off" className="figures" />
          </Form.Item>
        </>
      )}
    </>
  );
}

/** Fields that are not on the screen have no value: a manual meter has no address and no bus, gas no time of use. */
export function meterOf(form: MeterForm): MeterForm {
  const isManual = form.protocol === 'manual';
  return {
    ...form,
    meterNo: form.meterNo.trim(),
    address: isManual ? '' : form.address,
    busId: isManual ? null : (form.busId ?? null),
    hasTou: form.hasTou ?? false,
    hasDemand: form.hasDemand ?? false,
    hasReactive: form.hasReactive ?? false,
    calibrationDueOn: form.calibrationDueOn ?? null,
  };
}
