import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { CHECKS, type CheckName } from '../../../main/modules/cylinders/filling.schema.ts';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { Outputs } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';

type Row = Outputs['cylinders']['refusals'][number];

export function RefusalTable(props: {
  query: { data?: Row[] | undefined; isPending: boolean; error: unknown; refetch(): unknown };
  pagination?: TableProps<Row>['pagination'];
}) {
  const { t } = useTranslation('cylinders');
  const { zone } = useToday();
  return (
    <DataTable
      query={props.query}
      rowKey="id"
      empty={{ title: t('refusal.none') }}
      {...(props.pagination && { pagination: props.pagination })}
      columns={[
        { title: t('time'), className: 'figures', render: (_, row) => localDateTime(row.at, zone).slice(0, 19) },
        { title: t('refusal.code'), dataIndex: 'scannedCode', className: 'figures' },
        { title: t('refusal.reason'), render: (_, row) => t(`refusal.reasons.${row.reason.replace('.', '-')}`) },
        { title: t('refusal.detail'), render: (_, row) => <Detail text={row.detail} /> },
        { title: t('by'), dataIndex: 'userName' },
      ]}
    />
  );
}

/** "valve,marks note": the failed checks by name, then what the filler wrote. */
function Detail({ text }: { text: string }) {
  const { t } = useTranslation('cylinders');
  const [first = '', ...rest] = text.split(' ');
  const names = first.split(',');
  const isChecks = names.every((name): name is CheckName => (CHECKS as readonly string[]).includes(name));
  if (!isChecks) return text;
  return [names.map((name) => t(`check.${name}`)).join(' / '), ...rest].join(' ');
}
