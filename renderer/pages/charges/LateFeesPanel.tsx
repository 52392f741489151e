import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Popconfirm, Segmented, Skeleton, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Money } from '../../ui/Money.tsx';

type Preview = Outputs['charges']['previewLateFees'];

/** Late fees of every bill as of today, posted in one go at the close of a period. */
export function LateFeesPanel() {
  const { t } = useTranslation('charges');
  const preview = useQuery(trpc.charges.previewLateFees.queryOptions());
  const post = useMutation(
    trpc.charges.postLateFees.mutationOptions({ onSettled: () => queryClient.invalidateQueries() }),
  );
  return (
    <>
      {post.error && <ErrorNote error={post.error} />}
      {post.data && (
        <Alert
          type="success"
          showIcon
          closable={{ onClose: post.reset }}
          style={{ marginBottom: 12 }}
          title={t('posted', { bills: post.data.bills, amount: formatYuan(post.data.feeFen) })}
        />
      )}
      {preview.error && <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {preview.data && (
        <>
          <Totals
            preview={preview.data}
            isPosting={post.isPending}
            onPost={({ asOf, feeFen }) => post.mutate({ asOf, expectedFeeFen: feeFen })}
          />
          <Rows preview={preview.data} />
        </>
      )}
    </>
  );
}

function Totals(props: { preview: Preview; isPosting: boolean; onPost: (preview: Preview) => void }) {
  const { t } = useTranslation('charges');
  const { preview } = props;
  const { bills, asOf } = preview;
  const figures = { bills, amount: formatYuan(preview.feeFen), asOf };
  return (
    <div style={{ display: 'flex', gap: 48, alignItems: 'center', flexWrap: 'wrap', marginBottom: 16 }}>
      <Statistic title={t('lateBills')} value={bills} />
      <Statistic title={t('overdueYuan')} value={formatYuan(preview.owedFen)} />
      <Statistic title={t('feeYuan', { asOf })} value={formatYuan(preview.feeFen)} />
      {bills > 0 && (
        <Popconfirm
          title={t('postSure', figures)}
          description={t('postWhat')}
          okText={t('post')}
          cancelText={t('cancel')}
          onConfirm={() => props.onPost(preview)}
        >
          <Button type="primary" size="large" loading={props.isPosting}>
            {t('postAll', figures)}
          </Button>
        </Popconfirm>
      )}
      <Order />
    </div>
  );
}

/** Which is paid first where a customer pays less than all. */
function Order() {
  const { t } = useTranslation('charges');
  const order = useQuery(trpc.charges.lateFeeOrder.queryOptions());
  const save = useMutation(
    trpc.charges.saveLateFeeOrder.mutationOptions({ onSettled: () => queryClient.invalidateQueries() }),
  );
  return (
    <div style={{ marginInlineStart: 'auto' }}>
      <div style={{ marginBottom: 4 }}>{t('order')}</div>
      <Segmented
        aria-label={t('order')}
        value={order.data ?? 'principal-first'}
        disabled={save.isPending}
        options={(['principal-first', 'fee-first'] as const).map((value) => ({ value, label: t(`orders.${value}`) }))}
        onChange={(value) => save.mutate({ order: value })}
      />
      {save.error && <ErrorNote error={save.error} />}
    </div>
  );
}

function Rows({ preview }: { preview: Preview }) {
  const { t } = useTranslation('charges');
  const navigate = useNavigate();
  return (
    <>
      <DataTable
        query={{ data: preview.rows, isPending: false, error: null, refetch: () => undefined }}
        rowKey="billId"
        empty={{ title: t('noLateFees'), hint: t('noLateFeesHint') }}
        onOpen={(row) => navigate(`/bills/${row.billId}`)}
        columns={[
          { title: t('billNo'), dataIndex: 'billNo', className: 'figures' },
          { title: t('month'), dataIndex: 'month', className: 'figures' },
          { title: t('item'), render: (_, row) => t(`billing:charges.${row.service}`) },
          { title: t('door'), dataIndex: 'doorNo' },
          { title: t('customer'), dataIndex: 'customerName', ellipsis: true },
          { title: t('dueOn'), dataIndex: 'dueOn', className: 'figures' },
          { title: t('days'), dataIndex: 'days', align: 'right', className: 'figures' },
          {
            title: t('owedYuan'),
            align: 'right',
            render: (_, row) => <Money fen={row.parts.at(-1)?.owedFen} />,
          },
          { title: t('chargedYuan'), align: 'right', render: (_, row) => <Money fen={row.chargedFen} /> },
          { title: t('waivedYuan'), align: 'right', render: (_, row) => <Money fen={row.waivedFen} /> },
          { title: t('dueYuan'), align: 'right', render: (_, row) => <Money fen={row.dueFen} isStrong /> },
        ]}
      />
      {preview.bills > preview.rows.length && <p>{t('shownOf', { shown: preview.rows.length, of: preview.bills })}</p>}
    </>
  );
}
