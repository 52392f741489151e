import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useMay } from '../../ui/useMay.ts';
import { AccountRuleDialog } from './AccountRuleDialog.tsx';
import { AutoPayments } from './AutoPayments.tsx';
import { CustomerRefunds } from './CustomerRefunds.tsx';
import { RefundButton } from './RefundButton.tsx';

type AccountCredit = Outputs['credit']['accounts'][number];

/** The credit of a customer: what is held, what it pays on its own, what was given back. */
export function CreditTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('credit');
  const navigate = useNavigate();
  const mayWrite = useMay('customers.write');
  const [changing, setChanging] = useState<AccountCredit>();
  const accounts = useQuery(trpc.credit.accounts.queryOptions({ customerId }));
  const policy = useQuery(trpc.credit.policy.queryOptions());
  const creditFen = (accounts.data ?? []).reduce((sum, account) => sum + account.creditFen, 0);
  const inherited = (text: string) => t('asStation', { text });
  return (
    <>
      <div style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
        <Button onClick={() => navigate(`/cashier?customer=${customerId}`)}>{t('prepay')}</Button>
        <RefundButton customerId={customerId} creditFen={creditFen} />
      </div>
      <DataTable
        query={accounts}
        rowKey="accountId"
        empty={{ title: t('noAccounts') }}
        columns={[
          { title: t('columns.account'), dataIndex: 'accountNo', className: 'figures' },
          { title: t('columns.door'), dataIndex: 'doorNo', className: 'figures' },
          { title: t('columns.service'), render: (_, row) => t(`service.${row.service}`) },
          {
            title: t('columns.credit'),
            align: 'right',
            className: 'money',
            render: (_, row) => <Money fen={row.creditFen} />,
          },
          {
            title: t('columns.balance'),
            align: 'right',
            className: 'money',
            render: (_, row) => <Money fen={row.balanceFen} />,
          },
          {
            title: t('columns.autoPay'),
            render: (_, row) =>
              row.isAutoPay === null
                ? policy.data && inherited(t(policy.data.isAutoPay ? 'on' : 'off'))
                : t(row.isAutoPay ? 'on' : 'off'),
          },
          {
            title: t('columns.threshold'),
            align: 'right',
            className: 'figures',
            render: (_, row) =>
              row.lowBalanceFen === null
                ? policy.data && inherited(thresholdText(policy.data.lowBalanceFen, t('never')))
                : thresholdText(row.lowBalanceFen, t('never')),
          },
          {
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayWrite &&
              row.closedOn === null && (
                <Button type="link" size="small" onClick={() => setChanging(row)}>
                  {t('rule.button')}
                </Button>
              ),
          },
        ]}
      />
      <AutoPayments customerId={customerId} />
      <CustomerRefunds customerId={customerId} />
      {changing && policy.data && (
        <AccountRuleDialog account={changing} policy={policy.data} onClose={() => setChanging(undefined)} />
      )}
    </>
  );
}

const thresholdText = (fen: number, never: string) => (fen === 0 ? never : formatYuan(fen));
