import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { changeOf, isMover } from '../../../main/modules/billing/comparison.domain.ts';
import type { ComparedBuilding, Mover, MoverRule } from '../../../main/modules/billing/comparison.schema.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import type { PreviewData } from './preview.types.ts';

type Side = 'now' | 'last' | 'lastYear';
const SIDES: readonly Side[] = ['now', 'last', 'lastYear'];
const WHOLE = { refetch: () => undefined, isPending: false, error: null };
const figure = (text: string) => <span className="figures">{text}</span>;
const percent = (now: number, before: number | null) =>
  before ? `${(((now - before) / before) * 100).toFixed(1)}%` : '—';

export function BuildingComparison({ preview }: { preview: PreviewData }) {
  const { t } = useTranslation('billing');
  const { comparison, accounts } = preview;
  const side = (of: Side): TableColumnsType<ComparedBuilding>[number] => ({
    title: t(`comparison.${of}`),
    children: [
      {
        title: t('billCount'),
        align: 'right',
        sorter: (a, b) => a[of].bills - b[of].bills,
        render: (_, row) => figure(String(row[of].bills)),
      },
      {
        title: t('quantity'),
        align: 'right',
        sorter: (a, b) => a[of].quantityMilli - b[of].quantityMilli,
        render: (_, row) => figure(formatMilli(row[of].quantityMilli)),
      },
      {
        title: t('amount'),
        align: 'right',
        sorter: (a, b) => a[of].amountFen - b[of].amountFen,
        render: (_, row) => <Money fen={row[of].amountFen} />,
      },
    ],
  });
  return (
    <DataTable<ComparedBuilding>
      query={{ ...WHOLE, data: comparison.buildings }}
      rowKey="building"
      empty={{ title: t('nothing') }}
      columns={[
        { title: t('comparison.building'), dataIndex: 'building', width: 120 },
        {
          title: t('accounts'),
          align: 'right',
          sorter: (a, b) => a.accounts - b.accounts,
          render: (_, row) => figure(String(row.accounts)),
        },
        ...SIDES.map(side),
        {
          title: t('comparison.toLast'),
          align: 'right',
          sorter: (a, b) => a.now.amountFen - a.last.amountFen - (b.now.amountFen - b.last.amountFen),
          render: (_, row) => figure(percent(row.now.amountFen, row.last.amountFen)),
        },
      ]}
      summary={() => (
        <Table.Summary.Row style={{ fontWeight: 600 }}>
          <Table.Summary.Cell index={0}>{t('total')}</Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right">
            {figure(String(accounts))}
          </Table.Summary.Cell>
          {SIDES.flatMap((of, i) => [
            <Table.Summary.Cell key={`${of} bills`} index={2 + i * 3} align="right">
              {figure(String(comparison[of].bills))}
            </Table.Summary.Cell>,
            <Table.Summary.Cell key={`${of} quantity`} index={3 + i * 3} align="right">
              {figure(formatMilli(comparison[of].quantityMilli))}
            </Table.Summary.Cell>,
            <Table.Summary.Cell key={`${of} amount`} index={4 + i * 3} align="right">
              <Money fen={comparison[of].amountFen} />
            </Table.Summary.Cell>,
          ])}
          <Table.Summary.Cell index={11} align="right">
            {figure(percent(comparison.now.amountFen, comparison.last.amountFen))}
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}

/** Accounts whose bill is further away than the rule says; a row opens the customer. */
export function MoverTable({ preview, rule }: { preview: PreviewData; rule: MoverRule }) {
  const { t } = useTranslation('billing');
  const navigate = useNavigate();
  const shown = preview.comparison.movers.filter((mover) => isMover(mover, rule));
  const change = (mover: Mover) => changeOf(mover, rule.against) ?? 0;
  const part = (mover: Mover) => change(mover) / Math.max(1, mover.nowFen - change(mover));
  const money = (title: string, of: 'nowFen' | 'lastFen' | 'lastYearFen') => ({
    title,
    align: 'right' as const,
    sorter: (a: Mover, b: Mover) => (a[of] ?? 0) - (b[of] ?? 0),
    render: (_: unknown, mover: Mover) => <Money fen={mover[of]} />,
  });
  return (
    <DataTable<Mover>
      query={{ ...WHOLE, data: shown }}
      rowKey="accountId"
      empty={{ title: t('comparison.noMovers') }}
      onOpen={(mover) => navigate(`/customers?${new URLSearchParams({ text: mover.accountNo })}`)}
      columns={[
        { title: t('door'), dataIndex: 'doorNo' },
        { title: t('customer'), dataIndex: 'customerName' },
        { title: t('account'), dataIndex: 'accountNo', className: 'figures' },
        {
          title: t('quantity'),
          align: 'right',
          sorter: (a, b) => a.nowMilli - b.nowMilli,
          render: (_, mover) => figure(formatMilli(mover.nowMilli)),
        },
        money(t('comparison.now'), 'nowFen'),
        money(t('comparison.last'), 'lastFen'),
        money(t('comparison.lastYear'), 'lastYearFen'),
        {
          title: t('correction.difference'),
          align: 'right',
          sorter: (a, b) => change(a) - change(b),
          render: (_, mover) => <Money fen={change(mover)} />,
        },
        {
          title: t('comparison.percent'),
          align: 'right',
          sorter: (a, b) => part(a) - part(b),
          render: (_, mover) => figure(percent(mover.nowFen, mover.nowFen - change(mover))),
        },
      ]}
    />
  );
}
