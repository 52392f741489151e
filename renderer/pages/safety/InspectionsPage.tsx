import { useQuery } from '@tanstack/react-query';
import { Drawer, Segmented, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { localDateTime } from '../../../main/shared/dates.ts';
import { InspectionId } from '../../../main/shared/ids.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { trpc } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { pageQuery, pager } from '../../ui/paging.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { Photo } from './Photo.tsx';
import { OutcomeText } from './tags.tsx';

const PAGE_SIZE = 50;
const Filters = z.object({
  kind: z.enum(['', 'patrol', 'household']).default(''),
  page: z.coerce.number().int().positive().default(1),
  inspection: z.coerce.number().int().min(0).default(0),
});

/** Patrols and visits as they were submitted, newest first. A row opens its answers. */
export function InspectionsPage() {
  const { t } = useTranslation('safety');
  const { zone } = useToday();
  const [{ kind, page, inspection }, setFilters] = useSearchState(Filters);
  const list = useQuery(
    trpc.safety.inspections.queryOptions(
      { page, pageSize: PAGE_SIZE, ...(kind && { kind }) },
      { placeholderData: (before) => before },
    ),
  );
  const opened = InspectionId.safeParse(inspection);
  return (
    <PageFrame
      title={t('inspections.title')}
      filters={
        <Segmented
          aria-label={t('inspections.kind')}
          value={kind}
          options={(['', 'patrol', 'household'] as const).map((value) => ({
            value,
            label: t(value ? `kind.${value}` : 'kind.all'),
          }))}
          onChange={(value) => setFilters({ kind: value, page: 1 })}
        />
      }
    >
      <DataTable
        query={pageQuery(list, (page) => page.items)}
        rowKey="id"
        scroll={{ x: 760 }}
        empty={{ title: t('inspections.none'), hint: t('inspections.noneHint') }}
        onOpen={(row) => setFilters({ inspection: row.id })}
        pagination={{
          ...pager(page, { pageSize: PAGE_SIZE, total: list.data?.total }, (next) => setFilters({ page: next })),
          hideOnSinglePage: true,
        }}
        columns={[
          {
            title: t('time'),
            className: 'figures',
            render: (_, row) => localDateTime(row.inspectedAt, zone).slice(0, 16),
          },
          { title: t('inspections.kind'), render: (_, row) => t(`kind.${row.kind}`) },
          { title: t('hazard.place'), dataIndex: 'place', width: '18%' },
          { title: t('visit.outcome'), render: (_, row) => <OutcomeText outcome={row.outcome} /> },
          { title: t('inspections.failed'), dataIndex: 'failed', align: 'right', className: 'figures' },
          { title: t('hazard.note'), dataIndex: 'note', width: '28%' },
          { title: t('inspections.by'), dataIndex: 'userName' },
        ]}
      />
      {opened.success && <InspectionDrawer inspectionId={opened.data} onClose={() => setFilters({ inspection: 0 })} />}
    </PageFrame>
  );
}

function InspectionDrawer(props: { inspectionId: InspectionId; onClose: () => void }) {
  const { t } = useTranslation('safety');
  const { lang } = usePreferences();
  const { zone } = useToday();
  const detail = useQuery(trpc.safety.inspection.queryOptions({ inspectionId: props.inspectionId }));
  const inspection = detail.data?.inspection;
  return (
    <Drawer
      open
      size={640}
      onClose={props.onClose}
      title={inspection ? `${t(`kind.${inspection.kind}`)} · ${inspection.place}` : t('inspections.title')}
    >
      {detail.error && <ErrorNote error={detail.error} onRetry={() => detail.refetch()} />}
      {detail.isPending && <Skeleton active />}
      {inspection && (
        <>
          <p className="figures">
            {localDateTime(inspection.inspectedAt, zone).slice(0, 16)} · {inspection.userName} ·{' '}
            <OutcomeText outcome={inspection.outcome} />
            {inspection.note && ` · ${inspection.note}`}
          </p>
          {inspection.photoId !== null && <Photo photoId={inspection.photoId} size={120} />}
          {(detail.data?.answers.length ?? 0) > 0 && (
            <Table
              size="small"
              rowKey="itemNo"
              pagination={false}
              dataSource={detail.data?.answers ?? []}
              columns={[
                { title: t('checklist.no'), dataIndex: 'itemNo', align: 'right', className: 'figures' },
                { title: t('checklist.item'), render: (_, row) => (lang === 'en' ? row.textEn : row.text) },
                {
                  title: t('checklist.result'),
                  className: 'figures',
                  render: (_, row) =>
                    `${row.valueMilli === null ? '' : `${formatMilli(row.valueMilli)} ${row.unit} `}${t(`result.${row.result}`)}`,
                },
                { title: t('hazard.note'), dataIndex: 'note' },
                {
                  title: t('photo.title'),
                  render: (_, row) => row.photoId !== null && <Photo photoId={row.photoId} size={48} />,
                },
              ]}
            />
          )}
        </>
      )}
    </Drawer>
  );
}
