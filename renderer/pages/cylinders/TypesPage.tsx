import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Modal, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KilogramInput } from '../../ui/KilogramInput.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';

type Type = Outputs['cylinders']['types'][number];
type Rule = Type['rules'][number];

/** Figures the station has to confirm: nominal and tolerance by type, inspection and life by date of manufacture. */
export function TypesPage() {
  const { t } = useTranslation('cylinders');
  const types = useQuery(trpc.cylinders.types.queryOptions());
  const [type, setType] = useState<Type>();
  const [rule, setRule] = useState<Rule>();
  return (
    <PageFrame title={t('types.title')}>
      <p>{t('types.intro')}</p>
      <DataTable
        query={types}
        rowKey="code"
        empty={{ title: t('types.none') }}
        onOpen={setType}
        columns={[
          { title: t('type'), dataIndex: 'code' },
          { title: t('volume'), align: 'right', className: 'figures', render: (_, row) => `${row.volumeMl / 1000} L` },
          {
            title: t('types.maxFillKg'),
            align: 'right',
            className: 'figures',
            render: (_, row) => formatKilograms(row.maxFillGrams),
          },
          {
            title: t('types.nominalKg'),
            align: 'right',
            className: 'figures',
            render: (_, row) => formatKilograms(row.nominalGrams),
          },
          {
            title: t('types.toleranceKg'),
            align: 'right',
            className: 'figures',
            render: (_, row) => `± ${formatKilograms(row.toleranceGrams)}`,
          },
          { title: t('types.checked'), render: (_, row) => <Verified by={row.verifiedBy} on={row.verifiedOn} /> },
        ]}
      />
      <h2 style={{ fontSize: 15, margin: '20px 0 8px' }}>{t('types.rules')}</h2>
      <DataTable
        query={{
          data: types.data?.flatMap((row) => row.rules),
          isPending: types.isPending,
          error: null,
          refetch: types.refetch,
        }}
        rowKey="id"
        empty={{ title: t('types.none') }}
        onOpen={setRule}
        columns={[
          { title: t('type'), dataIndex: 'typeCode' },
          {
            title: t('types.madeFrom'),
            className: 'figures',
            render: (_, row) => (row.madeFrom < '1900' ? t('types.earlier') : row.madeFrom),
          },
          { title: t('types.interval'), dataIndex: 'intervalYears', align: 'right' },
          { title: t('types.life'), dataIndex: 'lifeYears', align: 'right' },
          { title: t('types.extension'), dataIndex: 'extensionYears', align: 'right' },
          { title: t('types.source'), dataIndex: 'source', width: 420 },
          { title: t('types.checked'), render: (_, row) => <Verified by={row.verifiedBy} on={row.verifiedOn} /> },
        ]}
      />
      <Policy />
      {type && <TypeModal type={type} onClose={() => setType(undefined)} />}
      {rule && <RuleModal rule={rule} onClose={() => setRule(undefined)} />}
    </PageFrame>
  );
}

function Verified(props: { by: string; on: string | null }) {
  const { t } = useTranslation('cylinders');
  return props.on ? <span>{`${props.on} ${props.by}`}</span> : <Tag color="warning">{t('types.unverified')}</Tag>;
}

function TypeModal(props: { type: Type; onClose: () => void }) {
  const { t } = useTranslation('cylinders');
  const [form] = Form.useForm<{ nominalGrams: number; toleranceGrams: number }>();
  const { code, version, nominalGrams, toleranceGrams } = props.type;
  const save = useMutation(trpc.cylinders.saveType.mutationOptions({ onSuccess: props.onClose }));
  const rules = [{ required: true, message: t('form.required') }];
  return (
    <Modal
      open
      title={t('types.editType', { code })}
      okText={t('types.confirm')}
      cancelText={t('form.cancel')}
      okButtonProps={{ loading: save.isPending }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {save.error && <ErrorNote error={save.error} />}
      <Form
        form={form}
        labelCol={{ flex: '108px' }}
        requiredMark={false}
        initialValues={{ nominalGrams, toleranceGrams }}
        onFinish={(values) => save.mutate({ ...values, code, version })}
      >
        <Form.Item name="nominalGrams" label={t('types.nominal')} rules={rules}>
          <KilogramInput />
        </Form.Item>
        <Form.Item name="toleranceGrams" label={t('types.tolerance')} rules={rules}>
          <KilogramInput />
        </Form.Item>
        <Form.Item label={t('maxFill')}>{formatKilograms(props.type.maxFillGrams)} kg</Form.Item>
      </Form>
    </Modal>
  );
}

function RuleModal(props: { rule: Rule; onClose: () => void }) {
  const { t } = useTranslation('cylinders');
  const [form] = Form.useForm<Pick<Rule, 'intervalYears' | 'lifeYears' | 'extensionYears' | 'source'>>();
  const { id: ruleId, version, typeCode, intervalYears, lifeYears, extensionYears, source } = props.rule;
  const save = useMutation(trpc.cylinders.saveRule.mutationOptions({ onSuccess: props.onClose }));
  const rules = [{ required: true, message: t('form.required') }];
  return (
    <Modal
      open
      title={t('types.editRule', { code: typeCode })}
      okText={t('types.confirm')}
      cancelText={t('form.cancel')}
      okButtonProps={{ loading: save.isPending }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {save.error && <ErrorNote error={save.error} />}
      <Form
        form={form}
        labelCol={{ flex: '128px' }}
        requiredMark={false}
        initialValues={{ intervalYears, lifeYears, extensionYears, source }}
        onFinish={(values) => save.mutate({ ...values, ruleId, version })}
      >
        <Form.Item name="intervalYears" label={t('types.interval')} rules={rules}>
          <InputNumber min={1} max={20} precision={0} />
        </Form.Item>
        <Form.Item name="lifeYears" label={t('types.life')} rules={rules}>
          <InputNumber min={1} max={50} precision={0} />
        </Form.Item>
        <Form.Item name="extensionYears" label={t('types.extension')} rules={rules}>
          <InputNumber min={0} max={20} precision={0} />
        </Form.Item>
        <Form.Item name="source" label={t('types.source')} rules={rules}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Policy() {
  const { t } = useTranslation('cylinders');
  const policy = useQuery(trpc.filling.policy.queryOptions());
  const save = useMutation(trpc.filling.savePolicy.mutationOptions());
  const [minutes, setMinutes] = useState<number | null>(null);
  const shown = minutes ?? policy.data?.possiblyFullMinutes ?? null;
  return (
    <div style={{ marginTop: 20 }}>
      <h2 style={{ fontSize: 15, margin: '0 0 8px' }}>{t('types.policy')}</h2>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <span>{t('types.possiblyFull')}</span>
        <InputNumber
          aria-label={t('types.possiblyFull')}
          min={0}
          max={10_080}
          precision={0}
          value={shown}
          onChange={setMinutes}
          suffix={t('types.minutes')}
          style={{ width: 130 }}
        />
        <Button
          disabled={minutes === null || minutes === policy.data?.possiblyFullMinutes}
          loading={save.isPending}
          onClick={() => minutes !== null && save.mutate({ possiblyFullMinutes: minutes })}
        >
          {t('form.save')}
        </Button>
      </div>
      {save.error && <ErrorNote error={save.error} />}
    </div>
  );
}
