import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';

type Preview = Pick<Outputs['meterwork']['previewRollover'], 'before' | 'after'>;
type Line = Preview['before'][number] & { readonly when: 'before' | 'after' };

/** The next bills as they are now and as they become. */
export function OutlookTable({ preview }: { preview: Preview }) {
  const { t } = useTranslation(['meterwork', 'billing']);
  const lines: Line[] = (['before', 'after'] as const).flatMap((when) =>
    preview[when].map((line) => ({ ...line, when })),
  );
  if (lines.length === 0) return <p>{t('noAccount')}</p>;
  return (
    <Table<Line>
      size="small"
      pagination={false}
      rowKey={(line) => `${line.when} ${line.meterNo}`}
      dataSource={lines}
      style={{ marginBottom: 12 }}
      columns={[
        { key: 'when', width: 70, render: (_, line) => t(line.when) },
        { title: t('month'), dataIndex: 'month', className: 'figures', width: 90 },
        { title: t('meter'), dataIndex: 'meterNo', className: 'figures' },
        {
          title: t('quantity'),
          align: 'right',
          render: (_, line) =>
            line.quantityMilli === null ? (
              t('noBill', { reason: t(`billing:reasons.${line.reason ?? 'no-reading'}`) })
            ) : (
              <span className="figures">{formatMilli(line.quantityMilli)}</span>
            ),
        },
        {
          title: t('amount'),
          align: 'right',
          width: 120,
          render: (_, line) => (line.amountFen === null ? '—' : <Money fen={line.amountFen} />),
        },
        { key: 'state', width: 90, render: (_, line) => t(line.isIssued ? 'issued' : 'unissued') },
      ]}
    />
  );
}
