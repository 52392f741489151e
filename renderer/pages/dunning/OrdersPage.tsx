import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { DunningNav } from './DunningNav.tsx';
import { OrderList } from './OrderList.tsx';

const STATES = ['open', 'closed', 'all'] as const;
const Search = z.object({ state: z.enum(STATES).default('open').catch('open') });

export function OrdersPage() {
  const { t } = useTranslation('dunning');
  const [search, setSearch] = useSearchState(Search);
  return (
    <PageFrame
      title={t('title')}
      beside={<DunningNav />}
      extra={
        <Segmented
          aria-label={t('orderState')}
          value={search.state}
          options={STATES.map((value) => ({ value, label: t(`orderFilter.${value}`) }))}
          onChange={(state) => setSearch({ state })}
        />
      }
    >
      <OrderList state={search.state} />
    </PageFrame>
  );
}
