import { DeleteOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Method } from '../../../main/modules/sharing/sharing.schema.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { DayInput } from '../../ui/DayInput.tsx';
import { type MemberRow, scaledOf } from './group-form.ts';

/** Who shares: the figure the method weighs by, whether the flat is vacant and what it then pays, and since when. */
export function MemberTable(props: {
  members: readonly MemberRow[];
  method: Method;
  onChange: (change: (members: readonly MemberRow[]) => MemberRow[]) => void;
}) {
  const { t } = useTranslation('sharing');
  const { members, method, onChange } = props;
  if (members.length === 0) return <EmptyNote title={t('noMembers')} hint={t('addHint')} />;
  const set = (row: MemberRow, part: Partial<MemberRow>) =>
    onChange((before) =>
      before.map((member) => (member.accountId === row.accountId ? { ...member, ...part } : member)),
    );
  const figure = (row: MemberRow, field: 'area' | 'coefficient' | 'vacantPercent', decimals: number, most: number) => (
    <Input
      aria-label={t('fieldOf', { field: t(`fields.${field}`), door: row.doorNo })}
      className="figures"
      inputMode="decimal"
      autoComplete="off"
      style={{ textAlign: 'right' }}
      status={scaledOf(row[field], decimals, most) === undefined ? 'error' : ''}
      value={row[field]}
      onChange={(event) => set(row, { [field]: event.target.value })}
    />
  );
  return (
    <Table<MemberRow>
      size="small"
      rowKey="accountId"
      dataSource={members}
      pagination={members.length > 50 ? { pageSize: 50, showSizeChanger: false, size: 'small' } : false}
      columns={[
        { title: t('door'), dataIndex: 'doorNo', width: 110 },
        { title: t('customer'), dataIndex: 'customerName' },
        ...(method === 'coefficient'
          ? [
              {
                title: t('fields.coefficient'),
                width: 110,
                render: (_: unknown, row: MemberRow) => figure(row, 'coefficient', 3, 1_000_000),
              },
            ]
          : [
              {
                title: t('fields.area'),
                width: 120,
                render: (_: unknown, row: MemberRow) => figure(row, 'area', 3, 1_000_000_000),
              },
            ]),
        {
          title: t('vacant'),
          width: 60,
          render: (_, row) => (
            <Checkbox
              aria-label={t('fieldOf', { field: t('vacant'), door: row.doorNo })}
              checked={row.isVacant}
              onChange={(event) => set(row, { isVacant: event.target.checked })}
            />
          ),
        },
        {
          title: t('fields.vacantPercent'),
          width: 110,
          render: (_, row) => (row.isVacant ? figure(row, 'vacantPercent', 1, 1000) : '—'),
        },
        {
          title: t('fromOn'),
          width: 160,
          render: (_, row) => (
            <DayInput
              label={t('fieldOf', { field: t('fromOn'), door: row.doorNo })}
              value={row.fromOn}
              onChange={(fromOn) => set(row, { fromOn })}
            />
          ),
        },
        {
          title: t('toOn'),
          width: 160,
          render: (_, row) => (
            <DayInput
              label={t('fieldOf', { field: t('toOn'), door: row.doorNo })}
              value={row.toOn}
              onChange={(toOn) => set(row, { toOn })}
            />
          ),
        },
        {
          width: 48,
          render: (_, row) => (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeMember', { door: row.doorNo })}
              onClick={() => onChange((before) => before.filter((member) => member.accountId !== row.accountId))}
            />
          ),
        },
      ]}
    />
  );
}
