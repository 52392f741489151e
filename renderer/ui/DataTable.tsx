import { Skeleton, Table, type TableProps } from 'antd';
import type { ReactNode } from 'react';
import { EmptyNote, type EmptyState } from './EmptyNote.tsx';
import { ErrorNote } from './ErrorNote.tsx';

export { EmptyNote, type EmptyState };

interface ListQuery<Row> {
  readonly data?: readonly Row[] | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  refetch(): unknown;
}

/** A list in all its states: loading, failed, empty with the next step, and full with a fixed head. */
export function DataTable<Row extends object>(
  props: Omit<TableProps<Row>, 'dataSource' | 'loading' | 'size'> & {
    query: ListQuery<Row>;
    empty: EmptyState;
    onOpen?: (row: Row) => void;
    after?: ReactNode;
  },
) {
  const { query, empty, onOpen, after, ...table } = props;
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  if (!query.data || query.data.length === 0) return <EmptyNote {...empty} />;
  return (
    <>
      <Table<Row>
        size="small"
        sticky
        pagination={query.data.length > 50 ? { pageSize: 50, showSizeChanger: false, size: 'small' } : false}
        {...table}
        dataSource={query.data}
        {...(onOpen && {
          onRow: (row: Row) => ({
            tabIndex: 0,
            style: { cursor: 'pointer' },
            onClick: () => onOpen(row),
            onKeyDown: (event) => {
              if (event.key === 'Enter') onOpen(row);
            },
          }),
        })}
      />
      {after}
    </>
  );
}
