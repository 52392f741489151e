import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Drawer, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Inputs, newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { MeterFields } from '../meters/MeterFields.tsx';
import { type MeterForm, meterOf } from '../meters/meter-form.ts';
import { DoubtTags } from '../readings/figures.tsx';
import { OutlookTable } from './OutlookTable.tsx';
import { RegisterFields, type ShownTexts, shownOf } from './RegisterFields.tsx';

type Values = MeterForm & { changedOn: string; final: ShownTexts; initial: ShownTexts; reason: string };
type Asked = Inputs['meterwork']['previewReplacement'];

/** Old meter down, new meter up: last and first reading, the bills before and after, then yes. */
export function ReplaceMeter({ meter, onClose }: { meter: Outputs['meters']['get']; onClose: () => void }) {
  const { t } = useTranslation('meterwork');
  const { today } = useToday();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const hasTou = Form.useWatch('hasTou', form) ?? meter.hasTou;
  const [asked, setAsked] = useState<Asked>();
  const [isConfirmed, setConfirmed] = useState(false);
  const [requestId] = useState(newRequestId);
  const preview = useQuery({
    ...trpc.meterwork.previewReplacement.queryOptions(asked as Asked),
    enabled: asked !== undefined,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const replace = useMutation(
    trpc.meterwork.replace.mutationOptions({
      onSuccess: ({ meterId }) => {
        message.success(t('replace.done', { meterNo: form.getFieldValue('meterNo') }));
        queryClient.invalidateQueries();
        onClose();
        navigate(`/meters/${meterId}`);
      },
    }),
  );
  const seen = asked && !preview.error ? preview.data : undefined;
  const isReady = seen !== undefined && (seen.doubts.length === 0 || isConfirmed);

  function ask({ changedOn, final, initial, reason: _, ...next }: Values): void {
    const { meterId, version } = meter;
    setAsked({ meterId, version, changedOn, final: shownOf(final), initial: shownOf(initial), next: meterOf(next) });
  }

  async function submit(): Promise<void> {
    const { reason } = await form.validateFields();
    if (asked && isReady) replace.mutate({ ...asked, reason, isConfirmed, requestId: requestId as never });
  }

  const { meterId: _id, accountId: _account, createdAt: _at, installedOn, ...kept } = meter;
  const initial = {
    ...kept,
    meterNo: '',
    address: '',
    sealNo: '',
    calibrationDueOn: null,
    changedOn: today,
    reason: '',
  };
  return (
    <Drawer
      open
      size={760}
      title={t('replace.title', { meterNo: meter.meterNo })}
      mask={{ closable: false }}
      onClose={onClose}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button onClick={() => form.submit()} loading={preview.isFetching}>
            {t('preview')}
          </Button>
          <Button type="primary" disabled={!isReady} loading={replace.isPending} onClick={submit}>
            {t('replace.submit')}
          </Button>
        </div>
      }
    >
      <Form<Values>
        form={form}
        labelCol={{ flex: '150px' }}
        requiredMark={false}
        initialValues={initial}
        onFinish={ask}
        onValuesChange={(changed) => {
          if ('reason' in changed) return;
          setAsked(undefined);
          setConfirmed(false);
          replace.reset();
        }}
      >
        <Form.Item name="changedOn" label={t('replace.changedOn')} rules={[{ required: true, message: t('required') }]}>
          <DayInput min={installedOn} max={today} />
        </Form.Item>
        <RegisterFields name="final" label={t('replace.final')} hasTou={meter.hasTou} />
        <h3 style={{ fontSize: 14 }}>{t('replace.next')}</h3>
        <MeterFields service={meter.service} isShort />
        <RegisterFields name="initial" label={t('replace.initial')} hasTou={hasTou} />
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, min: 2, message: t('required') }]}>
          <Input maxLength={200} placeholder={t('replace.reasonHint')} />
        </Form.Item>
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden>
          {t('preview')}
        </button>
      </Form>
      {preview.error && asked && <ErrorNote error={preview.error} />}
      {seen && (
        <div ref={(bills) => bills?.scrollIntoView({ block: 'nearest' })}>
          {seen.doubts.length > 0 && (
            <Alert
              type="warning"
              style={{ marginBottom: 12 }}
              title={
                <>
                  {t('replace.doubts')} <DoubtTags doubts={seen.doubts} />
                </>
              }
              description={
                <Checkbox checked={isConfirmed} onChange={(event) => setConfirmed(event.target.checked)}>
                  {t('replace.confirm')}
                </Checkbox>
              }
            />
          )}
          {seen.usageMilli !== null && (
            <p className="figures">{t('replace.usage', { usage: formatMilli(seen.usageMilli) })}</p>
          )}
          <OutlookTable preview={seen} />
        </div>
      )}
      {replace.error && <ErrorNote error={replace.error} />}
    </Drawer>
  );
}
