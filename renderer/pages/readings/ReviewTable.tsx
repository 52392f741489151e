import { Button, type TableProps, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { RegisterValue } from './figures.tsx';
import { ReviewReasons, type ReviewRow } from './ReviewReasons.tsx';

/** Lower than the reading before, and that one was an estimate: it was too high. */
export const isBelowEstimate = ({ previous, reading }: ReviewRow) =>
  previous?.source === 'estimated' && reading.totalMilli < previous.totalMilli;
/** Lower than a real reading: the register may have passed zero. */
export const isBelowReal = ({ previous, reading }: ReviewRow) =>
  previous !== null && previous.source !== 'estimated' && reading.totalMilli < previous.totalMilli;

export function ReviewTable(props: {
  query: Parameters<typeof DataTable<ReviewRow>>[0]['query'];
  zone: string;
  mayReview: boolean;
  isFiltered: boolean;
  chosen: readonly number[];
  currentId: number | undefined;
  onChoose: (ids: readonly number[]) => void;
  onCurrent: (id: number) => void;
  onDecide: (row: ReviewRow, action: 'accept' | 'reject') => void;
  onOpen: (row: ReviewRow) => void;
  pagination: TableProps<ReviewRow>['pagination'];
}) {
  const { t } = useTranslation(['readings', 'meterwork']);
  const { token } = theme.useToken();
  const { zone, mayReview } = props;
  const rounded = (milli: number | null) => (milli === null ? '—' : formatMilli(Math.round(milli / 1000) * 1000));
  const acceptLabel = (row: ReviewRow) =>
    isBelowEstimate(row) ? t('meterwork:trueUp.short') : isBelowReal(row) ? t('meterwork:rollover.short') : t('accept');
  return (
    <DataTable<ReviewRow>
      query={props.query}
      rowKey={(row) => row.reading.readingId}
      empty={
        props.isFiltered ? { title: t('reviewEmptyFiltered') } : { title: t('reviewEmpty'), hint: t('reviewEmptyHint') }
      }
      pagination={props.pagination}
      {...(mayReview && {
        rowSelection: {
          columnWidth: 40,
          selectedRowKeys: [...props.chosen],
          onChange: (keys) => props.onChoose(keys as number[]),
        },
      })}
      onRow={(row) => {
        const isCurrent = row.reading.readingId === props.currentId;
        return {
          'aria-current': isCurrent,
          onClick: () => props.onCurrent(row.reading.readingId),
          style: isCurrent ? { boxShadow: `inset 3px 0 0 ${token.colorPrimary}` } : {},
          ref: (element: HTMLElement | null) => {
            if (isCurrent) element?.scrollIntoView({ block: 'nearest' });
          },
        };
      }}
      columns={[
        {
          title: t('door'),
          width: 110,
          render: (_, row) => (
            <>
              {row.doorNo || '—'}
              <div style={{ color: token.colorTextSecondary, fontSize: 12 }}>{row.customerName}</div>
            </>
          ),
        },
        {
          title: t('meter'),
          width: 130,
          render: (_, row) => (
            <Button
              type="link"
              size="small"
              style={{ padding: 0 }}
              aria-label={t('history.openFor', { meterNo: row.meterNo })}
              onClick={() => props.onOpen(row)}
            >
              {row.meterNo}
            </Button>
          ),
        },
        {
          title: t('last'),
          align: 'right',
          width: 100,
          render: (_, row) => <RegisterValue milli={row.previous?.totalMilli} decimals={row.decimals} />,
        },
        {
          title: t('present'),
          align: 'right',
          width: 100,
          render: (_, row) => <RegisterValue milli={row.reading.totalMilli} decimals={row.decimals} />,
        },
        {
          title: t('usage'),
          align: 'right',
          width: 90,
          render: (_, row) => (
            <span className="figures">
              {row.usageMilli === null || row.reading.doubts.includes('lower')
                ? '—'
                : formatMilli(row.usageMilli, row.decimals)}
            </span>
          ),
        },
        {
          title: t('usualColumn'),
          align: 'right',
          width: 80,
          render: (_, row) => <span className="figures">{rounded(row.usualMilli)}</span>,
        },
        { title: t('doubt'), render: (_, row) => <ReviewReasons row={row} zone={zone} /> },
        {
          title: t('readAt'),
          width: 120,
          render: (_, row) => (
            <>
              <span className="figures">{localDateTime(row.reading.readAt, zone).slice(5, 16)}</span>
              <br />
              {row.recordedBy} {t(`sources.${row.reading.source}`)}
            </>
          ),
        },
        ...(mayReview
          ? [
              {
                key: 'actions',
                width: 150,
                render: (_: unknown, row: ReviewRow) => (
                  <>
                    <Button size="small" onClick={() => props.onDecide(row, 'accept')}>
                      {acceptLabel(row)}
                    </Button>{' '}
                    <Button size="small" danger onClick={() => props.onDecide(row, 'reject')}>
                      {t('reject')}
                    </Button>
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
