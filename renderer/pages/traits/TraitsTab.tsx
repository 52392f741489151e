import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Table, Tag, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindsOf } from '../../../main/modules/traits/traits.domain.ts';
import type { TraitKind } from '../../../main/modules/traits/traits.schema.ts';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { HistoryTable } from './HistoryTable.tsx';
import { TraitDrawer } from './TraitDrawer.tsx';
import type { AccountTraits, Trait } from './trait-form.ts';
import { useTraitText } from './useTraitText.ts';

/** What bills ask of each account of a customer: what holds today, and everything ever entered. */
export function TraitsTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('traits');
  const query = useQuery(trpc.traits.ofCustomer.queryOptions({ customerId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  const accounts = query.data.filter((account) => kindsOf(account.service).length > 0);
  if (accounts.length === 0) return <EmptyNote title={t('noAccounts')} hint={t('noAccountsHint')} />;
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {accounts.map((account) => (
        <AccountCard key={account.accountId} account={account} />
      ))}
    </div>
  );
}

type Open = { readonly kind: TraitKind; readonly wrong?: Trait };

function AccountCard({ account }: { account: AccountTraits }) {
  const { t } = useTranslation('traits');
  const { token } = theme.useToken();
  const mayWrite = useMay('accounts.traits') && account.closedOn === null;
  const textOf = useTraitText();
  const [open, setOpen] = useState<Open>();
  const [isHistory, setHistory] = useState(false);
  const rows = kindsOf(account.service).map((kind) => ({
    kind,
    trait: account.current.find((trait) => trait.kind === kind),
    next: nextOf(account, kind),
  }));
  const title = t('accountTitle', {
    service: t(`customers:service.${account.service}`),
    accountNo: account.accountNo,
    door: account.doorNo,
  });
  return (
    <section
      aria-label={title}
      style={{
        background: token.colorBgContainer,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadius,
        padding: '10px 14px',
      }}
    >
      <div style={{ display: 'flex', gap: 12, alignItems: 'baseline', marginBottom: 6 }}>
        <h2 style={{ fontSize: 14, fontWeight: 600, margin: 0 }}>{title}</h2>
        {account.closedOn && <Tag>{t('customers:closedSince', { date: account.closedOn })}</Tag>}
        <span style={{ color: token.colorTextSecondary }}>
          {account.billedTo ? t('billedTo', { date: account.billedTo }) : t('neverBilled')}
        </span>
        <Button type="link" size="small" style={{ marginInlineStart: 'auto' }} onClick={() => setHistory(!isHistory)}>
          {t(isHistory ? 'hideHistory' : 'showHistory', { count: account.history.length })}
        </Button>
      </div>
      <Table
        size="small"
        pagination={false}
        rowKey="kind"
        dataSource={rows}
        columns={[
          { title: t('item'), width: 150, render: (_, row) => t(`kind.${row.kind}`) },
          {
            title: t('now'),
            width: 130,
            className: 'figures',
            render: (_, row) => (row.trait ? <strong>{textOf(row.trait)}</strong> : <Muted>{t('notEntered')}</Muted>),
          },
          {
            title: t('since'),
            width: 230,
            className: 'figures',
            render: (_, { trait }) => trait && <Since trait={trait} />,
          },
          { title: t('untilOn'), width: 110, className: 'figures', render: (_, row) => row.trait?.untilOn ?? '' },
          { title: t('evidence'), ellipsis: true, render: (_, row) => row.trait?.evidence ?? '' },
          {
            title: t('next'),
            width: 190,
            className: 'figures',
            render: (_, row) => row.next && t('nextFrom', { date: row.next.countsOn, value: textOf(row.next) }),
          },
          {
            key: 'actions',
            width: 90,
            render: (_, row) =>
              mayWrite && (
                <Button
                  type="link"
                  size="small"
                  aria-label={`${t('change')} ${t(`kind.${row.kind}`)}`}
                  onClick={() => setOpen({ kind: row.kind })}
                >
                  {t('change')}
                </Button>
              ),
          },
        ]}
      />
      {isHistory && (
        <HistoryTable
          account={account}
          {...(mayWrite && { onCorrect: (wrong: Trait) => setOpen({ kind: wrong.kind, wrong }) })}
        />
      )}
      {open && <TraitDrawer account={account} {...open} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

/** The next change that is entered already and does not count yet. */
function nextOf(account: AccountTraits, kind: TraitKind): Trait | undefined {
  const now = account.current.find((trait) => trait.kind === kind);
  return account.history
    .filter((trait) => trait.kind === kind && !trait.isCorrected && !trait.isVoid && trait.countsOn > account.today)
    .filter((trait) => trait.traitId !== now?.traitId)
    .sort((a, b) => (a.countsOn < b.countsOn ? -1 : 1))[0];
}

function Since({ trait }: { trait: Trait }) {
  const { t } = useTranslation('traits');
  if (trait.countsOn === trait.fromOn) return trait.fromOn;
  return t('sinceCounted', { from: trait.fromOn, counts: trait.countsOn });
}

function Muted({ children }: { children: string }) {
  const { token } = theme.useToken();
  return <span style={{ color: token.colorTextSecondary }}>{children}</span>;
}
