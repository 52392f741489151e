import { DeleteOutlined } from '@ant-design/icons';
import { Button, Input, Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  QUANTITY_NAMES,
  type Quantity,
  REGISTER_TYPES,
  unitsOf,
  WORD_ORDERS,
} from '../../../../main/devices/meter-modbus/profile.schema.ts';
import { keptUnit, parseAddress, type RegisterRow, withQuantity } from './modbus-map.ts';

const FUNCTIONS = [
  { value: 3, label: '03' },
  { value: 4, label: '04' },
] as const;

/** One register a row, editable in place. */
export function RegisterRows(props: {
  rows: readonly RegisterRow[];
  onChange: (rows: readonly RegisterRow[]) => void;
  /** What the test reading gave, by quantity. */
  values: Partial<Record<Quantity, string>>;
  faultRow: number | null;
}) {
  const { t } = useTranslation('profiles');
  const { rows, values } = props;
  const change = (key: number, next: (row: RegisterRow) => RegisterRow) =>
    props.onChange(rows.map((row) => (row.key === key ? next(row) : row)));
  const set = (row: RegisterRow, part: Partial<RegisterRow>) => change(row.key, (old) => ({ ...old, ...part }));
  const plain = (list: readonly string[]) => list.map((value) => ({ value, label: value || '—' }));
  const named = (what: string, row: RegisterRow) => `${t(`quantities.${row.quantity}`)} ${t(`modbus.${what}`)}`;
  return (
    <Table<RegisterRow>
      size="small"
      rowKey="key"
      pagination={false}
      scroll={{ y: 340 }}
      dataSource={rows}
      locale={{ emptyText: t('modbus.empty') }}
      onRow={(_, at) => (at === props.faultRow ? { style: { background: 'var(--ant-color-error-bg)' } } : {})}
      columns={[
        {
          title: t('modbus.quantity'),
          width: 160,
          render: (_, row) => (
            <Select
              aria-label={named('quantity', row)}
              style={{ width: '100%' }}
              value={row.quantity}
              options={QUANTITY_NAMES.map((value) => ({ value, label: t(`quantities.${value}`) }))}
              onChange={(quantity) => change(row.key, (old) => withQuantity(old, quantity))}
            />
          ),
        },
        {
          title: t('modbus.fn'),
          width: 88,
          render: (_, row) => (
            <Select
              aria-label={named('fn', row)}
              style={{ width: '100%' }}
              value={row.fn}
              options={[...FUNCTIONS]}
              onChange={(fn) => set(row, { fn })}
            />
          ),
        },
        {
          title: t('modbus.address'),
          width: 140,
          render: (_, row) => (
            <Input
              aria-label={named('address', row)}
              className="figures"
              value={row.address}
              placeholder="0x0048"
              maxLength={8}
              suffix={<span style={{ opacity: 0.5 }}>{parseAddress(row.address) ?? ''}</span>}
              onChange={(event) => set(row, { address: event.target.value })}
            />
          ),
        },
        {
          title: t('modbus.type'),
          width: 124,
          render: (_, row) => (
            <Select
              aria-label={named('type', row)}
              style={{ width: '100%' }}
              value={row.type}
              options={REGISTER_TYPES.map((value) => ({ value, label: value }))}
              onChange={(type) => set(row, { type })}
            />
          ),
        },
        {
          title: t('modbus.order'),
          width: 116,
          render: (_, row) => (
            <Select
              aria-label={named('order', row)}
              style={{ width: '100%' }}
              value={row.order}
              options={WORD_ORDERS.map((value) => ({ value, label: value }))}
              onChange={(order) => set(row, { order })}
            />
          ),
        },
        {
          title: t('modbus.scale'),
          width: 90,
          render: (_, row) => (
            <Input
              aria-label={named('scale', row)}
              className="figures"
              value={row.scale}
              maxLength={16}
              onChange={(event) => set(row, { scale: event.target.value })}
            />
          ),
        },
        {
          title: t('modbus.unit'),
          width: 108,
          render: (_, row) => (
            <Select
              aria-label={named('unit', row)}
              style={{ width: '100%' }}
              value={row.unit}
              options={plain(unitsOf(row.quantity))}
              onChange={(unit) => set(row, { unit })}
            />
          ),
        },
        {
          title: t('modbus.value'),
          align: 'right',
          className: 'figures',
          render: (_, row) => {
            const value = values[row.quantity];
            return value === undefined ? '—' : `${value} ${keptUnit(row)}`;
          },
        },
        {
          title: '',
          width: 44,
          render: (_, row) => (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={named('remove', row)}
              onClick={() => props.onChange(rows.filter(({ key }) => key !== row.key))}
            />
          ),
        },
      ]}
    />
  );
}
