import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { isLocalDate } from '../../../main/shared/dates.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { DayRefunds } from '../credit/DayRefunds.tsx';
import { DayDeposits } from '../deposits/DayDeposits.tsx';
import { useReceiptColumns } from './receipt-columns.tsx';
import { TakingsFigures } from './TakingsFigures.tsx';

const Search = z.object({ date: z.string().refine(isLocalDate).optional().catch(undefined) });

/** One day's money: by method and cashier, what the drawer should hold, and every receipt of the day. */
export function TakingsPage() {
  const { t } = useTranslation('cashier');
  const navigate = useNavigate();
  const { today } = useToday();
  const [{ date }, setSearch] = useSearchState(Search);
  const query = useQuery(trpc.reports.takings.queryOptions({ date }));
  const takings = query.data;
  const columns = useReceiptColumns(takings?.date ?? '');
  return (
    <PageFrame
      title={t('takings.title')}
      filters={
        <>
          <DayInput
            label={t('takings.date')}
            max={today}
            value={date ?? today}
            onChange={(value) => setSearch({ date: value && value !== today ? value : undefined })}
          />
          {date !== undefined && <Button onClick={() => setSearch({ date: undefined })}>{t('takings.today')}</Button>}
        </>
      }
      extra={
        takings && (
          <PrintButton
            document={{ kind: 'takings', date: takings.date }}
            label={t('takings.printSlip')}
            type="primary"
          />
        )
      }
    >
      {query.error && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {takings && (
        <>
          <TakingsFigures takings={takings} />
          <h2 style={{ fontSize: 15, margin: '16px 0 8px' }}>{t('takings.receipts')}</h2>
          <DataTable
            query={{ ...query, data: takings.receipts }}
            rowKey="paymentId"
            columns={columns}
            empty={{
              title: t('takings.empty'),
              hint: t('takings.emptyHint'),
              action: { label: t('takings.goToTill'), onClick: () => navigate('/cashier') },
            }}
          />
          <DayRefunds takings={takings} />
          <DayDeposits takings={takings} />
        </>
      )}
    </PageFrame>
  );
}
