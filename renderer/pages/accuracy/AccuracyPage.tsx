import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { client } from '../../app/api.ts';
import { ExcelButton } from '../../ui/ExcelButton.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { CalibrationTab } from './CalibrationTab.tsx';
import { EventsTab } from './EventsTab.tsx';
import { TABS, useAccuracyFilters } from './filters.ts';
import { MeterDrawer } from './MeterDrawer.tsx';
import { SealsTab } from './SealsTab.tsx';
import { TestsTab } from './TestsTab.tsx';

const SHOWS = ['overdue', 'soon', 'undated', 'all'] as const;
const LISTS = { calibration: CalibrationTab, seals: SealsTab, events: EventsTab, tests: TestsTab };

/** Whether meters can be believed: calibration that is due, seals, what was noticed about them, error tests. */
export function AccuracyPage() {
  const { t } = useTranslation('accuracy');
  const of = useAccuracyFilters();
  const { filters, setFilters } = of;
  const { tab, due, service, building, text } = filters;
  const List = LISTS[tab];
  const listed = { show: due, text, ...(service && { service }), ...(building && { building }) };
  return (
    <PageFrame
      title={t('title')}
      filters={
        <>
          <Segmented
            aria-label={t('title')}
            value={tab}
            options={TABS.map((value) => ({ value, label: t(`tabs.${value}`) }))}
            onChange={(value) => setFilters({ tab: value, page: 1, text: '' })}
          />
          <Input.Search
            key={`${tab} ${text}`}
            aria-label={t(`search.${tab}`)}
            placeholder={t(`search.${tab}`)}
            allowClear
            style={{ width: 270 }}
            defaultValue={text}
            onSearch={(value) => setFilters({ text: value.trim(), page: 1 })}
          />
        </>
      }
      extra={
        tab === 'calibration' && (
          <>
            <ExcelButton fetch={(lang) => client.reports.calibrationExcel.query({ ...listed, lang })} />
            <PrintButton document={{ kind: 'calibration', id: SHOWS.indexOf(due) + 1, ...(service && { service }) }} />
          </>
        )
      }
    >
      <List of={of} onOpen={(meterId) => setFilters({ meter: meterId })} />
      {filters.meter > 0 && <MeterDrawer meterId={filters.meter} onClose={() => setFilters({ meter: 0 })} />}
    </PageFrame>
  );
}
