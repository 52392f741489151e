import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Modal, Table } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Reads the whole book and says whether it is sound, with the chain's head as the day slip prints it. */
export function VerifyModal(props: { onClose: () => void }) {
  const { t } = useTranslation('audit');
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => client.ledger.verify.query() });
  useEffect(() => mutate(), [mutate]);
  return (
    <Modal
      open
      width={640}
      title={t('verify')}
      onCancel={props.onClose}
      footer={
        <Button type="primary" onClick={props.onClose}>
          {t('close')}
        </Button>
      }
    >
      {isPending && <p role="status">{t('verifying')}</p>}
      {error && <ErrorNote error={error} onRetry={() => mutate()} />}
      {data && (
        <>
          <Alert
            showIcon
            type={data.isSound ? 'success' : 'error'}
            title={t(data.isSound ? 'sound' : 'unsound', { count: data.findings.length })}
            style={{ marginBottom: 12 }}
          />
          <Descriptions
            size="small"
            column={1}
            items={[
              { key: 'entries', label: t('entries'), children: <span className="figures">{data.entries}</span> },
              { key: 'rows', label: t('auditRows'), children: <span className="figures">{data.auditRows}</span> },
              { key: 'head', label: t('chainHead'), children: <code>{data.chainHead}</code> },
            ]}
          />
          <p>{t('chainHeadHint')}</p>
          {data.findings.length > 0 && (
            <Table
              size="small"
              rowKey={(row) => `${row.code} ${row.entryId} ${row.detail}`}
              dataSource={data.findings}
              pagination={{ pageSize: 10, hideOnSinglePage: true }}
              columns={[
                { title: t('entryNo'), dataIndex: 'entryId', width: 90, render: (id) => id ?? '—' },
                { title: t('finding'), width: 200, render: (_, row) => t(`findings.${row.code}`) },
                { title: t('detail'), dataIndex: 'detail' },
              ]}
            />
          )}
        </>
      )}
    </Modal>
  );
}
