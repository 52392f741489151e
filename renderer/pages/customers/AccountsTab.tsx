import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useMay } from '../../ui/useMay.ts';
import { CloseAccount } from './CloseAccount.tsx';
import { EditAccount } from './EditAccount.tsx';
import { EditPremises } from './EditPremises.tsx';

type Account = Outputs['customers']['accounts'][number];
type Open = { readonly what: 'account' | 'premises' | 'close'; readonly account: Account };

/** The accounts of a customer, each with what it owes and what can be done with it. */
export function AccountsTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const mayWrite = useMay('customers.write');
  const [open, setOpen] = useState<Open>();
  const accounts = useQuery(trpc.customers.accounts.queryOptions({ customerId }));
  const leave = () => setOpen(undefined);
  return (
    <>
      <DataTable
        query={accounts}
        rowKey="accountId"
        empty={{
          title: t('noAccounts'),
          ...(mayWrite && {
            action: { label: t('openAnother'), onClick: () => navigate(`/customers/new?customerId=${customerId}`) },
          }),
        }}
        columns={[
          { title: t('accountNo'), dataIndex: 'accountNo', className: 'figures', width: 110 },
          { title: t('door'), dataIndex: 'doorNo', className: 'figures', ellipsis: true },
          { title: t('serviceTitle'), width: 80, render: (_, row) => t(`service.${row.service}`) },
          { title: t('meter'), className: 'figures', ellipsis: true, render: (_, row) => row.meterNos || '—' },
          { title: t('tariff'), width: 130, ellipsis: true, render: (_, row) => row.tariffCode ?? t('tariffDefault') },
          { title: t('openedOn'), dataIndex: 'openedOn', className: 'figures', width: 110 },
          {
            title: t('stateTitle'),
            width: 150,
            render: (_, row) =>
              row.closedOn ? (
                <Tag>{t('closedSince', { date: row.closedOn })}</Tag>
              ) : (
                <Tag color="success">{t('state.open')}</Tag>
              ),
          },
          {
            title: t('owed'),
            align: 'right',
            className: 'money',
            width: 110,
            render: (_, row) => <Money fen={row.openAmountFen} isDebt />,
          },
          {
            key: 'actions',
            width: 190,
            render: (_, account) =>
              mayWrite && (
                <>
                  <Button type="link" size="small" onClick={() => setOpen({ what: 'premises', account })}>
                    {t('edit.premisesShort')}
                  </Button>
                  {account.closedOn === null && (
                    <>
                      <Button type="link" size="small" onClick={() => setOpen({ what: 'account', account })}>
                        {t('edit.accountShort')}
                      </Button>
                      <Button type="link" size="small" danger onClick={() => setOpen({ what: 'close', account })}>
                        {t('close.short')}
                      </Button>
                    </>
                  )}
                </>
              ),
          },
        ]}
      />
      {open?.what === 'account' && <EditAccount account={open.account} onClose={leave} />}
      {open?.what === 'premises' && <EditPremises premisesId={open.account.premisesId} onClose={leave} />}
      {open?.what === 'close' && <CloseAccount accountId={open.account.accountId} onClose={leave} />}
    </>
  );
}
