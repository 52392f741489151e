import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { normaliseCode } from '../../../main/modules/cylinders/code.domain.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { CylinderFields, type CylinderForm, volumeMlOf } from './CylinderFields.tsx';

type Cylinder = Outputs['cylinders']['one'];

export function CreateCylinderDrawer(props: {
  code?: string;
  onClose: () => void;
  onDone: (cylinderId: number) => void;
}) {
  const { t } = useTranslation('cylinders');
  const [requestId] = useState(newRequestId);
  const create = useMutation(
    trpc.cylinders.create.mutationOptions({ onSuccess: (cylinderId) => props.onDone(cylinderId) }),
  );
  return (
    <FormDrawer<CylinderForm & { code: string }>
      title={t('register.create')}
      submitLabel={t('form.save')}
      initial={{ code: props.code ?? '', serialNo: '', maker: '', madeOn: null, isLifeExtended: false, isOwn: true }}
      isNew
      lastInspectedOn={null}
      isPending={create.isPending}
      error={create.error}
      onClose={props.onClose}
      onSubmit={({ volumeLitres: _, ...form }, volumeMl) =>
        create.mutate({ ...form, volumeMl, requestId: requestId as never })
      }
      before={
        <Form.Item
          name="code"
          label={t('code')}
          extra={t('form.codeHint')}
          rules={[
            {
              validator: (_, text: string) =>
                normaliseCode(text ?? '') ? Promise.resolve() : Promise.reject(t('form.required')),
            },
          ]}
        >
          <Input
            autoFocus
            autoComplete="off"
            maxLength={500}
            onPressEnter={(event) => {
              // A scanner ends with Enter: that is the end of the code, not of the form.
              event.preventDefault();
              document.getElementById('typeCode')?.focus();
            }}
          />
        </Form.Item>
      }
    />
  );
}

export function EditCylinderDrawer(props: { cylinder: Cylinder; onClose: () => void }) {
  const { t } = useTranslation('cylinders');
  const { cylinder } = props;
  const update = useMutation(trpc.cylinders.update.mutationOptions({ onSuccess: props.onClose }));
  const {
    id: cylinderId,
    version,
    serialNo,
    typeCode,
    maker,
    madeOn,
    tareGrams,
    isLifeExtended,
    nextInspectionOn,
    scrapOn,
    isOwn,
  } = cylinder;
  return (
    <FormDrawer<CylinderForm & { note: string }>
      title={t('record.editTitle', { code: cylinder.code })}
      submitLabel={t('form.saveChange')}
      initial={{
        serialNo,
        typeCode,
        maker,
        madeOn,
        volumeLitres: cylinder.volumeMl / 1000,
        tareGrams,
        isLifeExtended,
        nextInspectionOn,
        scrapOn,
        isOwn,
        note: '',
      }}
      isNew={false}
      lastInspectedOn={cylinder.lastInspectedOn}
      isPending={update.isPending}
      error={update.error}
      onClose={props.onClose}
      onSubmit={({ volumeLitres: _, ...form }, volumeMl) => update.mutate({ ...form, volumeMl, cylinderId, version })}
      after={
        <Form.Item
          name="note"
          label={t('form.reason')}
          rules={[{ required: true, min: 2, message: t('form.reasonNeeded') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      }
    />
  );
}

function FormDrawer<Values extends CylinderForm>(props: {
  title: string;
  submitLabel: string;
  initial: Partial<Values>;
  isNew: boolean;
  lastInspectedOn: string | null;
  isPending: boolean;
  error: unknown;
  before?: ReactNode;
  after?: ReactNode;
  onSubmit: (form: Values, volumeMl: number) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('cylinders');
  const [form] = Form.useForm();
  const types = useQuery(trpc.cylinders.types.queryOptions());
  return (
    <Drawer
      open
      size={460}
      title={props.title}
      onClose={props.onClose}
      mask={{ closable: false }}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={props.onClose}>{t('form.cancel')}</Button>
          <Button type="primary" loading={props.isPending} onClick={() => form.submit()}>
            {props.submitLabel}
          </Button>
        </div>
      }
    >
      {!!props.error && <ErrorNote error={props.error} />}
      {types.error && <ErrorNote error={types.error} onRetry={() => types.refetch()} />}
      {types.isPending && <Skeleton active />}
      {types.data && (
        <Form
          form={form}
          className="tight"
          labelCol={{ flex: '108px' }}
          requiredMark={false}
          initialValues={props.initial}
          onFinish={(values: Values) => props.onSubmit(values, volumeMlOf(values))}
          style={{ marginTop: 8 }}
        >
          {props.before}
          <CylinderFields form={form} types={types.data} lastInspectedOn={props.lastInspectedOn} isNew={props.isNew} />
          {props.after}
        </Form>
      )}
    </Drawer>
  );
}
