import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { TariffCycle } from '../../../main/modules/billing/cohort.schema.ts';
import { monthOf } from '../../../main/shared/dates.ts';
import { trpc } from '../../app/api.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { LateFeesPanel } from '../charges/LateFeesPanel.tsx';
import { BillList } from './BillList.tsx';
import type { Cohort } from './CohortForm.tsx';
import { RunList } from './RunList.tsx';
import { RunPanel } from './RunPanel.tsx';

const Search = z.object({
  tab: z.enum(['', 'run', 'bills', 'late-fees', 'runs']).default(''),
  month: z.string().default(''),
  service: z.enum(['', 'electricity', 'gas', 'water']).default(''),
  /** A JSON array: a building's name may hold any sign. */
  buildings: z.string().default(''),
  cycle: z.enum(['', ...TariffCycle.options]).default(''),
});

function buildingsIn(text: string): string[] {
  try {
    return z.array(z.string()).catch([]).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

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
  const buildings = buildingsIn(search.buildings);
  const cohort: Cohort = {
    month,
    service,
    ...(buildings.length > 0 && { buildings }),
    ...(search.cycle !== '' && { cycle: search.cycle }),
  };
  const changeCohort = (part: Partial<Cohort>) =>
    setSearch({
      ...(part.month && { month: part.month }),
      ...(part.service && { service: part.service }),
      ...(part.buildings && { buildings: part.buildings.length > 0 ? JSON.stringify(part.buildings) : '' }),
      ...('cycle' in part && { cycle: part.cycle ?? '' }),
    });
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
        <RunPanel key={JSON.stringify(cohort)} cohort={cohort} today={today} onChange={changeCohort} />
      )}
      {tab === 'bills' && <BillList today={today} />}
      {tab === 'late-fees' && mayPost && <LateFeesPanel />}
      {tab === 'runs' && <RunList />}
    </PageFrame>
  );
}
