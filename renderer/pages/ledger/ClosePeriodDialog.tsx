import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Checkbox, Modal, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Money } from '../../ui/Money.tsx';

/** What closing keeps and what is still open, before anybody says yes. */
export function ClosePeriodDialog({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation('periods');
  const { message } = App.useApp();
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [isAccepted, setAccepted] = useState(false);
  const preview = useQuery(trpc.periods.preview.queryOptions({ month }, { staleTime: 0 }));
  const close = useMutation(
    trpc.periods.close.mutationOptions({
      onSuccess: () => {
        message.success(t('close.done', { month }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const matters = preview.data?.matters ?? [];
  const isReady = preview.data !== undefined && (matters.length === 0 || isAccepted);
  return (
    <Modal
      open
      width={640}
      title={t('close.title', { month })}
      okText={t('close.submit', { month })}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: close.isPending }}
      onOk={() => close.mutate({ month, acceptsOpenMatters: isAccepted, requestId })}
      onCancel={onClose}
    >
      <p>{t('close.what', { month })}</p>
      {preview.isPending && <Skeleton active />}
      {preview.error && <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.data && (
        <>
          {matters.length === 0 ? (
            <Alert type="success" showIcon title={t('close.nothingOpen')} />
          ) : (
            <Alert
              type="warning"
              showIcon
              title={t('close.open')}
              description={<Matters matters={matters} isAccepted={isAccepted} onAccept={setAccepted} />}
            />
          )}
          <Trial trial={preview.data.trial} />
        </>
      )}
      {close.error && <ErrorNote error={close.error} />}
    </Modal>
  );
}

function Matters(props: {
  matters: Outputs['periods']['preview']['matters'];
  isAccepted: boolean;
  onAccept: (isAccepted: boolean) => void;
}) {
  const { t } = useTranslation('periods');
  return (
    <>
      <ul style={{ margin: '0 0 8px', paddingInlineStart: 20 }}>
        {props.matters.map(({ what, service, count }) => (
          <li key={`${what} ${service}`}>
            {t(`matters.${what}`, { count, service: service === '' ? '' : t(`service.${service}`) })}
          </li>
        ))}
      </ul>
      <Checkbox checked={props.isAccepted} onChange={(event) => props.onAccept(event.target.checked)}>
        {t('close.accept')}
      </Checkbox>
    </>
  );
}

function Trial({ trial }: { trial: Outputs['periods']['preview']['trial'] }) {
  const { t } = useTranslation('periods');
  const { lang } = usePreferences();
  const rows = trial.filter((row) => row.debitFen !== 0 || row.creditFen !== 0);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return (
    <Table
      size="small"
      style={{ marginTop: 12 }}
      pagination={false}
      rowKey="ledgerCode"
      dataSource={rows}
      columns={[
        { title: t('trial.code'), dataIndex: 'ledgerCode', className: 'figures', width: 80 },
        { title: t('trial.name'), render: (_, row) => (lang === 'en' ? row.nameEn : row.nameZh) },
        { title: t('trial.debit'), align: 'right', render: (_, row) => <Money fen={row.debitFen} /> },
        { title: t('trial.credit'), align: 'right', render: (_, row) => <Money fen={row.creditFen} /> },
      ]}
      summary={() => (
        <Table.Summary.Row style={{ fontWeight: 600 }}>
          <Table.Summary.Cell index={0} colSpan={2}>
            {t('trial.total')}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right">
            <Money fen={sum((row) => row.debitFen)} />
          </Table.Summary.Cell>
          <Table.Summary.Cell index={2} align="right">
            <Money fen={sum((row) => row.creditFen)} />
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}
