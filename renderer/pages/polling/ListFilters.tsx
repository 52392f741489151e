import { Input, Pagination, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** What a list of gaps or alerts shows: which of them, of what kind, and whose. */
export function ListFilters<Show extends string, Kind extends string>(props: {
  shows: readonly Choice<Show>[];
  kinds: readonly Choice<Kind>[];
  search: { show: Show; kind: Kind; text: string };
  onRefine: (change: { show?: Show; kind?: Kind; text?: string }) => void;
}) {
  const { t } = useTranslation('polling');
  const { search, onRefine } = props;
  return (
    <>
      <Segmented<Show>
        aria-label={t('gaps.show')}
        value={search.show}
        options={[...props.shows]}
        onChange={(show) => onRefine({ show })}
      />
      <Select<Kind>
        aria-label={t('columns.kind')}
        style={{ width: 130 }}
        value={search.kind}
        options={[...props.kinds]}
        onChange={(kind) => onRefine({ kind })}
      />
      <Input.Search
        aria-label={t('search')}
        placeholder={t('search')}
        allowClear
        style={{ width: 200 }}
        defaultValue={search.text}
        onSearch={(value) => onRefine({ text: value.trim() })}
      />
    </>
  );
}

/** Pages of a list, where it has more than one. */
export function ListPages(props: { page: number; pageSize: number; total: number; onPage: (page: number) => void }) {
  const { page, pageSize, total, onPage } = props;
  if (total <= pageSize) return null;
  return (
    <Pagination
      style={{ marginTop: 8 }}
      size="small"
      showSizeChanger={false}
      pageSize={pageSize}
      current={page}
      total={total}
      onChange={onPage}
    />
  );
}
