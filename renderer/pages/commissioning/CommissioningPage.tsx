import { Select, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useBuses } from '../meters/useBuses.ts';
import { ClocksTab } from './ClocksTab.tsx';
import { DeviceTableTab } from './DeviceTableTab.tsx';
import { FindTab } from './FindTab.tsx';
import { FreezeTab } from './FreezeTab.tsx';

const Search = z.object({
  bus: z.coerce.number().int().min(0).default(0),
  tab: z.enum(['find', 'clocks', 'freeze', 'table']).default('find'),
});

/** From a plugged-in adapter to registered meters, one bus at a time. */
export function CommissioningPage() {
  const { t } = useTranslation('commissioning');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchState(Search);
  const buses = useBuses();
  const bus = buses.list.find((device) => device.deviceId === search.bus) ?? buses.list[0];
  const noBus = (
    <EmptyNote
      title={t('noBus')}
      hint={t('noBusHint')}
      action={{ label: t('toDevices'), onClick: () => navigate('/devices?form=new') }}
    />
  );
  return (
    <PageFrame
      title={t('title')}
      filters={
        bus && (
          <Select
            aria-label={t('bus')}
            style={{ width: 200 }}
            value={bus.deviceId as number}
            options={buses.list.map((device) => ({ value: device.deviceId as number, label: device.name }))}
            onChange={(next) => setSearch({ bus: next })}
          />
        )
      }
    >
      <Tabs
        activeKey={search.tab}
        onChange={(tab) => setSearch({ tab: tab as 'find' })}
        items={[
          { key: 'find', label: t('tabs.find'), children: bus ? <FindTab key={bus.deviceId} bus={bus} /> : noBus },
          { key: 'clocks', label: t('tabs.clocks'), children: bus ? <ClocksTab busId={bus.deviceId} /> : noBus },
          { key: 'freeze', label: t('tabs.freeze'), children: bus ? <FreezeTab busId={bus.deviceId} /> : noBus },
          { key: 'table', label: t('tabs.table'), children: <DeviceTableTab /> },
        ]}
      />
    </PageFrame>
  );
}
