import { useMutation } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type Settlement = Outputs['clearing']['open']['settlements'][number];

/** What was settled to the bank in the span. Nothing stands here where nothing was. */
export function SettlementList(props: {
  query: ComponentProps<typeof DataTable<Settlement>>['query'];
  mayReverse: boolean;
}) {
  const { t } = useTranslation('clearing');
  const [reversing, setReversing] = useState<Settlement>();
  if (!props.query.data?.length) return null;
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '16px 0 8px' }}>{t('settlements')}</h2>
      <DataTable<Settlement>
        query={props.query}
        rowKey="settlementId"
        empty={{ title: t('noSettlements') }}
        columns={[
          { title: t('columns.no'), dataIndex: 'settlementNo', width: 130, className: 'figures' },
          { title: t('columns.at'), dataIndex: 'businessDate', width: 110, className: 'figures' },
          { title: t('columns.days'), width: 210, className: 'figures', render: (_, row) => spanOf(row) },
          { title: t('columns.amount'), align: 'right', width: 110, render: (_, row) => <Money fen={row.amountFen} /> },
          { title: t('columns.fee'), align: 'right', width: 110, render: (_, row) => <Money fen={row.feeFen} /> },
          {
            title: t('columns.bank'),
            align: 'right',
            width: 110,
            render: (_, row) => <Money fen={row.amountFen - row.feeFen} />,
          },
          { title: t('columns.reference'), dataIndex: 'bankReference', ellipsis: true },
          { title: t('columns.by'), dataIndex: 'userName', width: 90 },
          {
            title: t('columns.state'),
            width: 170,
            render: (_, row) =>
              row.reversal && (
                <>
                  <Tag color="error">{t('reversed')}</Tag> {row.reversal.reason}
                </>
              ),
          },
          {
            key: 'actions',
            align: 'right',
            width: 70,
            render: (_, row) =>
              props.mayReverse &&
              !row.reversal && (
                <Button type="link" size="small" danger onClick={() => setReversing(row)}>
                  {t('reverse.button')}
                </Button>
              ),
          },
        ]}
      />
      {reversing && <ReverseDialog settlement={reversing} onClose={() => setReversing(undefined)} />}
    </>
  );
}

function spanOf({ days }: Settlement): string {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return first === last ? first : `${first} – ${last}`;
}

function ReverseDialog({ settlement, onClose }: { settlement: Settlement; onClose: () => void }) {
  const { t } = useTranslation('clearing');
  const { message } = App.useApp();
  const no = settlement.settlementNo;
  const reverse = useMutation(
    trpc.clearing.reverse.mutationOptions({
      onSuccess: () => {
        message.success(t('reverse.done', { no }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t('reverse.title', { no })}
      what={t('reverse.what', { amount: formatYuan(settlement.amountFen) })}
      submit={t('reverse.button')}
      hint={t('reverse.hint')}
      isDanger
      mutation={reverse}
      onSubmit={(asked) => reverse.mutate({ settlementId: settlement.settlementId, ...asked })}
      onClose={onClose}
    />
  );
}
