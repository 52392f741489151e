import { Table } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Price, Scheme, Unit } from '../../../main/modules/tariffs/document.schema.ts';
import type { Outputs } from '../../app/api.ts';

export type TariffRow = Outputs['tariffs']['list'][number];

/** "3.00", "0.538": at least two decimals, so that a column of prices lines up. */
function padded(price: string): string {
  const [whole = '', decimals = ''] = price.split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

/** "0.538", or "峰 0.568 谷 0.288" where periods have prices of their own. */
export function usePriceText(): (price: Price) => string {
  const { t } = useTranslation('tariffs');
  return (price) =>
    typeof price === 'string'
      ? padded(price)
      : Object.entries(price)
          .map(([period, text]) => `${t(`periods.${period}`)} ${padded(text)}`)
          .join(' ');
}

/** "m³", "瓶": the unit as people write it. */
export function unitText(t: TFunction<'tariffs'>, unit: Unit): string {
  return t(`units.${unit}`);
}

/** All prices of a tariff in one line, for the list. */
export function PriceSummary({ tariff }: { tariff: TariffRow }) {
  const { t } = useTranslation('tariffs');
  const priceText = usePriceText();
  const { scheme, cycle } = tariff.document;
  const prices = scheme.kind === 'flat' ? [scheme.price] : scheme.tiers.map((tier) => tier.price);
  return (
    <>
      {scheme.kind === 'tiered' ? `${t('tiersBy', { cycle: t(`cycles.${cycle}`) })} ` : `${t('kinds.flat')} `}
      <span className="figures">{prices.map(priceText).join(' / ')}</span>
    </>
  );
}

/** The tiers of a scheme with their limits; the limit itself belongs to its tier. */
export function SchemeTable({ scheme, unit }: { scheme: Scheme; unit: Unit }) {
  const { t } = useTranslation('tariffs');
  const priceText = usePriceText();
  const rows =
    scheme.kind === 'flat'
      ? [{ key: 0, name: t('kinds.flat'), from: '', upTo: '', price: scheme.price }]
      : scheme.tiers.map((tier, i) => ({
          key: i + 1,
          name: t(`tierNames.${i + 1}`),
          from: i === 0 ? '0' : (scheme.tiers[i - 1]?.upTo ?? ''),
          upTo: tier.upTo,
          price: tier.price,
        }));
  return (
    <Table
      size="small"
      style={{ marginTop: 8 }}
      pagination={false}
      rowKey="key"
      dataSource={rows}
      columns={[
        { title: t('tiers'), dataIndex: 'name' },
        {
          title: unitText(t, unit),
          align: 'right',
          render: (_, row) => (
            <span className="figures">
              {row.upTo === null ? t('aboveLimit', { from: row.from }) : row.upTo && `${row.from} – ${row.upTo}`}
            </span>
          ),
        },
        {
          title: t('prices'),
          align: 'right',
          render: (_, row) => <span className="figures">{priceText(row.price)}</span>,
        },
      ]}
    />
  );
}
