import { useQuery } from '@tanstack/react-query';
import { Skeleton, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { useToday } from '../../ui/useToday.ts';
import { AlsoSelect } from './AlsoSelect.tsx';
import { CandidateTable } from './CandidateTable.tsx';

type Account = Outputs['customers']['accounts'][number];

/** What each account of a customer would have paid on the other tariffs of its service. */
export function AdviceTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('advice');
  const query = useQuery(trpc.customers.accounts.queryOptions({ customerId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Skeleton active />;
  if (query.data.length === 0) return <EmptyNote title={t('noAccounts')} />;
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {query.data.map((account) => (
        <AccountAdvice key={account.accountId} account={account} />
      ))}
    </div>
  );
}

function AccountAdvice({ account }: { account: Account }) {
  const { t } = useTranslation('advice');
  const { token } = theme.useToken();
  const { today } = useToday();
  const { accountId, accountNo, doorNo, service } = account;
  const [toMonth, setToMonth] = useState<string>();
  const [alsoTariffId, setAlso] = useState<number>();
  const query = useQuery(
    trpc.advice.ofAccount.queryOptions({
      accountId,
      ...(toMonth && { toMonth }),
      ...(alsoTariffId && { alsoTariffId: alsoTariffId as never }),
    }),
  );
  const advice = query.data;
  const title = t('accountTitle', { service: t(`customers:service.${service}`), accountNo, door: doorNo });
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
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', marginBottom: 8, flexWrap: 'wrap' }}>
        <h2 style={{ fontSize: 14, fontWeight: 600, margin: 0 }}>{title}</h2>
        <span style={{ marginInlineStart: 'auto' }}>{t('toMonth')}</span>
        <MonthSelect
          label={t('toMonth')}
          value={toMonth ?? advice?.toMonth ?? today.slice(0, 7)}
          current={today.slice(0, 7)}
          onChange={setToMonth}
        />
        <AlsoSelect service={service} value={alsoTariffId} onChange={setAlso} />
      </div>
      {query.error && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {advice && advice.months.length === 0 && (
        <EmptyNote title={t('noBills', { from: advice.fromMonth, to: advice.toMonth })} hint={t('noBillsHint')} />
      )}
      {advice && advice.months.length > 0 && (
        <>
          <p style={{ margin: '0 0 8px' }}>
            {t('billed', {
              from: advice.months[0]?.month,
              to: advice.months.at(-1)?.month,
              months: advice.months.length,
              quantity: formatMilli(advice.quantityMilli),
              unit: service === 'electricity' ? 'kWh' : 'm³',
              amount: formatYuan(advice.billedFen),
            })}
            <span style={{ color: token.colorTextSecondary, marginInlineStart: 12 }}>{t('hint')}</span>
          </p>
          <CandidateTable advice={advice} />
        </>
      )}
    </section>
  );
}
