import { Button, Form, Modal, Progress, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { CodeMapTable } from './CodeMapTable.tsx';
import { useVoucherFile, type VoucherChoice, type VoucherState } from './useVoucherFile.ts';

/** The vouchers of a span of dates as a file for the accountant's own program. */
export function VoucherButton(span: { from: string; to: string }) {
  const { t } = useTranslation('ledger');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('voucher.open')}</Button>
      {isOpen && <VoucherDialog {...span} onClose={() => setOpen(false)} />}
    </>
  );
}

function VoucherDialog({ from, to, onClose }: { from: string; to: string; onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const [detail, setDetail] = useState<VoucherChoice['detail']>('day');
  const [encoding, setEncoding] = useState<VoucherChoice['encoding']>('gb18030');
  const { state, start, cancel } = useVoucherFile();
  const isRunning = state.step === 'running';
  const close = () => {
    cancel();
    onClose();
  };
  return (
    <Modal
      open
      width={760}
      title={t('voucher.title', { from, to })}
      onCancel={close}
      footer={[
        <Button key="close" onClick={isRunning ? cancel : close}>
          {t(isRunning ? 'voucher.cancel' : 'voucher.close')}
        </Button>,
        <Button
          key="start"
          type="primary"
          loading={isRunning}
          onClick={() => start({ from, to, detail, encoding }, `${t('voucher.fileName', { from, to })}.csv`)}
        >
          {t('voucher.start')}
        </Button>,
      ]}
    >
      <Form className="tight" labelCol={{ flex: '92px' }}>
        <Form.Item label={t('voucher.detail')}>
          <Segmented
            aria-label={t('voucher.detail')}
            value={detail}
            disabled={isRunning}
            options={(['day', 'entry'] as const).map((value) => ({ value, label: t(`voucher.details.${value}`) }))}
            onChange={setDetail}
          />
        </Form.Item>
        <Form.Item label={t('voucher.encoding')}>
          <Segmented
            aria-label={t('voucher.encoding')}
            value={encoding}
            disabled={isRunning}
            options={(['gb18030', 'utf-8'] as const).map((value) => ({
              value,
              label: t(`voucher.encodings.${value}`),
            }))}
            onChange={setEncoding}
          />
        </Form.Item>
      </Form>
      <Outcome state={state} />
      <CodeMapTable />
    </Modal>
  );
}

function Outcome({ state }: { state: VoucherState }) {
  const { t } = useTranslation('ledger');
  if (state.step === 'idle') return null;
  if (state.step === 'failed') return <ErrorNote error={state.error} />;
  const percent = state.total === 0 ? 100 : Math.floor((state.done / state.total) * 100);
  return (
    <div role="status" style={{ marginBottom: 12 }}>
      {state.step === 'running' && <Progress percent={percent} size="small" />}
      {state.step === 'cancelled' && t('voucher.cancelled')}
      {state.step === 'saved' &&
        t('voucher.saved', {
          vouchers: state.vouchers,
          debit: formatYuan(state.debitFen),
          credit: formatYuan(state.creditFen),
        })}
    </div>
  );
}
