import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BOOK_PAGE } from '../../../main/modules/ledger/books.schema.ts';
import type { EntryId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { EntryDrawer } from './EntryDrawer.tsx';
import { useKindName } from './useKindName.ts';

/** The lines of one ledger account, oldest first, with the balance after each. A line opens its entry. */
export function AccountBookDrawer(props: { ledgerCode: string; from: string; to: string; onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const { lang } = usePreferences();
  const kindName = useKindName();
  const { ledgerCode, from, to } = props;
  const [page, setPage] = useState(1);
  const [openId, setOpenId] = useState<EntryId | null>(null);
  const query = useQuery(
    trpc.ledger.accountBook.queryOptions({ ledgerCode, from, to, page }, { placeholderData: keepPreviousData }),
  );
  const book = query.data;
  const name = book && (lang === 'en' ? book.nameEn : book.nameZh);
  return (
    <Drawer open size={1000} title={`${ledgerCode} ${name ?? ''} · ${from} – ${to}`} onClose={props.onClose}>
      {book && (
        <div style={{ display: 'flex', gap: 24, marginBottom: 10 }}>
          <span>
            {t('opening')} <Money fen={book.openingFen} isStrong />
          </span>
          <span>
            {t('debit')} <Money fen={book.debitFen} isStrong />
          </span>
          <span>
            {t('credit')} <Money fen={book.creditFen} isStrong />
          </span>
          <span>
            {t('closing')} <Money fen={book.closingFen} isStrong />
          </span>
        </div>
      )}
      <DataTable
        query={{ ...query, data: book?.lines }}
        rowKey={(line) => `${line.entryId} ${line.lineNo}`}
        empty={{ title: t('noEntries') }}
        onOpen={(line) => setOpenId(line.entryId)}
        pagination={{
          current: page,
          pageSize: BOOK_PAGE,
          total: book?.total ?? 0,
          showSizeChanger: false,
          showTotal: (count) => t('total', { count }),
          size: 'small',
          onChange: setPage,
        }}
        columns={[
          { title: t('date'), dataIndex: 'businessDate', width: 110, className: 'figures' },
          { title: t('entry'), dataIndex: 'entryId', width: 80, align: 'right', className: 'figures' },
          { title: t('kind'), width: 100, render: (_, line) => kindName(line.kind) },
          { title: t('memo'), dataIndex: 'memo' },
          { title: t('whose'), render: (_, line) => [line.accountNo, line.customerName].filter(Boolean).join(' ') },
          {
            title: t('debit'),
            align: 'right',
            width: 110,
            render: (_, line) => (line.debitFen > 0 ? <Money fen={line.debitFen} /> : ''),
          },
          {
            title: t('credit'),
            align: 'right',
            width: 110,
            render: (_, line) => (line.creditFen > 0 ? <Money fen={line.creditFen} /> : ''),
          },
          { title: t('running'), align: 'right', width: 120, render: (_, line) => <Money fen={line.balanceFen} /> },
        ]}
      />
      {openId !== null && <EntryDrawer entryId={openId} onOpen={setOpenId} onClose={() => setOpenId(null)} />}
    </Drawer>
  );
}
