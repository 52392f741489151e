import { useQuery } from '@tanstack/react-query';
import { Segmented, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { DUE_KINDS } from '../../../main/modules/cylinders/cylinders.schema.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';

type Due = Outputs['cylinders']['due'][number];
const Filters = z.object({ kind: z.enum(['all', ...DUE_KINDS]).default('all') });
const URGENT: readonly Due['kind'][] = ['inspection-overdue', 'scrap-reached', 'refill-unfinished'];

/** What needs somebody's hand: inspection, scrapping, a second weighing. */
export function DuePage() {
  const { t } = useTranslation('cylinders');
  const navigate = useNavigate();
  const { token } = theme.useToken();
  const [{ kind }, setFilters] = useSearchState(Filters);
  const due = useQuery(trpc.cylinders.due.queryOptions());
  const count = (wanted: Due['kind']) => due.data?.filter((row) => row.kind === wanted).length ?? 0;
  const rows = kind === 'all' ? due.data : due.data?.filter((row) => row.kind === kind);
  return (
    <PageFrame
      title={t('due.title')}
      filters={
        <Segmented
          aria-label={t('due.title')}
          value={kind}
          onChange={(value) => setFilters({ kind: value })}
          options={[
            { value: 'all' as const, label: `${t('due.all')} ${due.data?.length ?? ''}` },
            ...DUE_KINDS.map((value) => ({ value, label: `${t(`due.kind.${value}`)} ${count(value)}` })),
          ]}
        />
      }
      extra={<PrintButton document={{ kind: 'cylinders-due' }} />}
    >
      <DataTable
        query={{ data: rows, isPending: due.isPending, error: due.error, refetch: due.refetch }}
        rowKey={(row) => `${row.kind} ${row.cylinder.id}`}
        empty={{ title: t('due.none'), hint: t('due.noneHint') }}
        onOpen={(row) => navigate(`/cylinders/${row.cylinder.id}`)}
        columns={[
          {
            title: t('due.what'),
            render: (_, row) => (
              <span style={{ color: URGENT.includes(row.kind) ? token.colorError : token.colorWarning }}>
                {t(`due.kind.${row.kind}`)}
              </span>
            ),
          },
          { title: t('code'), className: 'figures', render: (_, row) => row.cylinder.code },
          { title: t('serialNo'), className: 'figures', render: (_, row) => row.cylinder.serialNo },
          { title: t('type'), render: (_, row) => row.cylinder.typeCode },
          { title: t('due.on'), dataIndex: 'dueOn', className: 'figures' },
          {
            title: t('due.days'),
            align: 'right',
            className: 'figures',
            render: (_, row) => (row.kind === 'refill-unfinished' ? '—' : row.daysLeft),
          },
          { title: t('due.todo'), width: 280, render: (_, row) => t(`due.action.${row.kind}`) },
        ]}
      />
    </PageFrame>
  );
}
