import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isLocalDate } from '../../../main/shared/dates.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { ClearingView } from '../clearing/ClearingView.tsx';
import { HeldDeposits } from '../deposits/HeldDeposits.tsx';
import { BookExcelButton } from './BookExcelButton.tsx';
import { JournalList } from './JournalList.tsx';
import { SpanInputs } from './SpanInputs.tsx';
import { TrialBalanceTable } from './TrialBalanceTable.tsx';
import { useSpan } from './useSpan.ts';
import { VoucherButton } from './VoucherButton.tsx';

const SPANS = ['trial-balance', 'journal'] as const;
/** What stands open today stands beside the books of a span of dates. */
const BOOKS = [...SPANS, 'clearing', 'deposits'] as const;
const Day = z.string().refine(isLocalDate).or(z.literal('')).default('').catch('');
const Search = z.object({
  book: z.enum(BOOKS).default('trial-balance').catch('trial-balance'),
  from: Day,
  to: Day,
  page: z.coerce.number().int().positive().default(1).catch(1),
});

/** The books of the station: trial balance and journal over a span of dates, what is not at the bank yet, the deposits held. */
export function LedgerPage() {
  const { t } = useTranslation('ledger');
  const [search, setSearch] = useSearchState(Search);
  const { from, to, today } = useSpan(search);
  const { book } = search;
  const ofSpan = SPANS.find((value) => value === book);
  return (
    <PageFrame
      title={t('title')}
      filters={
        <>
          <Segmented
            aria-label={t('book')}
            value={book}
            options={BOOKS.map((value) => ({ value, label: t(`books.${value}`) }))}
            onChange={(value) => setSearch({ book: value, page: 1 })}
          />
          {book !== 'deposits' && (
            <SpanInputs from={from} to={to} max={today} onChange={(change) => setSearch({ ...change, page: 1 })} />
          )}
        </>
      }
      extra={
        ofSpan && (
          <>
            <VoucherButton from={from} to={to} />
            <BookExcelButton book={{ book: ofSpan, from, to }} />
            <PrintButton document={{ kind: ofSpan, from, to }} type="primary" />
          </>
        )
      }
    >
      {book === 'trial-balance' && <TrialBalanceTable from={from} to={to} />}
      {book === 'journal' && <JournalList from={from} to={to} />}
      {book === 'clearing' && <ClearingView from={from} to={to} />}
      {book === 'deposits' && <HeldDeposits />}
    </PageFrame>
  );
}
