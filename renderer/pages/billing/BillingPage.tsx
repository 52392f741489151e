import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { monthOf } from '../../../main/shared/dates.ts';
import { trpc } from '../../app/api.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { LateFeesPanel } from '../charges/LateFeesPanel.tsx';
import { BillList } from './BillList.tsx';
import { RunList } from './RunList.tsx';
import { RunPanel } from './RunPanel.tsx';

const Search = z.object({
  tab: z.enum(['', 'run', 'bills', 'late-fees', 'runs']).default(''),
  month: z.string().default(''),
  service: z.enum(['', 'electricity', 'gas', 'water']).default(''),
});

/** Issue the bills of a month, find a bill, look back at the runs. */
export function BillingPage() {
  const { t } = useTranslation('billing');
  const [search, setSearch] = useSearchState(Search);
  const { today } = useToday();
  const mayRun = useMay('billing.run');
  const state = useQuery(trpc.station.state.queryOptions());
  const mayPost = useMay('billing.late-fees');
  const tabs = (['run', 'bills', 'late-fees', 'runs'] as const).filter(
    (value) => (mayRun || value !== 'run') && (mayPost || value !== 'late-fees'),
  );
  const tab = search.tab || tabs[0] || 'bills';
  const month = search.month || monthOf(today);
  const service = search.service || (state.data?.kind === 'gas-station' ? 'gas' : 'electricity');
  return (
    <PageFrame
      title={t('title')}
      filters={
        <Segmented
          value={tab}
          options={tabs.map((value) => ({ value, label: t(value) }))}
          onChange={(value) => setSearch({ tab: value })}
        />
      }
    >
      {tab === 'run' && mayRun && (
        <RunPanel key={`${month} ${service}`} month={month} service={service} today={today} onChange={setSearch} />
      )}
      {tab === 'bills' && <BillList today={today} />}
      {tab === 'late-fees' && mayPost && <LateFeesPanel />}
      {tab === 'runs' && <RunList />}
    </PageFrame>
  );
}
