import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { doorNo } from '../../../main/modules/customers/customers.domain.ts';
import type { Service } from '../../../main/modules/customers/customers.schema.ts';
import { trpc } from '../../app/api.ts';

/** Antd forms keep what was typed; these are the fields' values before they go to the station. */
export interface CustomerForm {
  readonly name: string;
  readonly kind: 'person' | 'company';
  readonly phone: string;
  readonly note: string;
}

export interface PremisesForm {
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  readonly address: string;
  readonly area: number | null;
}

export const EMPTY_CUSTOMER: CustomerForm = { name: '', kind: 'person', phone: '', note: '' };
export const EMPTY_PREMISES: PremisesForm = { building: '', unit: '', room: '', address: '', area: null };

/** Square metres with two decimals → hundredths. */
export function toAreaDm2(area: number | null | undefined): number | null {
  return area === null || area === undefined ? null : Math.round(area * 100);
}

export function CustomerFields(props: { autoFocus?: boolean }) {
  const { t } = useTranslation('customers');
  return (
    <>
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('form.nameNeeded') }]}
      >
        <Input maxLength={60} autoComplete="off" autoFocus={props.autoFocus ?? false} />
      </Form.Item>
      <Form.Item name="kind" label={t('kindTitle')}>
        <Radio.Group
          options={(['person', 'company'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="phone" label={t('phone')} extra={t('form.phoneHint')}>
        <Input maxLength={60} autoComplete="off" inputMode="tel" />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
    </>
  );
}

export function PremisesFields(props: { autoFocus?: boolean }) {
  const { t } = useTranslation('customers');
  const form = Form.useFormInstance<PremisesForm>();
  const parts = Form.useWatch([], form) as Partial<PremisesForm> | undefined;
  const door = doorNo({ building: parts?.building ?? '', unit: parts?.unit ?? '', room: parts?.room ?? '' });
  return (
    <>
      <Form.Item
        name="building"
        label={t('building')}
        rules={[{ required: true, whitespace: true, message: t('form.buildingNeeded') }]}
      >
        <Input maxLength={40} autoComplete="off" autoFocus={props.autoFocus ?? false} />
      </Form.Item>
      <Form.Item name="unit" label={t('unit')}>
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="room" label={t('room')} extra={door && t('form.doorPreview', { door })}>
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="area" label={t('area')}>
        <InputNumber min={0} max={1_000_000} precision={2} suffix="m²" style={{ width: 150 }} controls={false} />
      </Form.Item>
      <Form.Item name="address" label={t('address')}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
    </>
  );
}

/** The tariffs a service has; empty takes the station's default. */
export function TariffSelect(props: {
  service: Service;
  value?: string | null;
  onChange?: (code: string | null) => void;
  id?: string;
}) {
  const { t } = useTranslation('customers');
  const tariffs = useQuery(trpc.tariffs.list.queryOptions());
  const codes = new Map(
    (tariffs.data ?? []).filter((tariff) => tariff.service === props.service).map(({ code, name }) => [code, name]),
  );
  if (props.value && !codes.has(props.value)) codes.set(props.value, '');
  return (
    <Select
      {...(props.id && { id: props.id })}
      value={props.value ?? ''}
      onChange={(code) => props.onChange?.(code || null)}
      options={[
        { value: '', label: t('tariffDefault') },
        ...[...codes].map(([code, name]) => ({ value: code, label: name ? `${code} · ${name}` : code })),
      ]}
    />
  );
}
