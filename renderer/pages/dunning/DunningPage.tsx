import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { STAGES } from '../../../main/modules/dunning/dunning.schema.ts';
import { Service } from '../../../main/modules/dunning/rule.schema.ts';
import type { AccountId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { AccountDrawer } from './AccountDrawer.tsx';
import { BulkBar } from './BulkBar.tsx';
import { CaseTable } from './CaseTable.tsx';
import { DunningNav } from './DunningNav.tsx';
import { SendingBar } from './SendingBar.tsx';
import { useKeptSearch } from './useKeptSearch.ts';

const DUES = ['due', ...STAGES, 'waiting', 'any'] as const;
const Search = z.object({
  due: z.enum(DUES).default('due').catch('due'),
  service: Service.optional().catch(undefined),
  building: z.string().optional(),
});

/** Who is due for which stage today, and what can be done for many at once. */
export function DunningPage() {
  const { t } = useTranslation('dunning');
  useKeptSearch('stationdesk.dunning');
  const [search, setSearch] = useSearchState(Search);
  const { due, service, building } = search;
  const cases = useQuery(
    trpc.dunning.cases.queryOptions({ due, ...(service && { service }), ...(building && { building }) }),
  );
  const [picked, setPicked] = useState<readonly AccountId[]>([]);
  const [open, setOpen] = useState<AccountId>();
  const mayAct = useMay('dunning.act');
  const rows = cases.data?.rows ?? [];
  const chosen = rows.filter((row) => picked.includes(row.accountId));
  return (
    <PageFrame
      title={t('title')}
      beside={<DunningNav />}
      extra={
        <>
          <Select
            aria-label={t('building')}
            allowClear
            showSearch
            placeholder={t('everyBuilding')}
            style={{ width: 130 }}
            value={building}
            options={(cases.data?.buildings ?? []).map((value) => ({ value, label: value }))}
            onChange={(value) => setSearch({ building: value })}
          />
          <Select
            aria-label={t('service')}
            allowClear
            placeholder={t('everyService')}
            style={{ width: 120 }}
            value={service}
            options={Service.options.map((value) => ({ value, label: t(`services.${value}`) }))}
            onChange={(value) => setSearch({ service: value })}
          />
          <Select
            aria-label={t('due')}
            style={{ width: 190 }}
            value={due}
            options={DUES.map((value) => ({
              value,
              label: t('dueCount', { what: t(`dues.${value}`), count: cases.data?.counts[value] ?? 0 }),
            }))}
            onChange={(value) => {
              setPicked([]);
              setSearch({ due: value });
            }}
          />
        </>
      }
    >
      {mayAct && <BulkBar chosen={chosen} channels={cases.data?.channels} onDone={() => setPicked([])} />}
      <SendingBar />
      <CaseTable
        query={{ ...cases, data: cases.data?.rows }}
        isFiltered={due !== 'any' || service !== undefined || building !== undefined}
        picked={picked}
        onPick={mayAct ? setPicked : undefined}
        onOpen={setOpen}
      />
      {open !== undefined && <AccountDrawer accountId={open} onClose={() => setOpen(undefined)} />}
    </PageFrame>
  );
}
