import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Outputs } from '../../app/api.ts';
import { DataTable, type EmptyState } from '../../ui/DataTable.tsx';

type Row = Outputs['meters']['history'][number];

/** Which meter measured for which account and when; one end is known from the page around it. */
export function AssignmentTable(props: {
  query: { data?: readonly Row[] | undefined; isPending: boolean; error: unknown; refetch(): unknown };
  shows: 'account' | 'meter';
  empty: EmptyState;
}) {
  const { t } = useTranslation('meters');
  const navigate = useNavigate();
  const isMeter = props.shows === 'meter';
  return (
    <DataTable
      query={props.query}
      rowKey={(row) => `${row.meterId}-${row.accountId}-${row.fromOn}`}
      empty={props.empty}
      {...(isMeter && { onOpen: (row: Row) => navigate(`/meters/${row.meterId}`) })}
      columns={[
        ...(isMeter ? [{ title: t('meterNo'), dataIndex: 'meterNo', className: 'figures' }] : []),
        { title: t('accountNo'), dataIndex: 'accountNo', className: 'figures' },
        ...(isMeter ? [] : [{ title: t('customer'), dataIndex: 'customerName' }]),
        { title: t('door'), dataIndex: 'doorNo', className: 'figures' },
        { title: t('fromOn'), dataIndex: 'fromOn', className: 'figures' },
        {
          title: t('toOn'),
          className: 'figures',
          render: (_, row) => row.toOn ?? <Tag color="success">{t('now')}</Tag>,
        },
      ]}
    />
  );
}
