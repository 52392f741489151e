import { Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Outputs } from '../../app/api.ts';
import { DataTable, EmptyNote } from '../../ui/DataTable.tsx';

type Exception = Outputs['billing']['preview']['exceptions'][number];

/** Who is left out and why; a reason is a filter, a row leads to where it is put right. */
export function ExceptionTable({ preview }: { preview: Outputs['billing']['preview'] }) {
  const { t } = useTranslation('billing');
  const navigate = useNavigate();
  const [reason, setReason] = useState<string>();
  const { exceptions, month, service, bills, accounts } = preview;
  if (accounts === 0) return <EmptyNote title={t('noAccounts')} hint={t('noAccountsHint')} />;
  const counts = Map.groupBy(exceptions, (e) => e.reason);
  const isAllBilled = bills === 0 && counts.get('already-billed')?.length === exceptions.length;
  if (isAllBilled) return <EmptyNote title={t('allBilled')} />;
  if (exceptions.length === 0) return null;
  // What is billed is no trouble: it is shown only when asked for.
  const shown = exceptions.filter((e) => (reason ? e.reason === reason : e.reason !== 'already-billed'));
  const place = (e: Exception) => {
    if (e.reason === 'doubtful-reading')
      return e.meterId === null ? '/readings/review' : `/readings/review?meter=${e.meterId}`;
    if (e.reason === 'no-tariff' || e.reason === 'unpriced-period') return '/tariffs';
    if (e.reason === 'no-capacity') return `/customers/${e.customerId}?tab=traits`;
    return `/readings?${new URLSearchParams({ month, service })}`;
  };
  return (
    <>
      <div style={{ display: 'flex', gap: 4, flexWrap: 'wrap', marginBottom: 8 }}>
        {[...counts].map(([name, list]) => (
          <Tag.CheckableTag
            key={name}
            checked={reason === name}
            onChange={(isOn) => setReason(isOn ? name : undefined)}
          >
            {t(`reasons.${name}`)} {list.length}
          </Tag.CheckableTag>
        ))}
      </div>
      <DataTable<Exception>
        query={{
          data: shown,
          isPending: false,
          error: null,
          refetch: () => undefined,
        }}
        rowKey={(e) => `${e.accountId} ${e.meterId}`}
        empty={{ title: t('nothing'), hint: t('nothingHint') }}
        onOpen={(e) => navigate(place(e))}
        columns={[
          { title: t('door'), dataIndex: 'doorNo', width: 140 },
          { title: t('customer'), dataIndex: 'customerName' },
          { title: t('account'), dataIndex: 'accountNo', width: 160 },
          { title: t('meter'), width: 180, render: (_, e) => e.meterNo || '—' },
          {
            title: t('reason'),
            render: (_, e) => (
              <Tag color={e.reason === 'already-billed' ? 'default' : 'warning'}>{t(`reasons.${e.reason}`)}</Tag>
            ),
          },
        ]}
      />
    </>
  );
}
