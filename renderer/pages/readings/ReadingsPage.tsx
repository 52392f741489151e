import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { monthOf } from '../../../main/shared/dates.ts';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { EstimateDialog } from '../meterwork/EstimateDialog.tsx';
import { EntryTable } from './EntryTable.tsx';
import { PAGE_SIZE, useRound, usualDay } from './filters.ts';
import { PollBar, PollButton, usePoll } from './PollBar.tsx';

const SERVICES = ['electricity', 'gas', 'water'] as const;
const SHOWS = ['all', 'missing', 'doubtful'] as const;

/** The reading round of a month: type the present value, Enter goes to the next door. */
export function ReadingsPage() {
  const { t } = useTranslation(['readings', 'meterwork']);
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const { round, setFilters, today, zone } = useRound();
  const { month, service, building, show, page } = round;
  const [chosenDay, setDay] = useState<{ month: string; day: string }>();
  const readOn = chosenDay?.month === month ? chosenDay.day : usualDay(month, today);
  const [said, setSaid] = useState('');
  const mayWrite = useMay('readings.write');
  const mayEstimate = useMay('readings.review');
  const [isEstimating, setEstimating] = useState(false);
  const polling = usePoll();
  const list = useQuery(
    trpc.readings.worklist.queryOptions(
      { month, service, show, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE, ...(building && { building }) },
      { placeholderData: keepPreviousData },
    ),
  );
  const counts = list.data ?? { read: 0, total: 0, doubtful: 0, buildings: [] };

  return (
    <PageFrame
      title={t('title')}
      filters={
        <>
          <Segmented
            aria-label={t('service')}
            value={service}
            options={SERVICES.map((value) => ({ value, label: t(`services.${value}`) }))}
            onChange={(value) => setFilters({ service: value, building: '', page: 1 })}
          />
          <MonthSelect
            label={t('month')}
            current={monthOf(today)}
            value={month}
            onChange={(value) => setFilters({ month: value, page: 1 })}
          />
          <Select
            aria-label={t('building')}
            style={{ width: 120 }}
            showSearch
            value={building}
            options={[
              { value: '', label: t('allBuildings') },
              ...counts.buildings.map((value) => ({ value, label: value })),
            ]}
            onChange={(value) => setFilters({ building: value, page: 1 })}
          />
          <Segmented
            aria-label={t('show')}
            value={show}
            options={SHOWS.map((value) => ({ value, label: t(`shows.${value}`) }))}
            onChange={(value) => setFilters({ show: value, page: 1 })}
          />
          {mayWrite && (
            <DayInput
              label={t('readOn')}
              max={today}
              value={readOn}
              onChange={(day) => day && setDay({ month, day })}
            />
          )}
        </>
      }
      extra={
        <>
          {mayWrite && <PollButton {...polling} />}
          {mayEstimate && <Button onClick={() => setEstimating(true)}>{t('meterwork:estimate.short')}</Button>}
          <Button onClick={() => navigate('/readings/review')}>
            {counts.doubtful > 0 ? t('reviewWithCount', { count: counts.doubtful }) : t('review')}
          </Button>
        </>
      }
    >
      {mayWrite && <PollBar {...polling} />}
      {isEstimating && (
        <EstimateDialog {...{ month, service, building, readOn }} onClose={() => setEstimating(false)} />
      )}
      <div style={{ display: 'flex', gap: 16, padding: '0 0 8px', color: token.colorTextSecondary }}>
        <span className="figures">{t(counts.doubtful > 0 ? 'progressDoubtful' : 'progress', { ...counts })}</span>
        <span role="status" style={{ flex: 1, color: token.colorSuccess }}>
          {said}
        </span>
        {mayWrite && <span>{t('keys')}</span>}
      </div>
      <EntryTable
        query={{ ...list, data: list.data?.rows }}
        round={{ month, service, show, building }}
        readOn={readOn}
        zone={zone}
        isEditable={mayWrite}
        onSaid={setSaid}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: list.data?.matching ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          size: 'small',
          onChange: (value) => setFilters({ page: value }),
        }}
      />
    </PageFrame>
  );
}
