import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useToday } from '../../ui/useToday.ts';

/** The runs, newest first; a row opens its bills. */
export function RunList() {
  const { t } = useTranslation('billing');
  const navigate = useNavigate();
  const { zone } = useToday();
  const runs = useQuery(trpc.billing.runs.queryOptions());
  return (
    <DataTable<Outputs['billing']['runs'][number]>
      query={runs}
      rowKey="runId"
      empty={{ title: t('noRuns'), hint: t('noRunsHint') }}
      onOpen={(run) => navigate(`/billing?${new URLSearchParams({ tab: 'bills', run: String(run.runId) })}`)}
      columns={[
        { title: t('month'), dataIndex: 'month', className: 'figures' },
        { title: t('service'), render: (_, run) => t(`services.${run.service}`) },
        {
          title: t('state'),
          render: (_, run) => (
            <Tag color={run.state === 'issued' ? 'success' : 'warning'}>{t(`states.${run.state}`)}</Tag>
          ),
        },
        { title: t('billCount'), align: 'right', render: (_, run) => <span className="figures">{run.billCount}</span> },
        { title: t('amount'), align: 'right', render: (_, run) => <Money fen={run.amountFen} /> },
        { title: t('dueOn'), dataIndex: 'dueOn', className: 'figures' },
        {
          title: t('startedAt'),
          render: (_, run) => <span className="figures">{localDateTime(run.startedAt, zone)}</span>,
        },
        { title: t('issuedBy'), dataIndex: 'issuedBy' },
      ]}
    />
  );
}
