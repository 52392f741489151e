import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Progress, Segmented, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RoundFilter } from '../../../main/modules/rounds/rounds.schema.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { ImportRound } from './ImportRound.tsx';
import { PlanDrawer } from './PlanDrawer.tsx';
import { RoundStateTag } from './tags.tsx';

type Row = Outputs['rounds']['list'][number];
const SHOWS = ['open', 'closed', 'all'] as const;

/** Rounds by day due: who walks them, how far they are, and what is in dispute. */
export function RoundsPage() {
  const { t } = useTranslation('rounds');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const { today } = useToday();
  const [filter, setFilter] = useSearchState(RoundFilter);
  const rounds = useQuery(trpc.rounds.list.queryOptions(filter));
  const mayPlan = useMay('rounds.plan');
  const [isPlanning, setPlanning] = useState(false);
  const plan = { label: t('plan'), onClick: () => setPlanning(true) };
  return (
    <PageFrame
      title={t('title')}
      filters={
        <Segmented
          aria-label={t('show')}
          value={filter.show}
          options={SHOWS.map((value) => ({ value, label: t(`shows.${value}`) }))}
          onChange={(show) => setFilter({ show })}
        />
      }
      extra={
        <>
          <ImportRound onImported={(roundId) => navigate(`/rounds/${roundId}`)} />
          {mayPlan && <Button onClick={() => navigate('/rounds/routes')}>{t('routes')}</Button>}
          {mayPlan && (
            <Button type="primary" icon={<PlusOutlined />} onClick={plan.onClick}>
              {plan.label}
            </Button>
          )}
        </>
      }
    >
      <DataTable<Row>
        query={rounds}
        rowKey="roundId"
        onOpen={(row) => navigate(`/rounds/${row.roundId}`)}
        empty={{ title: t('empty'), hint: t('emptyHint'), ...(mayPlan && { action: plan }) }}
        columns={[
          { title: t('name'), dataIndex: 'name', ellipsis: true },
          { title: t('reader'), dataIndex: 'readerName', width: 120 },
          { title: t('month'), width: 100, render: (_, row) => <span className="figures">{row.month}</span> },
          {
            title: t('due'),
            width: 150,
            render: (_, row) => {
              const isLate = row.dueOn < today && (row.state === 'planned' || row.state === 'out');
              return (
                <span className="figures" style={isLate ? { color: token.colorError } : {}}>
                  {row.dueOn} {isLate && t('late')}
                </span>
              );
            },
          },
          { title: t('state'), width: 100, render: (_, row) => <RoundStateTag state={row.state} /> },
          {
            title: t('progress'),
            width: 220,
            render: (_, row) => (
              <span style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
                <Progress
                  percent={Math.round(((row.read + row.noAccess) / row.stops) * 100)}
                  showInfo={false}
                  size="small"
                  style={{ flex: 1, margin: 0 }}
                />
                <span className="figures">
                  {row.read + row.noAccess} / {row.stops}
                </span>
              </span>
            ),
          },
          { title: t('noAccess'), width: 90, align: 'right', render: (_, row) => <Count n={row.noAccess} /> },
          { title: t('conflicts'), width: 80, align: 'right', render: (_, row) => <Count n={row.conflicts} /> },
          { title: t('waits'), width: 80, align: 'right', render: (_, row) => <Count n={row.waits} isDoubt /> },
        ]}
      />
      {isPlanning && (
        <PlanDrawer onClose={() => setPlanning(false)} onPlanned={(roundId) => navigate(`/rounds/${roundId}`)} />
      )}
    </PageFrame>
  );
}

function Count(props: { n: number; isDoubt?: boolean }) {
  const { token } = theme.useToken();
  const style = props.n > 0 && props.isDoubt ? { color: token.colorWarning, fontWeight: 600 } : {};
  return (
    <span className="figures" style={style}>
      {props.n === 0 ? '—' : props.n}
    </span>
  );
}
