import { useQuery } from '@tanstack/react-query';
import { Form, type FormInstance, Input, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Service } from '../../../main/modules/customers/customers.schema.ts';
import type { MeterService } from '../../../main/modules/meters/meters.schema.ts';
import type { MeterId } from '../../../main/shared/ids.ts';
import { parseMilli } from '../../../main/shared/quantity.ts';
import { trpc } from '../../app/api.ts';
import { MeterFields } from '../meters/MeterFields.tsx';
import { type MeterForm, usualMeter } from '../meters/meter-form.ts';
import type { ChosenMeter } from './useNewAccount.ts';

type Kind = 'new' | 'stock' | 'none';
type MeterAndReading = MeterForm & { readonly reading: string };

export interface MeterChoiceState {
  readonly kind: Kind;
  readonly setKind: (kind: Kind) => void;
  readonly form: FormInstance<MeterAndReading>;
  readonly stock: { meterId: MeterId; meterNo: string } | undefined;
  readonly setStock: (meter: { meterId: MeterId; meterNo: string } | undefined) => void;
  /** The chosen meter, null for none, undefined while something is missing. */
  take(): Promise<ChosenMeter | undefined>;
}

export function useMeterChoice(service: Service): MeterChoiceState {
  const [kind, setKind] = useState<Kind>('none');
  const [form] = Form.useForm<MeterAndReading>();
  const [stock, setStock] = useState<{ meterId: MeterId; meterNo: string }>();
  return {
    kind,
    setKind,
    form,
    stock,
    setStock,
    async take() {
      if (service === 'property' || kind === 'none') return null;
      if (kind === 'stock') return stock;
      const values = await form.validateFields().catch(() => undefined);
      if (!values) return undefined;
      const { reading, ...meter } = values;
      return { form: meter, readingMilli: reading.trim() ? parseMilli(reading) : null };
    },
  };
}

/** The meter: none yet, one from stock, or a new one with its first reading. */
export function MeterChoice(props: { choice: MeterChoiceState; service: Service }) {
  const { t } = useTranslation('customers');
  const { choice } = props;
  const service = props.service as MeterService;
  const { form } = choice;
  useEffect(() => {
    const { digits, decimals } = usualMeter(service);
    form.setFieldsValue({ digits, decimals });
  }, [service, form]);
  return (
    <div>
      <Segmented<Kind>
        style={{ marginBottom: 16, marginLeft: 92 }}
        value={choice.kind}
        options={(['none', 'new', 'stock'] as const).map((value) => ({ value, label: t(`wizard.meter.${value}`) }))}
        onChange={choice.setKind}
      />
      {choice.kind === 'new' && (
        <Form<MeterAndReading>
          form={choice.form}
          labelCol={{ flex: '92px' }}
          requiredMark={false}
          initialValues={{ ...usualMeter(service), reading: '' }}
        >
          <MeterFields
            service={service}
            autoFocus
            isShort
            afterNumber={
              <Form.Item
                name="reading"
                label={t('wizard.reading')}
                extra={t('wizard.readingHint')}
                rules={[
                  {
                    validator: (_, text: string) =>
                      isReading(text) ? Promise.resolve() : Promise.reject(t('wizard.readingWrong')),
                  },
                ]}
              >
                <Input inputMode="decimal" autoComplete="off" className="figures" style={{ width: 160 }} />
              </Form.Item>
            }
          />
        </Form>
      )}
      {choice.kind === 'stock' && <StockSelect choice={choice} service={service} />}
    </div>
  );
}

function isReading(text: string | undefined): boolean {
  try {
    return !text?.trim() || parseMilli(text) >= 0;
  } catch {
    return false;
  }
}

/** Installed meters that measure for nobody. */
function StockSelect(props: { choice: MeterChoiceState; service: MeterService }) {
  const { t } = useTranslation('customers');
  const { choice } = props;
  const [text, setText] = useState('');
  const found = useQuery(
    trpc.meters.list.queryOptions({ service: props.service, state: 'unassigned', text: text.trim(), pageSize: 20 }),
  );
  const rows = found.data?.rows ?? [];
  return (
    <Select
      aria-label={t('meter')}
      style={{ width: 'calc(100% - 92px)', marginLeft: 92 }}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('wizard.pickMeter')}
      notFoundContent={t('wizard.noStock')}
      value={choice.stock?.meterId as number | undefined}
      options={rows.map((row) => ({ value: row.meterId as number, label: row.meterNo }))}
      onChange={(meterId) => {
        const row = rows.find((meter) => meter.meterId === meterId);
        choice.setStock(row && { meterId: row.meterId, meterNo: row.meterNo });
      }}
    />
  );
}
