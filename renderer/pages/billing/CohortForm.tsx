import { useQuery } from '@tanstack/react-query';
import { Form, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TariffCycle } from '../../../main/modules/billing/cohort.schema.ts';
import { monthOf } from '../../../main/shared/dates.ts';
import { type Inputs, trpc } from '../../app/api.ts';
import { MonthSelect } from '../../ui/MonthSelect.tsx';

export type Cohort = Omit<Inputs['billing']['preview'], 'dueOn'>;
const SERVICES: readonly Cohort['service'][] = ['electricity', 'gas', 'water'];

/** For whom a run is: month and service, and where wanted some buildings or the tariffs of one cycle. */
export function CohortForm(props: {
  cohort: Cohort;
  today: string;
  onChange: (part: Partial<Cohort>) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('billing');
  const { cohort, today, onChange } = props;
  const buildings = useQuery(trpc.premises.buildings.queryOptions());
  return (
    <Form layout="inline" style={{ marginBottom: 16, rowGap: 8 }}>
      <Form.Item label={t('service')}>
        <Segmented
          value={cohort.service}
          options={SERVICES.map((value) => ({ value, label: t(`services.${value}`) }))}
          onChange={(service) => onChange({ service })}
        />
      </Form.Item>
      <Form.Item label={t('month')}>
        <MonthSelect
          label={t('month')}
          current={monthOf(today)}
          value={cohort.month}
          onChange={(month) => onChange({ month })}
        />
      </Form.Item>
      <Form.Item label={t('cohort.buildings')}>
        <Select
          mode="multiple"
          aria-label={t('cohort.buildings')}
          style={{ minWidth: 150, maxWidth: 320 }}
          maxTagCount="responsive"
          placeholder={t('cohort.allBuildings')}
          value={cohort.buildings ?? []}
          options={(buildings.data ?? []).map(({ building }) => ({ value: building, label: building }))}
          onChange={(value) => onChange({ buildings: value })}
        />
      </Form.Item>
      <Form.Item label={t('cohort.cycle')}>
        <Select
          aria-label={t('cohort.cycle')}
          style={{ width: 120 }}
          value={cohort.cycle ?? ''}
          options={[
            { value: '', label: t('cohort.allCycles') },
            ...TariffCycle.options.map((value) => ({ value, label: t(`cohort.cycles.${value}`) })),
          ]}
          onChange={(value) => onChange({ cycle: value === '' ? undefined : (value as Cohort['cycle']) })}
        />
      </Form.Item>
      {props.children}
    </Form>
  );
}

/** A cohort in words, where it is not everybody. */
export function useCohortText(): (cohort: { buildings: readonly string[]; cycle: Cohort['cycle'] | null }) => string {
  const { t } = useTranslation('billing');
  return ({ buildings, cycle }) =>
    [
      buildings.length > 0 ? t('cohort.of', { buildings: buildings.join(t('cohort.separator')) }) : '',
      cycle ? t(`cohort.cycles.${cycle}`) : '',
    ]
      .filter(Boolean)
      .join(' · ') || t('cohort.everybody');
}
