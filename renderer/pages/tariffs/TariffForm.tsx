import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { PriceText } from '../../../main/modules/tariffs/decimals.schema.ts';
import { CreateTariff, TARIFF_SERVICES } from '../../../main/modules/tariffs/tariffs.schema.ts';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

interface FormValues {
  readonly code: string;
  readonly name: string;
  readonly service: (typeof TARIFF_SERVICES)[number];
  readonly effectiveFrom: string;
  readonly source: string;
  readonly kind: 'flat' | 'tiered';
  readonly price: string;
  readonly cycle: 'month' | 'year';
  readonly rounding: 'per-line' | 'per-bill';
  readonly tiers: readonly { readonly upTo?: string; readonly price?: string }[];
}

/** A flat price or tiers. The last tier has no limit. */
export function TariffForm(props: { onClose: () => void; onCreated: (tariffId: number) => void }) {
  const { t } = useTranslation('tariffs');
  const { today } = useToday();
  const [form] = Form.useForm<FormValues>();
  const create = useMutation(trpc.tariffs.create.mutationOptions({ onSuccess: props.onCreated }));
  const required = { required: true, message: t('required') };
  const price = {
    validator: (_: unknown, text: string) =>
      PriceText.safeParse(text?.trim()).success ? Promise.resolve() : Promise.reject(new Error(t('badPrice'))),
  };

  function save(values: FormValues): void {
    const parsed = CreateTariff.safeParse(commandOf(values));
    if (parsed.success) create.mutate(parsed.data);
    else
      form.setFields([
        {
          name: values.kind === 'tiered' ? ['tiers', 0, 'upTo'] : ['price'],
          errors: [t(values.kind === 'tiered' ? 'badLimit' : 'badPrice')],
        },
      ]);
  }

  return (
    <Modal
      open
      width={680}
      title={t('create')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <Form<FormValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{
          service: 'electricity',
          effectiveFrom: today,
          kind: 'tiered',
          cycle: 'year',
          rounding: 'per-bill',
          source: '',
          price: '',
          tiers: [{}, {}, {}],
        }}
      >
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr', gap: '0 12px' }}>
          <Form.Item
            name="code"
            label={t('code')}
            rules={[{ ...required, pattern: /^[A-Za-z0-9._-]{1,30}$/, message: t('codeHint') }]}
          >
            <Input autoFocus maxLength={30} />
          </Form.Item>
          <Form.Item name="name" label={t('name')} rules={[required]} style={{ gridColumn: 'span 2' }}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="service" label={t('service')}>
            <Select options={TARIFF_SERVICES.map((value) => ({ value, label: t(`services.${value}`) }))} />
          </Form.Item>
          <Form.Item name="effectiveFrom" label={t('effectiveFrom')} rules={[required]}>
            <DayInput width="100%" />
          </Form.Item>
          <Form.Item name="rounding" label={t('rounding')}>
            <Select
              options={(['per-bill', 'per-line'] as const).map((value) => ({ value, label: t(`roundings.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="kind" label={t('kind')}>
            <Segmented
              options={(['flat', 'tiered'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a, b) => a.kind !== b.kind}>
            {({ getFieldValue }) =>
              getFieldValue('kind') === 'tiered' ? (
                <Form.Item name="cycle" label={t('cycle')}>
                  <Segmented
                    options={(['month', 'year'] as const).map((value) => ({ value, label: t(`cycles.${value}`) }))}
                  />
                </Form.Item>
              ) : (
                <Form.Item name="price" label={t('price')} rules={[price]}>
                  <Input inputMode="decimal" className="figures" addonAfter={<PriceUnit />} />
                </Form.Item>
              )
            }
          </Form.Item>
        </div>
        <Form.Item noStyle shouldUpdate={(a, b) => a.kind !== b.kind}>
          {({ getFieldValue }) => getFieldValue('kind') === 'tiered' && <TierRows price={price} />}
        </Form.Item>
        <Form.Item name="source" label={t('source')}>
          <Input maxLength={300} placeholder={t('sourceHint')} />
        </Form.Item>
      </Form>
      {create.error && <ErrorNote error={create.error} />}
    </Modal>
  );
}

function TierRows({ price }: { price: { validator: (rule: unknown, text: string) => Promise<void> } }) {
  const { t } = useTranslation('tariffs');
  return (
    <Form.List name="tiers">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, i) => (
            <div
              key={field.key}
              style={{ display: 'grid', gridTemplateColumns: '90px 1fr 1fr 32px', gap: 12, alignItems: 'start' }}
            >
              <span style={{ lineHeight: '32px' }}>{t(`tierNames.${i + 1}`)}</span>
              {i === fields.length - 1 ? (
                <span style={{ lineHeight: '32px' }}>{t('above')}</span>
              ) : (
                <Form.Item
                  name={[field.name, 'upTo']}
                  style={{ marginBottom: 8 }}
                  rules={[{ required: true, pattern: /^\d{1,9}(\.\d{1,3})?$/, message: t('badLimit') }]}
                >
                  <Input
                    aria-label={`${t(`tierNames.${i + 1}`)} ${t('upTo')}`}
                    addonBefore={t('upTo')}
                    addonAfter={<QuantityUnit />}
                    inputMode="decimal"
                    className="figures"
                  />
                </Form.Item>
              )}
              <Form.Item name={[field.name, 'price']} style={{ marginBottom: 8 }} rules={[price]}>
                <Input
                  aria-label={`${t(`tierNames.${i + 1}`)} ${t('price')}`}
                  addonBefore={t('price')}
                  addonAfter={<PriceUnit />}
                  inputMode="decimal"
                  className="figures"
                />
              </Form.Item>
              <Button
                type="text"
                aria-label={t('removeTier')}
                icon={<MinusCircleOutlined />}
                disabled={fields.length <= 2}
                onClick={() => remove(field.name)}
              />
            </div>
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            style={{ marginBottom: 16 }}
            disabled={fields.length >= 8}
            onClick={() => add({})}
          >
            {t('addTier')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

/** The unit of the service chosen in the form. */
function QuantityUnit() {
  return unitText(Form.useWatch('service'));
}

function PriceUnit() {
  const { t } = useTranslation('tariffs');
  return t('perUnit', { unit: unitText(Form.useWatch('service')) });
}

function unitText(service: FormValues['service'] | undefined): string {
  return service === 'gas' || service === 'water' ? 'm³' : 'kWh';
}

function commandOf(values: FormValues): unknown {
  const { kind, price, cycle, rounding, tiers, ...head } = values;
  const list = tiers ?? [];
  const scheme =
    kind === 'flat'
      ? { kind, price: price?.trim() }
      : {
          kind,
          tiers: list.map((tier, i) => ({
            upTo: i === list.length - 1 ? null : tier.upTo?.trim(),
            price: tier.price?.trim(),
          })),
        };
  const unit = head.service === 'electricity' ? 'kWh' : 'm3';
  return { ...head, document: { format: 1, unit, rounding, cycle: kind === 'flat' ? 'month' : cycle, scheme } };
}
