import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../../main/shared/ids.ts';
import type { Outputs } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';

export type CaseRow = Outputs['dunning']['cases']['rows'][number];

/** One line an account in debt: what it owes, since when, what was done last and what comes next. */
export function CaseTable(props: {
  query: { data: readonly CaseRow[] | undefined; isPending: boolean; error: unknown; refetch(): unknown };
  isFiltered: boolean;
  picked: readonly AccountId[];
  onPick: ((picked: AccountId[]) => void) | undefined;
  onOpen: (accountId: AccountId) => void;
}) {
  const { t } = useTranslation('dunning');
  const { onPick } = props;
  return (
    <DataTable<CaseRow>
      query={props.query}
      rowKey="accountId"
      onOpen={(row) => props.onOpen(row.accountId)}
      empty={props.isFiltered ? { title: t('emptyFiltered') } : { title: t('empty'), hint: t('emptyHint') }}
      {...(onPick && {
        rowSelection: {
          selectedRowKeys: [...props.picked],
          onChange: (keys) => onPick(keys as AccountId[]),
          getCheckboxProps: (row: CaseRow) => ({ 'aria-label': `${row.doorNo} ${row.customerName}` }),
          onCell: () => ({ onClick: (event) => event.stopPropagation() }),
        },
      })}
      columns={[
        { title: t('door'), width: 100, dataIndex: 'doorNo', className: 'figures' },
        {
          title: t('customer'),
          render: (_, row) => (
            <>
              {row.customerName}{' '}
              {row.marks.map((mark) => (
                <Tag key={mark.markId} color={mark.kind === 'protected' ? 'red' : 'gold'}>
                  {t(`marks.${mark.kind}`)}
                </Tag>
              ))}
              {row.isStopped && <Tag color="volcano">{t('stopped')}</Tag>}
            </>
          ),
        },
        { title: t('phone'), width: 130, className: 'figures', render: (_, row) => row.phone || '—' },
        { title: t('service'), width: 92, render: (_, row) => t(`services.${row.service}`) },
        {
          title: t('owed'),
          width: 110,
          align: 'right',
          sorter: (a, b) => a.owedFen - b.owedFen,
          render: (_, row) => <Money fen={row.owedFen} isDebt />,
        },
        { title: t('bills'), width: 60, align: 'right', className: 'figures', dataIndex: 'bills' },
        {
          title: t('days'),
          width: 90,
          align: 'right',
          className: 'figures',
          sorter: (a, b) => a.daysOverdue - b.daysOverdue,
          dataIndex: 'daysOverdue',
        },
        { title: t('oldest'), width: 110, className: 'figures', dataIndex: 'oldestDueOn' },
        {
          title: t('lastStep'),
          width: 170,
          render: (_, row) =>
            row.lastStep ? (
              <span className="figures">
                {t(`stages.${row.lastStep.stage}`)} {row.lastStep.takenOn}
              </span>
            ) : (
              '—'
            ),
        },
        { title: t('next'), width: 190, render: (_, row) => <NextStep row={row} /> },
      ]}
    />
  );
}

export function NextStep({ row }: { row: CaseRow }) {
  const { t } = useTranslation('dunning');
  if (row.dueStage)
    return <Tag color={row.dueStage === 'order' ? 'red' : 'blue'}>{t(`dueStages.${row.dueStage}`)}</Tag>;
  return (
    <span>
      {t(`waits.${row.wait ?? 'complete'}`)} {row.nextOn && <span className="figures">{row.nextOn}</span>}
    </span>
  );
}
