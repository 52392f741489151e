import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { DEPOSIT_PURPOSES, DepositPurpose } from '../../../main/modules/deposits/deposits.schema.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';

type Row = Outputs['deposits']['held']['rows'][number];

const PAGE_SIZE = 50;
const Search = z.object({
  holder: z.string().max(60).default(''),
  purpose: DepositPurpose.optional().catch(undefined),
  page: z.coerce.number().int().positive().default(1).catch(1),
});

/** Every deposit the station holds, by customer; together they are the balance of 2241. */
export function HeldDeposits() {
  const { t } = useTranslation('deposits');
  const navigate = useNavigate();
  const [{ holder, purpose, page }, setSearch] = useSearchState(Search);
  const query = useQuery(
    trpc.deposits.held.queryOptions(
      { text: holder, ...(purpose && { purpose }), offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
      { placeholderData: keepPreviousData },
    ),
  );
  const held = query.data;
  const isFiltered = holder !== '' || purpose !== undefined;
  const clear = () => setSearch({ holder: '', purpose: undefined, page: 1 });
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', marginBottom: 10 }}>
        <Input.Search
          key={holder}
          aria-label={t('held.search')}
          placeholder={t('held.search')}
          allowClear
          style={{ width: 260 }}
          defaultValue={holder}
          onSearch={(value) => setSearch({ holder: value.trim(), page: 1 })}
        />
        <Select<DepositPurpose>
          aria-label={t('columns.purpose')}
          placeholder={t('held.everyPurpose')}
          allowClear
          style={{ width: 140 }}
          {...(purpose && { value: purpose })}
          options={DEPOSIT_PURPOSES.map((value) => ({ value, label: t(`purposes.${value}`) }))}
          onChange={(value) => setSearch({ purpose: value, page: 1 })}
        />
        <span style={{ flex: 1 }} />
        {held?.purposes.map((row) => (
          <span key={row.purpose}>
            {t('held.ofPurpose', { purpose: t(`purposes.${row.purpose}`), count: row.deposits })}{' '}
            <Money fen={row.heldFen} />
          </span>
        ))}
        {held && (
          <span>
            {t('held.sum')} <Money fen={held.heldFen} isStrong />
          </span>
        )}
      </div>
      {held && held.allHeldFen !== held.ledgerFen && (
        <Alert
          type="error"
          showIcon
          role="alert"
          style={{ marginBottom: 10 }}
          title={t('held.differs', { held: formatYuan(held.allHeldFen), ledger: formatYuan(held.ledgerFen) })}
        />
      )}
      <DataTable<Row>
        query={{ ...query, data: held?.rows }}
        rowKey="depositId"
        onOpen={(row) => navigate(`/customers/${row.customerId}?tab=deposits`)}
        empty={
          isFiltered
            ? { title: t('held.notFound'), action: { label: t('held.clear'), onClick: clear } }
            : { title: t('held.none'), hint: t('noneHint') }
        }
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: held?.total ?? 0,
          showSizeChanger: false,
          size: 'small',
          showTotal: (count) => t('held.count', { count }),
          onChange: (next) => setSearch({ page: next }),
        }}
        columns={[
          { title: t('columns.customer'), dataIndex: 'customerName' },
          { title: t('columns.account'), className: 'figures', width: 120, render: (_, row) => row.accountNo || '—' },
          { title: t('columns.door'), className: 'figures', width: 130, render: (_, row) => row.doorNo || '—' },
          { title: t('columns.purpose'), width: 110, render: (_, row) => t(`purposes.${row.purpose}`) },
          { title: t('columns.receiptNo'), dataIndex: 'receiptNo', width: 140, className: 'figures' },
          { title: t('columns.date'), dataIndex: 'businessDate', width: 120, className: 'figures' },
          { title: t('columns.amount'), align: 'right', width: 130, render: (_, row) => <Money fen={row.amountFen} /> },
          {
            title: t('columns.held'),
            align: 'right',
            width: 130,
            render: (_, row) => <Money fen={row.heldFen} isStrong />,
          },
        ]}
      />
      {held && held.total > 0 && held.allHeldFen === held.ledgerFen && (
        <p style={{ textAlign: 'right' }}>✓ {t('held.agrees', { ledger: formatYuan(held.ledgerFen) })}</p>
      )}
    </>
  );
}
