import { useQuery } from '@tanstack/react-query';
import { Alert, Checkbox, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../../main/modules/dunning/dunning.schema.ts';
import { mobileNumber, smsLength } from '../../../main/modules/messages/messages.domain.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { trpc } from '../../app/api.ts';
import type { CaseRow } from './CaseTable.tsx';

/** What is about to happen to how many, before it happens. */
export function BulkDialog(props: {
  stage: Stage;
  rows: readonly CaseRow[];
  channels: { sms: boolean; email: boolean } | undefined;
  isBusy: boolean;
  error: ReactNode;
  onGo: (channels: ('sms' | 'email')[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('dunning');
  const { stage, rows } = props;
  const [bySms, setBySms] = useState(props.channels?.sms ?? false);
  const [byMail, setByMail] = useState(!props.channels?.sms && (props.channels?.email ?? false));
  const owed = rows.reduce((sum, row) => sum + row.owedFen, 0);
  const mobiles = rows.filter((row) => mobileNumber(row.phone) !== null).length;
  const mails = rows.filter((row) => row.email !== '').length;
  const isReminder = stage === 'reminder';
  return (
    <Modal
      open
      title={t(`ask.${stage}`, { count: rows.length })}
      okText={t(`bulk.${stage}`, { count: rows.length })}
      cancelText={t('cancel')}
      okButtonProps={{ danger: stage === 'order', loading: props.isBusy, disabled: isReminder && !bySms && !byMail }}
      onOk={() => props.onGo([...(bySms ? (['sms'] as const) : []), ...(byMail ? (['email'] as const) : [])])}
      onCancel={props.onClose}
    >
      <p>{t('askOwed', { count: rows.length, amount: formatYuan(owed) })}</p>
      <p>{t(`askHint.${stage}`)}</p>
      {isReminder && (
        <>
          <div>
            <Checkbox checked={bySms} disabled={!props.channels?.sms} onChange={(e) => setBySms(e.target.checked)}>
              {t('bySms', { count: mobiles, of: rows.length })}
            </Checkbox>
          </div>
          <div>
            <Checkbox checked={byMail} disabled={!props.channels?.email} onChange={(e) => setByMail(e.target.checked)}>
              {t('byMail', { count: mails, of: rows.length })}
            </Checkbox>
          </div>
          {!props.channels?.sms && !props.channels?.email && <Alert type="warning" showIcon title={t('noChannel')} />}
          {bySms && rows[0] && <TextPreview row={rows[0]} />}
        </>
      )}
      {props.error}
    </Modal>
  );
}

function TextPreview({ row }: { row: CaseRow }) {
  const { t } = useTranslation('dunning');
  const text = useQuery(trpc.dunning.reminderText.queryOptions({ accountId: row.accountId }));
  if (!text.data) return null;
  const { units, parts } = smsLength(text.data);
  return (
    <Alert
      style={{ marginTop: 8 }}
      type="info"
      title={text.data}
      description={t('smsLength', { units, count: parts })}
    />
  );
}
