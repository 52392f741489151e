import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ClearedMethod } from '../../../main/modules/clearing/clearing.schema.ts';
import { formatYuan, sumFen } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { SettleDialog } from './SettleDialog.tsx';
import { SettlementList } from './SettlementList.tsx';

type Day = Outputs['clearing']['open']['days'][number];

const Search = z.object({ method: ClearedMethod.default('wechat').catch('wechat') });

/** What came in but is not at the bank yet, by method and day: every open day, and the settled ones of the span. */
export function ClearingView(span: { from: string; to: string }) {
  const { t } = useTranslation('clearing');
  const maySettle = useMay('ledger.settle');
  const [{ method }, setSearch] = useSearchState(Search);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [isSettling, setSettling] = useState(false);
  const query = useQuery(trpc.clearing.open.queryOptions(span, { placeholderData: keepPreviousData }));
  const days = query.data?.days.filter((row) => row.method === method);
  const picked = (days ?? []).filter((row) => chosen.includes(row.day) && row.openFen !== 0);
  const pickedFen = sumFen(picked.map((row) => row.openFen));
  const money = (key: 'inFen' | 'outFen' | 'settledFen' | 'openFen', title: string) => ({
    title,
    align: 'right' as const,
    width: 160,
    render: (_: unknown, row: Day) => <Money fen={row[key]} isStrong={key === 'openFen' && row.openFen !== 0} />,
  });
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center', marginBottom: 10 }}>
        <Segmented
          aria-label={t('methodLabel')}
          value={method}
          options={(query.data?.methods ?? []).map((one) => ({
            value: one.method,
            label: t('methodOf', { method: t(`cashier:methods.${one.method}`), open: formatYuan(one.openFen) }),
          }))}
          onChange={(value) => {
            setChosen([]);
            setSearch({ method: value });
          }}
        />
        <span style={{ flex: 1 }} />
        {query.data && query.data.openFen === query.data.ledgerFen && (
          <span>✓ {t('agrees', { open: formatYuan(query.data.openFen) })}</span>
        )}
        {maySettle && (
          <Button type="primary" disabled={pickedFen <= 0} onClick={() => setSettling(true)}>
            {picked.length === 0
              ? t('settle.button')
              : t('settle.buttonOf', { count: picked.length, amount: formatYuan(pickedFen) })}
          </Button>
        )}
      </div>
      {query.data && query.data.openFen !== query.data.ledgerFen && (
        <Alert
          type="error"
          showIcon
          role="alert"
          style={{ marginBottom: 10 }}
          title={t('differs', { open: formatYuan(query.data.openFen), ledger: formatYuan(query.data.ledgerFen) })}
        />
      )}
      <DataTable<Day>
        query={{ ...query, data: days }}
        rowKey="day"
        empty={{ title: t('none'), hint: t('noneHint') }}
        {...(maySettle && {
          rowSelection: {
            selectedRowKeys: picked.map((row) => row.day),
            onChange: (keys: readonly React.Key[]) => setChosen(keys.map(String)),
            getCheckboxProps: (row: Day) => ({ disabled: row.openFen === 0, 'aria-label': row.day }),
          },
        })}
        columns={[
          { title: t('columns.day'), dataIndex: 'day', className: 'figures' },
          money('inFen', t('columns.in')),
          money('outFen', t('columns.out')),
          money('settledFen', t('columns.settled')),
          money('openFen', t('columns.open')),
        ]}
      />
      <SettlementList
        query={{ ...query, data: query.data?.settlements.filter((row) => row.method === method) }}
        mayReverse={maySettle}
      />
      {isSettling && (
        <SettleDialog
          method={method}
          days={picked}
          onClose={() => setSettling(false)}
          onSettled={() => {
            setSettling(false);
            setChosen([]);
          }}
        />
      )}
    </>
  );
}
