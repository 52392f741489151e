import type { TablePaginationConfig } from 'antd';

/** The list of one page out of many that the station keeps: what DataTable asks of a query. */
export function pageQuery<Answer, Row>(
  list: { data: Answer | undefined; isPending: boolean; error: unknown; refetch(): unknown },
  rowsOf: (answer: Answer) => readonly Row[],
) {
  const { data, isPending, error, refetch } = list;
  return { data: data && rowsOf(data), isPending, error, refetch };
}

/** The pager below such a list. */
export function pager(
  current: number,
  of: { pageSize: number; total: number | undefined },
  onChange: (page: number) => void,
): TablePaginationConfig {
  return { current, pageSize: of.pageSize, total: of.total ?? 0, showSizeChanger: false, size: 'small', onChange };
}
