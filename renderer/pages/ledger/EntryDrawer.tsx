import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Drawer, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { EntryId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import { useKindName } from './useKindName.ts';

type Entry = Outputs['ledger']['entry'];

/** One entry: its lines, the document behind it, who posted it, and what it reverses or is reversed by. */
export function EntryDrawer(props: { entryId: EntryId; onOpen: (id: EntryId) => void; onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const entry = useQuery(trpc.ledger.entry.queryOptions({ entryId: props.entryId }));
  return (
    <Drawer open size={720} title={t('entryTitle', { id: props.entryId })} onClose={props.onClose}>
      {entry.error && <ErrorNote error={entry.error} onRetry={() => entry.refetch()} />}
      {entry.isPending && <Skeleton active />}
      {entry.data && <EntryBody entry={entry.data} onOpen={props.onOpen} />}
    </Drawer>
  );
}

function EntryBody({ entry, onOpen }: { entry: Entry; onOpen: (id: EntryId) => void }) {
  const { t } = useTranslation('ledger');
  const { zone } = useToday();
  const { lang } = usePreferences();
  const kindName = useKindName();
  const other = (id: EntryId) => (
    <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onOpen(id)}>
      {t('entryTitle', { id })}
    </Button>
  );
  const code = (text: string) => <code style={{ fontSize: 12, overflowWrap: 'anywhere' }}>{text}</code>;
  return (
    <>
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'date', label: t('date'), children: entry.businessDate },
          { key: 'kind', label: t('kind'), children: kindName(entry.kind) },
          { key: 'by', label: t('by'), children: entry.userName },
          { key: 'at', label: t('postedAt'), children: localDateTime(entry.at, zone) },
          { key: 'document', label: t('document'), span: 2, children: <EntryDocument entry={entry} /> },
          ...(entry.reversesId === null
            ? []
            : [{ key: 'reverses', label: t('reverses'), span: 2, children: other(entry.reversesId) }]),
          ...(entry.reversedById === null
            ? []
            : [{ key: 'reversed', label: t('reversedBy'), span: 2, children: other(entry.reversedById) }]),
        ]}
      />
      <Table
        size="small"
        pagination={false}
        rowKey="lineNo"
        dataSource={[...entry.lines]}
        style={{ margin: '12px 0' }}
        columns={[
          { title: t('code'), dataIndex: 'ledgerCode', width: 80, className: 'figures' },
          { title: t('ledgerAccount'), render: (_, line) => (lang === 'en' ? line.nameEn : line.nameZh) },
          {
            title: t('whose'),
            render: (_, line) =>
              line.customerId !== null && (
                <Link to={`/customers/${line.customerId}?tab=statement`}>
                  {line.accountNo} {line.customerName}
                </Link>
              ),
          },
          {
            title: t('debit'),
            align: 'right',
            width: 120,
            render: (_, line) => (line.debitFen > 0 ? <Money fen={line.debitFen} /> : ''),
          },
          {
            title: t('credit'),
            align: 'right',
            width: 120,
            render: (_, line) => (line.creditFen > 0 ? <Money fen={line.creditFen} /> : ''),
          },
        ]}
      />
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'hash', label: t('hash'), children: code(entry.hash) },
          { key: 'prev', label: t('prevHash'), children: code(entry.prevHash) },
          { key: 'documentHash', label: t('documentHash'), children: code(entry.documentHash) },
        ]}
      />
    </>
  );
}

function EntryDocument({ entry }: { entry: Entry }) {
  if (entry.documentKind === 'bill') return <Link to={`/bills/${entry.documentId}`}>{entry.memo}</Link>;
  if (entry.documentKind === 'payment')
    return (
      <>
        <span className="figures">{entry.memo}</span>{' '}
        <PrintButton
          document={{ kind: 'receipt', id: entry.documentId }}
          sizes={['A5', 'receipt-80']}
          type="link"
          size="small"
        />
      </>
    );
  return <span className="figures">{entry.memo}</span>;
}
