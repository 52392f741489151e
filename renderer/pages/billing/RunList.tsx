import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { CancelRunDialog } from './CancelRunDialog.tsx';
import { useCohortText } from './CohortForm.tsx';

type Run = Outputs['billing']['runs'][number];
const COLOURS = { issued: 'success', issuing: 'warning', cancelling: 'error', cancelled: 'default' } as const;

/** The runs, newest first; a row opens its bills. */
export function RunList() {
  const { t } = useTranslation('billing');
  const navigate = useNavigate();
  const { zone } = useToday();
  const mayCancel = useMay('billing.cancel');
  const cohortText = useCohortText();
  const [cancelled, setCancelled] = useState<Run>();
  const runs = useQuery(trpc.billing.runs.queryOptions());
  return (
    <>
      <DataTable<Run>
        query={runs}
        rowKey="runId"
        empty={{ title: t('noRuns'), hint: t('noRunsHint') }}
        onOpen={(run) => navigate(`/billing?${new URLSearchParams({ tab: 'bills', run: String(run.runId) })}`)}
        columns={[
          { title: t('month'), dataIndex: 'month', className: 'figures', width: 90 },
          { title: t('service'), width: 92, render: (_, run) => t(`services.${run.service}`) },
          { title: t('cohort.title'), render: (_, run) => cohortText(run) },
          {
            title: t('state'),
            render: (_, run) => (
              <Tag color={COLOURS[run.state]} title={run.cancelReason ?? undefined}>
                {t(`states.${run.state}`)}
              </Tag>
            ),
          },
          {
            title: t('billCount'),
            align: 'right',
            render: (_, run) => <span className="figures">{run.billCount}</span>,
          },
          { title: t('amount'), align: 'right', render: (_, run) => <Money fen={run.amountFen} /> },
          { title: t('dueOn'), dataIndex: 'dueOn', className: 'figures' },
          {
            title: t('startedAt'),
            width: 170,
            render: (_, run) => <span className="figures">{localDateTime(run.startedAt, zone)}</span>,
          },
          { title: t('issuedBy'), dataIndex: 'issuedBy', width: 90 },
          { title: t('approval.by'), width: 90, render: (_, run) => run.approvedBy ?? '' },
          {
            title: '',
            width: 110,
            render: (_, run) =>
              mayCancel &&
              run.state !== 'cancelled' && (
                <Button
                  size="small"
                  danger
                  onClick={(event) => {
                    event.stopPropagation();
                    setCancelled(run);
                  }}
                  onKeyDown={(event) => event.stopPropagation()}
                >
                  {t(run.state === 'cancelling' ? 'cancelRun.goOn' : 'cancelRun.open')}
                </Button>
              ),
          },
        ]}
      />
      {cancelled && <CancelRunDialog run={cancelled} onClose={() => setCancelled(undefined)} />}
    </>
  );
}
