import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import { BOOK_PAGE } from '../../../main/modules/ledger/books.schema.ts';
import { isLocalDate } from '../../../main/shared/dates.ts';
import { AccountId, type CustomerId, type EntryId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable, EmptyNote } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { BookExcelButton } from './BookExcelButton.tsx';
import { EntryDrawer } from './EntryDrawer.tsx';
import { SpanInputs } from './SpanInputs.tsx';
import { useKindName } from './useKindName.ts';

type Statement = Outputs['ledger']['statement'];
type Line = Statement['lines'][number];

const Day = z.string().refine(isLocalDate).or(z.literal('')).default('').catch('');
const Search = z.object({
  account: z.coerce.number().int().positive().optional().catch(undefined),
  from: Day,
  to: Day,
  page: z.coerce.number().int().positive().default(1).catch(1),
});

/** Every entry of an account with what was owed and held after it; the span of dates stays in the address. */
export function StatementTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('ledger');
  const { today } = useToday();
  const [search, setSearch] = useSearchState(Search);
  const accounts = useQuery(trpc.customers.accounts.queryOptions({ customerId }));
  const list = accounts.data ?? [];
  const chosen = list.find((account) => account.accountId === search.account) ?? list[0];
  if (accounts.data?.length === 0) return <EmptyNote title={t('noAccounts')} />;
  if (!chosen) return null;
  const accountId = AccountId.parse(chosen.accountId);
  const span = { ...(search.from && { from: search.from }), ...(search.to && { to: search.to }) };
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', marginBottom: 12 }}>
        {list.length > 1 && (
          <Segmented
            aria-label={t('account')}
            value={accountId as number}
            options={list.map((account) => ({
              value: account.accountId as number,
              label: `${t(`service.${account.service}`)} ${account.accountNo}`,
            }))}
            onChange={(account) => setSearch({ account, page: 1 })}
          />
        )}
        <SpanInputs
          from={search.from}
          to={search.to}
          max={today}
          onChange={(change) => setSearch({ ...change, page: 1 })}
        />
        {(search.from || search.to) && (
          <Button type="link" onClick={() => setSearch({ from: '', to: '', page: 1 })}>
            {t('allDates')}
          </Button>
        )}
        <span style={{ flex: 1 }} />
        <BookExcelButton book={{ book: 'statement', id: accountId, ...span }} />
        <PrintButton document={{ kind: 'statement', id: accountId, ...span }} />
      </div>
      <StatementTable query={{ accountId, ...span, page: search.page }} onPage={(page) => setSearch({ page })} />
    </>
  );
}

function StatementTable(props: {
  query: { accountId: AccountId; from?: string; to?: string; page: number };
  onPage: (page: number) => void;
}) {
  const { t } = useTranslation('ledger');
  const kindName = useKindName();
  const maySeeEntry = useMay('ledger.read');
  const [openId, setOpenId] = useState<EntryId | null>(null);
  const query = useQuery(trpc.ledger.statement.queryOptions(props.query, { placeholderData: keepPreviousData }));
  const money = (title: string, of: (line: Line) => number) => ({
    title,
    align: 'right' as const,
    width: 146,
    render: (_: unknown, line: Line) => (of(line) === 0 ? '' : <Money fen={of(line)} />),
  });
  return (
    <>
      {query.data && query.data.total > 0 && <Standing statement={query.data} />}
      <DataTable
        query={{ ...query, data: query.data?.lines }}
        rowKey="entryId"
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        pagination={{
          current: props.query.page,
          pageSize: BOOK_PAGE,
          total: query.data?.total ?? 0,
          showSizeChanger: false,
          showTotal: (count) => t('total', { count }),
          size: 'small',
          onChange: props.onPage,
        }}
        columns={[
          { title: t('date'), dataIndex: 'businessDate', width: 110, className: 'figures' },
          { title: t('kind'), width: 110, render: (_, line) => kindName(line.kind) },
          { title: t('document'), render: (_, line) => <DocumentLink line={line} /> },
          money(t('debitFen'), (line) => line.chargedFen),
          money(t('creditFen'), (line) => line.settledFen),
          {
            title: t('balance'),
            align: 'right',
            width: 130,
            render: (_, line) => <Money fen={line.receivableFen} isDebt />,
          },
          money(t('creditChange'), (line) => line.creditKeptFen - line.creditUsedFen),
          { title: t('creditHeld'), align: 'right', width: 146, render: (_, line) => <Money fen={line.creditFen} /> },
          {
            title: t('entry'),
            align: 'right',
            width: 90,
            render: (_, line) =>
              maySeeEntry ? (
                <Button type="link" size="small" className="figures" onClick={() => setOpenId(line.entryId)}>
                  {line.entryId}
                </Button>
              ) : (
                <span className="figures">{line.entryId}</span>
              ),
          },
        ]}
      />
      {openId !== null && <EntryDrawer entryId={openId} onOpen={setOpenId} onClose={() => setOpenId(null)} />}
    </>
  );
}

function Standing({ statement }: { statement: Statement }) {
  const { t } = useTranslation('ledger');
  const { opening, closing, sums } = statement;
  const parts: [string, number][] = [
    [t('openingOwed'), opening.receivableFen],
    [t('charged'), sums.chargedFen],
    [t('settled'), sums.settledFen],
    [t('closingOwed'), closing.receivableFen],
    [t('creditAfter'), closing.creditFen],
  ];
  return (
    <section
      aria-label={t('standing')}
      style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 24px', marginBottom: 10 }}
    >
      {parts.map(([label, fen]) => (
        <span key={label}>
          {label} <Money fen={fen} isStrong />
        </span>
      ))}
    </section>
  );
}

function DocumentLink({ line }: { line: Line }) {
  if (line.documentKind === 'bill') return <Link to={`/bills/${line.documentId}`}>{line.memo}</Link>;
  return <span className="figures">{line.memo}</span>;
}
