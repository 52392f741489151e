import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { BOOK_PAGE } from '../../../main/modules/ledger/books.schema.ts';
import type { EntryId } from '../../../main/shared/ids.ts';
import { parseScaled } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { EntryDrawer } from './EntryDrawer.tsx';
import { useKindName } from './useKindName.ts';

type Entry = Outputs['ledger']['journal']['entries'][number];

const Search = z.object({
  kind: z.string().default(''),
  user: z.string().default(''),
  code: z.string().default(''),
  min: z.string().default(''),
  max: z.string().default(''),
  page: z.coerce.number().int().positive().default(1).catch(1),
});
const CLEAR = { kind: '', user: '', code: '', min: '', max: '', page: 1 };

/** Null for what is no amount. */
function typedFen(text: string): number | null {
  try {
    const fen = parseScaled(text, 2);
    return fen >= 0 ? fen : null;
  } catch {
    return null;
  }
}

/** The entries of a span of dates, newest first, each with its lines. */
export function JournalList(span: { from: string; to: string }) {
  const { t } = useTranslation('ledger');
  const { lang } = usePreferences();
  const kindName = useKindName();
  const [search, setSearch] = useSearchState(Search);
  const [openId, setOpenId] = useState<EntryId | null>(null);
  const { kind, user, code, page } = search;
  const minFen = typedFen(search.min);
  const maxFen = typedFen(search.max);
  const facets = useQuery(trpc.ledger.journalFacets.queryOptions(span, { placeholderData: keepPreviousData }));
  const query = useQuery(
    trpc.ledger.journal.queryOptions(
      {
        ...span,
        page,
        ...(kind && { kind }),
        ...(user && { userName: user }),
        ...(code && { ledgerCode: code }),
        ...(minFen !== null && { minFen }),
        ...(maxFen !== null && { maxFen }),
      },
      { placeholderData: keepPreviousData },
    ),
  );
  const isFiltered = [kind, user, code, search.min, search.max].some((value) => value !== '');
  const clear = () => setSearch(CLEAR);
  const choice = (key: 'kind' | 'user' | 'code', label: string, options: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: 160 }}
      value={search[key] || null}
      options={options}
      onChange={(value) => setSearch({ [key]: value ?? '', page: 1 })}
    />
  );
  const amount = (key: 'min' | 'max', label: string) => (
    <Input
      aria-label={label}
      placeholder={label}
      inputMode="decimal"
      className="figures"
      style={{ width: 120 }}
      status={search[key] !== '' && typedFen(search[key]) === null ? 'error' : ''}
      value={search[key]}
      onChange={(event) => setSearch({ [key]: event.target.value, page: 1 })}
    />
  );
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', marginBottom: 10 }}>
        {choice(
          'kind',
          t('everyKind'),
          (facets.data?.kinds ?? []).map((value) => ({ value, label: kindName(value) })),
        )}
        {choice(
          'user',
          t('everybody'),
          (facets.data?.users ?? []).map((value) => ({ value, label: value })),
        )}
        {choice(
          'code',
          t('everyAccount'),
          (facets.data?.accounts ?? []).map((account) => ({
            value: account.ledgerCode,
            label: `${account.ledgerCode} ${lang === 'en' ? account.nameEn : account.nameZh}`,
          })),
        )}
        {amount('min', t('minAmount'))}
        {amount('max', t('maxAmount'))}
        {isFiltered && (
          <Button type="link" onClick={clear}>
            {t('clear')}
          </Button>
        )}
        <span style={{ flex: 1 }} />
        {query.data && (
          <span>
            {t('journalSum')} <Money fen={query.data.amountFen} isStrong />
          </span>
        )}
      </div>
      <DataTable<Entry>
        query={{ ...query, data: query.data?.entries }}
        rowKey="entryId"
        empty={
          isFiltered
            ? { title: t('noneFound'), action: { label: t('clear'), onClick: clear } }
            : { title: t('noEntries') }
        }
        onOpen={(entry) => setOpenId(entry.entryId)}
        pagination={{
          current: page,
          pageSize: BOOK_PAGE,
          total: query.data?.total ?? 0,
          showSizeChanger: false,
          showTotal: (count) => t('total', { count }),
          size: 'small',
          onChange: (next) => setSearch({ page: next }),
        }}
        columns={[
          { title: t('date'), dataIndex: 'businessDate', width: 110, className: 'figures' },
          { title: t('entry'), dataIndex: 'entryId', width: 80, align: 'right', className: 'figures' },
          { title: t('kind'), width: 100, render: (_, entry) => kindName(entry.kind) },
          { title: t('memo'), dataIndex: 'memo', width: 190 },
          {
            title: t('ledgerAccount'),
            render: (_, entry) =>
              entry.lines.map((line) => (
                <div key={line.lineNo} style={{ paddingInlineStart: line.creditFen > 0 ? 20 : 0 }}>
                  <span className="figures">{line.ledgerCode}</span> {lang === 'en' ? line.nameEn : line.nameZh}{' '}
                  {line.accountNo} {line.customerName}
                </div>
              )),
          },
          {
            title: t('debit'),
            align: 'right',
            width: 120,
            render: (_, entry) => <LineMoney lines={entry.lines} side="debitFen" />,
          },
          {
            title: t('credit'),
            align: 'right',
            width: 120,
            render: (_, entry) => <LineMoney lines={entry.lines} side="creditFen" />,
          },
          { title: t('by'), dataIndex: 'userName', width: 100 },
        ]}
      />
      {openId !== null && <EntryDrawer entryId={openId} onOpen={setOpenId} onClose={() => setOpenId(null)} />}
    </>
  );
}

/** Each amount stands beside its line, so a line without one keeps its height. */
function LineMoney({ lines, side }: { lines: Entry['lines']; side: 'debitFen' | 'creditFen' }) {
  return lines.map((line) => <div key={line.lineNo}>{line[side] > 0 ? <Money fen={line[side]} /> : '\u00a0'}</div>);
}
