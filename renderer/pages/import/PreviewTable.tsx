import { Segmented, Select, Table, type TableProps, Tooltip, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMNS, type ImportColumn } from '../../../main/modules/import/import.columns.domain.ts';
import type { Mapping, Preview } from './useImport.ts';

type Row = Preview['rows'][number];

/** The file as it was read: above each column what it was taken for, and every fault at its cell. */
export function PreviewTable(props: { preview: Preview; onRemap: (mapping: Mapping) => void }) {
  const { t } = useTranslation('import');
  const { token } = theme.useToken();
  const { preview } = props;
  const [shows, setShows] = useState<'all' | 'wrong'>('all');
  const isWrongOnly = shows === 'wrong' && preview.errorRows > 0;
  const rows = isWrongOnly ? preview.rows.filter((row) => row.errors.length > 0) : preview.rows;
  const columns: NonNullable<TableProps<Row>['columns']> = [
    {
      title: t('rowNo'),
      dataIndex: 'rowNo',
      width: 60,
      fixed: 'left',
      align: 'right',
      className: 'figures',
      onCell: (row) => ({ style: row.errors.length > 0 ? { color: token.colorError, fontWeight: 600 } : {} }),
    },
    ...preview.heads.map((head, at) => ({
      key: at,
      width: 132,
      ellipsis: true,
      className: 'figures',
      title: (
        <ColumnHead
          head={head}
          column={preview.mapping[at] ?? null}
          onChange={(column) => props.onRemap(remapped(preview, at, column))}
        />
      ),
      render: (_: unknown, row: Row) => <Cell row={row} at={at} column={preview.mapping[at] ?? null} />,
    })),
    {
      title: t('errors'),
      width: 300,
      fixed: 'right',
      render: (_, row) => (
        <>
          <Faults row={row} />
          <Repairs row={row} />
        </>
      ),
    },
  ];
  return (
    <>
      {preview.errorRows > 0 && (
        <Segmented
          style={{ marginBottom: 8 }}
          value={isWrongOnly ? 'wrong' : 'all'}
          options={[
            { value: 'all', label: t('showAll') },
            { value: 'wrong', label: t('showWrong', { count: preview.errorRows }) },
          ]}
          onChange={(value) => setShows(value as 'all' | 'wrong')}
        />
      )}
      <Table<Row>
        size="small"
        sticky
        rowKey="rowNo"
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 60 + preview.heads.length * 132 + 300 }}
        footer={() => t('shown', { shown: preview.rows.length, count: preview.counts.rows })}
      />
    </>
  );
}

/** A column holds one thing and a thing stands in one column: what is given to one is taken from the other. */
function remapped(preview: Preview, at: number, column: ImportColumn | null): Mapping {
  return preview.heads.map((_, i) => {
    if (i === at) return column;
    const before = preview.mapping[i] ?? null;
    return before === column ? null : before;
  });
}

function ColumnHead(props: {
  head: string;
  column: ImportColumn | null;
  onChange: (column: ImportColumn | null) => void;
}) {
  const { t } = useTranslation('import');
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 4, fontWeight: 400 }}>
      <strong style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{props.head || '—'}</strong>
      <Select<ImportColumn | ''>
        size="small"
        aria-label={t('takenFor', { head: props.head })}
        popupMatchSelectWidth={false}
        value={props.column ?? ''}
        options={[
          { value: '' as const, label: t('ignored') },
          ...COLUMNS.map((value) => ({ value, label: t(`column.${value}`) })),
        ]}
        onChange={(value) => props.onChange(value || null)}
      />
    </div>
  );
}

function Cell(props: { row: Row; at: number; column: ImportColumn | null }) {
  const { token } = theme.useToken();
  const errorText = useRowErrorText();
  const { row, column } = props;
  const text = row.cells[props.at] ?? '';
  const errors = row.errors.filter((error) => error.column === column);
  if (column === null) return <span style={{ color: token.colorTextTertiary }}>{text}</span>;
  if (errors.length === 0) return text;
  return (
    <Tooltip title={errors.map(errorText).join(' ')}>
      <span
        style={{
          display: 'block',
          padding: '0 4px',
          minHeight: 22,
          background: token.colorErrorBg,
          color: token.colorErrorText,
          borderBottom: `2px solid ${token.colorError}`,
        }}
      >
        {text || '—'}
      </span>
    </Tooltip>
  );
}

function Faults({ row }: { row: Row }) {
  const { t } = useTranslation('import');
  const { token } = theme.useToken();
  const errorText = useRowErrorText();
  if (row.errors.length === 0) return <span style={{ color: token.colorSuccess }}>{t('fine')}</span>;
  return (
    <ul style={{ margin: 0, paddingLeft: 16, color: token.colorErrorText, fontSize: 12 }}>
      {row.errors.map((error) => (
        <li key={`${error.column} ${error.code}`}>{errorText(error)}</li>
      ))}
    </ul>
  );
}

/** Numbers that are taken in otherwise than they stand. */
function Repairs({ row }: { row: Row }) {
  const { t } = useTranslation('import');
  return row.repairs.map(({ column, from, to }) => (
    <div key={column} className="figures" style={{ fontSize: 12 }}>
      {t('repair', { column: t(`column.${column}`), from, to })}
    </div>
  ));
}

/** What is wrong in a cell and what to do about it. */
function useRowErrorText(): (error: Row['errors'][number]) => string {
  const { t } = useTranslation('import');
  return (error) => t(`error.${error.code}`, { ...error.params, column: t(`column.${error.column}`) });
}
