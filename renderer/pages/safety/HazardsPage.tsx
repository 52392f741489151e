import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { HAZARD_VIEWS } from '../../../main/modules/safety/hazards.schema.ts';
import { HazardId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { pageQuery, pager } from '../../ui/paging.ts';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { HazardDrawer } from './HazardDrawer.tsx';
import { ReportHazardModal } from './ReportHazardModal.tsx';
import { GradeTag, StepTag } from './tags.tsx';

const PAGE_SIZE = 50;
/** A phone shows the step, the place and the hazard; the rest is one touch away. */
const WIDE: 'md'[] = ['md'];
const Filters = z.object({
  show: z.enum(HAZARD_VIEWS).default('unclosed'),
  grade: z.enum(['', 'general', 'serious']).default(''),
  text: z.string().default(''),
  page: z.coerce.number().int().positive().default(1),
  hazard: z.coerce.number().int().min(0).default(0),
});
type Filters = z.infer<typeof Filters>;

/** Every hazard until it is closed; the overdue and serious ones on top. A row opens its history and its next step. */
export function HazardsPage() {
  const { t } = useTranslation('safety');
  const { token } = theme.useToken();
  const mayWrite = useMay('safety.write');
  const [filters, setFilters] = useSearchState(Filters);
  const [isReporting, setReporting] = useState(false);
  const { show, grade, text, page } = filters;
  const query = { show, page, pageSize: PAGE_SIZE, ...(grade && { grade }), ...(text && { text }) };
  const list = useQuery(trpc.hazards.list.queryOptions(query, { placeholderData: (before) => before }));
  const opened = HazardId.safeParse(filters.hazard);
  const isFiltered = show !== 'unclosed' || grade !== '' || text !== '';
  return (
    <PageFrame
      title={t('hazards.title')}
      filters={<HazardFilters filters={filters} onChange={setFilters} />}
      extra={
        mayWrite && (
          <Button type="primary" onClick={() => setReporting(true)}>
            {t('report.open')}
          </Button>
        )
      }
    >
      <DataTable
        query={pageQuery(list, (page) => page.items)}
        rowKey="id"
        empty={
          isFiltered
            ? { title: t('hazards.noneFiltered'), hint: t('hazards.noneFilteredHint') }
            : { title: t('hazards.none'), hint: t('hazards.noneHint') }
        }
        onOpen={(row) => setFilters({ hazard: row.id })}
        pagination={{
          ...pager(page, { pageSize: PAGE_SIZE, total: list.data?.total }, (next) => setFilters({ page: next })),
          hideOnSinglePage: true,
        }}
        columns={[
          { title: t('hazard.no'), dataIndex: 'hazardNo', className: 'figures', responsive: WIDE },
          { title: t('hazard.grade'), responsive: WIDE, render: (_, row) => <GradeTag grade={row.grade} /> },
          { title: t('hazard.state'), render: (_, row) => <StepTag hazard={row} /> },
          { title: t('hazard.place'), dataIndex: 'place', width: '18%' },
          { title: t('hazard.description'), dataIndex: 'description', width: '28%' },
          {
            title: t('hazard.dueOn'),
            responsive: WIDE,
            className: 'figures',
            render: (_, row) => (
              <span style={{ color: row.isOverdue ? token.colorError : undefined }}>{row.dueOn}</span>
            ),
          },
          { title: t('hazard.responsible'), dataIndex: 'responsible', responsive: WIDE },
          { title: t('hazard.foundOn'), dataIndex: 'foundOn', className: 'figures', responsive: WIDE },
        ]}
      />
      {opened.success && <HazardDrawer hazardId={opened.data} onClose={() => setFilters({ hazard: 0 })} />}
      {isReporting && (
        <ReportHazardModal
          onClose={() => setReporting(false)}
          onDone={(hazardId) => {
            setReporting(false);
            setFilters({ hazard: hazardId });
          }}
        />
      )}
    </PageFrame>
  );
}

function HazardFilters(props: { filters: Filters; onChange: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation('safety');
  const { filters, onChange } = props;
  const counts = useQuery(trpc.hazards.counts.queryOptions());
  const countOf = (view: (typeof HAZARD_VIEWS)[number], data: Outputs['hazards']['counts'] | undefined) => {
    if (!data || view === 'closed') return '';
    return view === 'unclosed' ? ` ${data.open + data.rectified}` : ` ${data[view]}`;
  };
  return (
    <>
      <Segmented
        aria-label={t('hazards.show')}
        value={filters.show}
        options={HAZARD_VIEWS.map((value) => ({ value, label: `${t(`view.${value}`)}${countOf(value, counts.data)}` }))}
        onChange={(show) => onChange({ show, page: 1 })}
      />
      <Select
        aria-label={t('hazard.grade')}
        style={{ width: 120 }}
        value={filters.grade}
        options={(['', 'serious', 'general'] as const).map((value) => ({
          value,
          label: t(value ? `grade.${value}` : 'grade.all'),
        }))}
        onChange={(grade) => onChange({ grade, page: 1 })}
      />
      <Input.Search
        aria-label={t('hazards.search')}
        placeholder={t('hazards.search')}
        allowClear
        style={{ width: 220 }}
        defaultValue={filters.text}
        onSearch={(text) => onChange({ text: text.trim(), page: 1 })}
      />
    </>
  );
}
