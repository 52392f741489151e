import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { percentText } from '../../../main/modules/meterwork/fault-text.domain.ts';
import type { MeterId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { useMay } from '../../ui/useMay.ts';

type Fault = Outputs['meterwork']['faults'][number];

/** What was charged or given back because this meter was found wrong; nothing where it never was. */
export function FaultList({ meterId }: { meterId: MeterId }) {
  const { t } = useTranslation('meterwork');
  const mayCorrect = useMay('billing.correct');
  const [open, setOpen] = useState<Fault>();
  const query = useQuery(trpc.meterwork.faults.queryOptions({ meterId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || query.data.length === 0) return null;
  const figures = (text: string) => <span className="figures">{text}</span>;
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '18px 0 8px' }}>{t('fault.listTitle')}</h2>
      <Table
        size="small"
        pagination={false}
        rowKey="faultId"
        dataSource={query.data}
        columns={[
          { title: t('fault.madeOn'), render: (_, row) => figures(row.madeOn) },
          { title: t('fault.span'), render: (_, row) => figures(`${row.fromOn} – ${row.toOn}`) },
          {
            title: t('fault.found'),
            render: (_, row) => (
              <>
                {t(row.rateE6 === null ? 'fault.error' : 'fault.wiring')} {figures(`${percentText(row)}%`)}
              </>
            ),
          },
          { title: t('fault.certificate'), dataIndex: 'certificateNo' },
          {
            title: t('fault.difference'),
            align: 'right',
            render: (_, row) => figures(formatMilli(row.differenceMilli)),
          },
          { title: t('fault.amount'), align: 'right', render: (_, row) => figures(formatYuan(row.amountFen)) },
          {
            title: t('fault.bill'),
            render: (_, row) =>
              row.billId === null ? t('fault.toCredit') : <Link to={`/bills/${row.billId}`}>{row.billNo}</Link>,
          },
          {
            title: '',
            align: 'right',
            render: (_, row) =>
              row.reversedOn !== null ? (
                <Tag title={row.reversalReason}>{t('fault.reversed', { on: row.reversedOn })}</Tag>
              ) : (
                mayCorrect && (
                  <Button type="link" size="small" danger onClick={() => setOpen(row)}>
                    {t('fault.reverse')}
                  </Button>
                )
              ),
          },
        ]}
      />
      {open && <ReverseDialog fault={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function ReverseDialog({ fault, onClose }: { fault: Fault; onClose: () => void }) {
  const { t } = useTranslation('meterwork');
  const { message } = App.useApp();
  const reverse = useMutation(
    trpc.meterwork.reverseFault.mutationOptions({
      onSuccess: () => {
        message.success(t('fault.reverseDone'));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t('fault.reverseTitle', { amount: formatYuan(fault.amountFen) })}
      what={t('fault.reverseWhat')}
      submit={t('fault.reverse')}
      isDanger
      mutation={reverse}
      onSubmit={(asked) => reverse.mutate({ faultId: fault.faultId, ...asked })}
      onClose={onClose}
    />
  );
}
