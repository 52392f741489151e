import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton, Tabs, Tag, theme } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { z } from 'zod';
import { CustomerId } from '../../../main/shared/ids.ts';
import { isAllowed } from '../../../main/shared/permissions.ts';
import { trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { EditCustomer } from './EditCustomer.tsx';
import { type RecordTab, recordTabs } from './recordTabs.ts';

export function CustomerPage() {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const id = CustomerId.safeParse(Number(useParams().customerId));
  if (id.success) return <CustomerRecord key={id.data} customerId={id.data} />;
  return <EmptyNote title={t('notFound')} action={{ label: t('toList'), onClick: () => navigate('/customers') }} />;
}

const View = z.object({ tab: z.string().default('accounts') });

function CustomerRecord({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customers');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const mayWrite = useMay('customers.write');
  const [view, setView] = useSearchState(View);
  const [isEditing, setEditing] = useState(false);
  const tabs = useAllowedTabs();
  const query = useQuery(trpc.customers.get.queryOptions({ customerId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return <Skeleton active style={{ padding: 16 }} />;
  const customer = query.data;
  const secondary = { color: token.colorTextSecondary };
  return (
    <PageFrame
      title={
        <>
          {customer.name} {customer.kind === 'company' && <Tag>{t('kind.company')}</Tag>}
          {customer.closedOn && <Tag>{t('closedSince', { date: customer.closedOn })}</Tag>}
        </>
      }
      filters={
        <>
          <span className="figures">{customer.phone || <span style={secondary}>{t('noPhone')}</span>}</span>
          {customer.note && (
            <span style={{ ...secondary, overflow: 'hidden', textOverflow: 'ellipsis', maxWidth: 420 }}>
              {customer.note}
            </span>
          )}
        </>
      }
      extra={
        mayWrite && (
          <>
            <Button onClick={() => navigate(`/cashier?customer=${customerId}`)}>{t('toTill')}</Button>
            <Button onClick={() => setEditing(true)}>{t('edit.customer')}</Button>
            <Button type="primary" onClick={() => navigate(`/customers/new?customerId=${customerId}`)}>
              {t('openAnother')}
            </Button>
          </>
        )
      }
    >
      <Tabs
        activeKey={view.tab}
        onChange={(tab) => setView({ tab })}
        destroyOnHidden
        items={tabs.map((tab) => ({
          key: tab.key,
          label: t(tab.label),
          children: (
            <Suspense fallback={null}>
              <tab.content customerId={customerId} />
            </Suspense>
          ),
        }))}
      />
      {isEditing && <EditCustomer customer={customer} onClose={() => setEditing(false)} />}
    </PageFrame>
  );
}

function useAllowedTabs(): readonly RecordTab[] {
  const me = useQuery(trpc.session.me.queryOptions());
  return recordTabs.filter((tab) => me.data && isAllowed(me.data.roles, tab.perm));
}
