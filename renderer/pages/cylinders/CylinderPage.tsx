import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Skeleton, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { z } from 'zod';
import { localDateTime } from '../../../main/shared/dates.ts';
import { CylinderId } from '../../../main/shared/ids.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { EditCylinderDrawer } from './CylinderDrawer.tsx';
import { CylinderHistory, CylinderRefusals } from './CylinderHistory.tsx';
import { FillingTable } from './FillingTable.tsx';
import { InspectModal } from './InspectModal.tsx';
import { ScrapModal } from './ScrapModal.tsx';
import { StateTag } from './StateTag.tsx';

type Cylinder = Outputs['cylinders']['one'];

export function CylinderPage() {
  const { t } = useTranslation('cylinders');
  const { cylinderId } = useParams();
  const id = CylinderId.safeParse(Number(cylinderId));
  if (!id.success) return <EmptyNote title={t('record.notFound')} />;
  return <CylinderRecord cylinderId={id.data} />;
}

const View = z.object({ tab: z.enum(['data', 'fillings', 'refusals', 'history']).default('data') });

function CylinderRecord(props: { cylinderId: CylinderId }) {
  const { t } = useTranslation('cylinders');
  const { cylinderId } = props;
  const mayWrite = useMay('cylinders.write');
  const [view, setView] = useSearchState(View);
  const [open, setOpen] = useState<'edit' | 'inspect' | 'scrap'>();
  const query = useQuery(trpc.cylinders.one.queryOptions({ cylinderId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return <Skeleton active style={{ padding: 16 }} />;
  const cylinder = query.data;
  const close = () => setOpen(undefined);
  return (
    <PageFrame
      title={
        <>
          {t('record.title', { code: cylinder.code })} <StateTag state={cylinder.state} />
        </>
      }
      extra={
        mayWrite &&
        cylinder.scrappedAt === null && (
          <>
            <Button danger onClick={() => setOpen('scrap')}>
              {t('record.scrap')}
            </Button>
            <Button onClick={() => setOpen('edit')}>{t('record.edit')}</Button>
            <Button type="primary" onClick={() => setOpen('inspect')}>
              {t('record.inspect')}
            </Button>
          </>
        )
      }
    >
      <Tabs
        activeKey={view.tab}
        onChange={(tab) => setView({ tab: View.shape.tab.parse(tab) })}
        destroyOnHidden
        items={[
          { key: 'data', label: t('record.data'), children: <CylinderData cylinder={cylinder} /> },
          {
            key: 'fillings',
            label: t('record.fillings'),
            children: <FillingTable query={{ from: '2000-01-01', to: '2999-12-31', cylinderId }} />,
          },
          { key: 'refusals', label: t('record.refusals'), children: <CylinderRefusals cylinderId={cylinderId} /> },
          { key: 'history', label: t('record.history'), children: <CylinderHistory cylinderId={cylinderId} /> },
        ]}
      />
      {open === 'edit' && <EditCylinderDrawer cylinder={cylinder} onClose={close} />}
      {open === 'inspect' && <InspectModal cylinder={cylinder} onClose={close} />}
      {open === 'scrap' && <ScrapModal cylinder={cylinder} onClose={close} />}
    </PageFrame>
  );
}

function CylinderData({ cylinder }: { cylinder: Cylinder }) {
  const { t } = useTranslation('cylinders');
  const { zone } = useToday();
  const kilograms = (grams: number) => `${formatKilograms(grams)} kg`;
  return (
    <Descriptions
      bordered
      size="small"
      column={3}
      className="figures"
      items={[
        { key: 'code', label: t('code'), children: cylinder.code },
        { key: 'serialNo', label: t('serialNo'), children: cylinder.serialNo || '—' },
        { key: 'type', label: t('type'), children: cylinder.typeCode },
        { key: 'volume', label: t('volume'), children: `${cylinder.volumeMl / 1000} L` },
        { key: 'maxFill', label: t('maxFill'), children: kilograms(cylinder.maxFillGrams) },
        { key: 'tare', label: t('tare'), children: kilograms(cylinder.tareGrams) },
        { key: 'maker', label: t('maker'), children: cylinder.maker || '—' },
        { key: 'madeOn', label: t('madeOn'), children: cylinder.madeOn ?? '—' },
        { key: 'owner', label: t('owner'), children: t(cylinder.isOwn ? 'own' : 'foreign') },
        { key: 'last', label: t('lastInspectedOn'), children: cylinder.lastInspectedOn ?? '—' },
        { key: 'next', label: t('nextInspectionOn'), children: cylinder.nextInspectionOn },
        {
          key: 'scrap',
          label: t('scrapOn'),
          children: cylinder.isLifeExtended ? `${cylinder.scrapOn} · ${t('record.extended')}` : cylinder.scrapOn,
        },
        ...(cylinder.scrappedAt === null
          ? []
          : [
              {
                key: 'scrapped',
                label: t('record.scrapped'),
                span: 3,
                children: `${localDateTime(cylinder.scrappedAt, zone).slice(0, 16)} ${cylinder.scrapReason}`,
              },
            ]),
      ]}
    />
  );
}
