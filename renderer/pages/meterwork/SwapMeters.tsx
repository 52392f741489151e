import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalDate } from '../../../main/shared/dates.ts';
import type { MeterId } from '../../../main/shared/ids.ts';
import { type Inputs, newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { isReasoned, NO_REASON, ReasonFields } from '../../ui/ReasonFields.tsx';
import { useToday } from '../../ui/useToday.ts';
import { CorrectionOutcome, CorrectionTable } from '../billing/CorrectionTable.tsx';

type Asked = Inputs['meterwork']['previewSwap'];

/** Two meters that measured for each other's household: since when, every bill before and after, then yes. */
export function SwapMeters({ meter, onClose }: { meter: Outputs['meters']['get']; onClose: () => void }) {
  const { t } = useTranslation('meterwork');
  const { today } = useToday();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [other, setOther] = useState<MeterId>();
  const [since, setSince] = useState<LocalDate | null>(null);
  const [asked, setAsked] = useState<Asked>();
  const [given, setGiven] = useState(NO_REASON);
  const [requestId, setRequestId] = useState(newRequestId);
  const found = useQuery({
    ...trpc.meters.list.queryOptions({ text, service: meter.service, pageSize: 20 }),
    enabled: text.length > 0,
  });
  const preview = useQuery({
    ...trpc.meterwork.previewSwap.queryOptions(asked as Asked),
    enabled: asked !== undefined,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const swap = useMutation(
    trpc.meterwork.swap.mutationOptions({
      onSuccess: ({ bills }) => {
        message.success(t('swap.done', { bills: bills.length }));
        queryClient.invalidateQueries();
        onClose();
      },
      onError: () => preview.refetch(),
    }),
  );
  const others = (found.data?.rows ?? []).filter((row) => row.meterId !== meter.meterId && row.accountId !== null);
  const otherNo = others.find((row) => row.meterId === other)?.meterNo ?? '';
  const seen = asked && !preview.error ? preview.data : undefined;
  const typedYes = { label: t('swap.confirmNo', { meterNo: otherNo }), wanted: otherNo };
  const isReady = seen !== undefined && isReasoned(given, typedYes);
  const forget = () => {
    setAsked(undefined);
    setRequestId(newRequestId());
    swap.reset();
  };
  const submit = () => {
    if (!isReady || !asked) return;
    swap.mutate({
      ...asked,
      reason: given.reason,
      expectedDifferenceFen: seen.differenceFen,
      requestId: requestId as never,
    });
  };
  return (
    <Modal
      open
      width={960}
      title={t('swap.title', { meterNo: meter.meterNo })}
      okText={t('swap.submit')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: swap.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('swap.what')}</p>
      <Form
        layout="vertical"
        onFinish={() => {
          if (other && since) setAsked({ meterId: meter.meterId, otherMeterId: other, sinceOn: since });
        }}
      >
        <div style={{ display: 'flex', gap: 12, alignItems: 'start', flexWrap: 'wrap' }}>
          <Form.Item label={t('swap.other')} htmlFor="swap-other">
            <Select<MeterId>
              id="swap-other"
              showSearch={{ onSearch: (typed) => setText(typed.trim()), filterOption: false }}
              placeholder={t('swap.otherHint')}
              style={{ width: 320 }}
              loading={found.isFetching}
              notFoundContent={null}
              value={other ?? null}
              options={others.map((row) => ({
                value: row.meterId,
                label: [row.meterNo, row.doorNo, row.customerName].filter(Boolean).join(' '),
              }))}
              onChange={(value) => {
                setOther(value);
                forget();
              }}
            />
          </Form.Item>
          <Form.Item label={t('swap.since')} extra={t('swap.sinceHint')}>
            <DayInput
              label={t('swap.since')}
              max={today}
              value={since}
              onChange={(day) => {
                setSince(day);
                forget();
              }}
            />
          </Form.Item>
          <Form.Item label=" ">
            <Button htmlType="submit" disabled={!other || !since} loading={preview.isFetching}>
              {t('preview')}
            </Button>
          </Form.Item>
        </div>
      </Form>
      {asked && preview.error && <ErrorNote error={preview.error} />}
      {seen && (
        <>
          <CorrectionTable preview={seen} unit={meter.service === 'electricity' ? 'kWh' : 'm3'} />
          <CorrectionOutcome preview={seen} />
          <Form layout="vertical" onFinish={submit}>
            <ReasonFields
              id="swap"
              value={given}
              onChange={setGiven}
              onEnter={submit}
              hint={t('swap.reasonHint')}
              typedYes={typedYes}
            />
          </Form>
        </>
      )}
      {swap.error && <ErrorNote error={swap.error} />}
    </Modal>
  );
}
