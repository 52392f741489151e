import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';

/** One version more to compare: a draft, or one that was replaced. */
export function AlsoSelect(props: {
  service: string;
  value: number | undefined;
  onChange: (tariffId: number | undefined) => void;
}) {
  const { t } = useTranslation('advice');
  const tariffs = useQuery(trpc.tariffs.list.queryOptions());
  const options = (tariffs.data ?? [])
    .filter((tariff) => tariff.service === props.service)
    .map(({ tariffId, code, effectiveFrom, isActive }) => ({
      value: tariffId as number,
      label: `${code} ${effectiveFrom}${isActive ? '' : ` (${t('draft')})`}`,
    }));
  return (
    <Select
      aria-label={t('also')}
      placeholder={t('also')}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: 260 }}
      value={props.value}
      onChange={props.onChange}
      options={options}
    />
  );
}
