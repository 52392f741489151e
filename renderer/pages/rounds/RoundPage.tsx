import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { z } from 'zod';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { RoundActions } from './RoundActions.tsx';
import { type StopShow, StopTable } from './StopTable.tsx';
import { RoundStateTag } from './tags.tsx';

const SHOWS = ['all', 'unread', 'conflicts', 'waits', 'no-access', 'no-photo'] as const satisfies readonly StopShow[];
const Filter = z.object({ show: z.enum(SHOWS).default('all') });

/** One round: who has it, how far it is, and every door with what was seen there. */
export function RoundPage() {
  const { t } = useTranslation('rounds');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const { zone } = useToday();
  const roundId = Number(useParams().roundId);
  const [{ show }, setFilter] = useSearchState(Filter);
  const round = useQuery(trpc.rounds.get.queryOptions({ roundId }));
  const mayPlan = useMay('rounds.plan');
  if (round.error) return <ErrorNote error={round.error} onRetry={() => round.refetch()} />;
  if (!round.data)
    return (
      <PageFrame title={t('title')}>
        <Skeleton active />
      </PageFrame>
    );
  const { data } = round;
  return (
    <PageFrame
      title={
        <>
          {data.name} <RoundStateTag state={data.state} />
        </>
      }
      filters={
        <Segmented
          aria-label={t('show')}
          value={show}
          options={SHOWS.map((value) => ({ value, label: t(`stopShows.${value}`) }))}
          onChange={(value) => setFilter({ show: value })}
        />
      }
      extra={
        <>
          <Button onClick={() => navigate('/rounds')}>{t('toRounds')}</Button>
          <PrintButton document={{ kind: 'round-list', id: roundId }} label={t('printList')} />
          {mayPlan && <RoundActions round={data} />}
        </>
      }
    >
      <p style={{ margin: '0 0 4px', color: token.colorTextSecondary }}>
        {t('headline', { reader: data.readerName, month: data.month, dueOn: data.dueOn })}
        {' · '}
        <span className="figures">{t('figures', { ...data })}</span>
        {data.photosMissing > 0 && ` · ${t('photosMissing', { count: data.photosMissing })}`}
        {' · '}
        {data.agreePercent > 0 ? t('agreeRule', { percent: data.agreePercent }) : t('agreeRuleEqual')}
        {data.waits > 0 && (
          <Button type="link" size="small" onClick={() => navigate(`/readings/review?round=${roundId}`)}>
            {t('toReview')}
          </Button>
        )}
      </p>
      {data.state !== 'closed' && (
        <p style={{ margin: '0 0 8px', color: token.colorTextSecondary }}>
          {data.downloads.length === 0
            ? t('phoneHint', { address: `${location.origin}/phone` })
            : t('devices', { count: new Set(data.downloads.map((one) => one.deviceId)).size })}
        </p>
      )}
      <StopTable stops={data.list} show={show} zone={zone} />
    </PageFrame>
  );
}
