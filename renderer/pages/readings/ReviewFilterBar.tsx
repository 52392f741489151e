import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';
import { AGES, REVIEW_CHOICES, type useReviewFilters } from './review-filters.ts';

const NONE: Pick<Outputs['readings']['reviewQueue'], 'buildings' | 'readers' | 'rounds'> = {
  buildings: [],
  readers: [],
  rounds: [],
};

export function ReviewFilterBar(
  props: Pick<ReturnType<typeof useReviewFilters>, 'filters' | 'setFilters' | 'isFiltered'> & {
    queue: Outputs['readings']['reviewQueue'] | undefined;
  },
) {
  const { t } = useTranslation('readings');
  const { filters, isFiltered } = props;
  const { buildings, readers, rounds } = props.queue ?? NONE;
  const set = (change: Partial<typeof filters>) => props.setFilters({ ...change, page: 1 });
  const clear = {
    source: '',
    reason: '',
    service: '',
    building: '',
    reader: 0,
    meter: 0,
    round: 0,
    text: '',
    age: 0,
  } as const;
  return (
    <>
      <Select
        aria-label={t('source')}
        style={{ width: 110 }}
        value={filters.source}
        options={REVIEW_CHOICES.SOURCES.map((value) => ({
          value,
          label: value ? t(`sources.${value}`) : t('filter.allSources'),
        }))}
        onChange={(source) => set({ source })}
      />
      <Select
        aria-label={t('service')}
        style={{ width: 115 }}
        value={filters.service}
        options={REVIEW_CHOICES.SERVICES.map((value) => ({
          value,
          label: value ? t(`services.${value}`) : t('filter.allServices'),
        }))}
        onChange={(service) => set({ service })}
      />
      <Select
        aria-label={t('building')}
        style={{ width: 120 }}
        showSearch
        value={filters.building}
        options={[{ value: '', label: t('allBuildings') }, ...buildings.map((value) => ({ value, label: value }))]}
        onChange={(building) => set({ building })}
      />
      <Select
        aria-label={t('filter.reader')}
        style={{ width: 120 }}
        value={filters.reader}
        options={[
          { value: 0, label: t('filter.allReaders') },
          ...readers.map(({ userId, name }) => ({ value: userId as number, label: name })),
        ]}
        onChange={(reader) => set({ reader })}
      />
      {(rounds.length > 0 || filters.round > 0) && (
        <Select
          aria-label={t('filter.round')}
          style={{ width: 140 }}
          value={filters.round}
          options={[
            { value: 0, label: t('filter.allRounds') },
            ...rounds.map(({ roundId, name }) => ({ value: roundId, label: name })),
            // Nothing of it waits any more, and the link that led here still names it.
            ...(filters.round > 0 && !rounds.some(({ roundId }) => roundId === filters.round)
              ? [{ value: filters.round, label: t('filter.thisRound') }]
              : []),
          ]}
          onChange={(round) => set({ round })}
        />
      )}
      <Select
        aria-label={t('filter.age')}
        style={{ width: 120 }}
        value={filters.age}
        options={AGES.map((value) => ({
          value,
          label: value ? t('filter.days', { count: value }) : t('filter.anyAge'),
        }))}
        onChange={(age) => set({ age })}
      />
      <Select
        aria-label={t('filter.sort')}
        style={{ width: 120 }}
        value={filters.sort}
        options={REVIEW_CHOICES.SORTS.map((value) => ({ value, label: t(`filter.sorts.${value}`) }))}
        onChange={(sort) => set({ sort })}
      />
      <Input.Search
        key={filters.text}
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        allowClear
        style={{ width: 180 }}
        defaultValue={filters.text}
        onSearch={(text) => set({ text: text.trim() })}
      />
      {isFiltered && <Button onClick={() => set(clear)}>{t('filter.clear')}</Button>}
    </>
  );
}
