import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { MeterId } from '../../../main/shared/ids.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { FaultDialog } from '../meterwork/FaultDialog.tsx';
import { FaultList } from '../meterwork/FaultList.tsx';
import { ReplaceMeter } from '../meterwork/ReplaceMeter.tsx';
import { SwapMeters } from '../meterwork/SwapMeters.tsx';
import { AssignMeter } from './AssignMeter.tsx';
import { AssignmentTable } from './AssignmentTable.tsx';
import { EditMeter } from './EditMeter.tsx';
import { MeterReadings } from './MeterReadings.tsx';
import { RemoveMeter } from './RemoveMeter.tsx';
import { UnassignMeter } from './UnassignMeter.tsx';
import { useBuses } from './useBuses.ts';

type Meter = Outputs['meters']['get'];

export function MeterPage() {
  const { t } = useTranslation('meters');
  const navigate = useNavigate();
  const id = MeterId.safeParse(Number(useParams().meterId));
  if (id.success) return <MeterRecord key={id.data} meterId={id.data} />;
  return <EmptyNote title={t('notFound')} action={{ label: t('toList'), onClick: () => navigate('/meters') }} />;
}

function MeterRecord({ meterId }: { meterId: MeterId }) {
  const { t } = useTranslation(['meters', 'meterwork', 'accuracy']);
  const mayWrite = useMay('meters.write');
  const mayCorrect = useMay('billing.correct');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const percent = params.get('fault');
  const found = percent === null ? undefined : { percent, certificateNo: params.get('certificate') ?? '' };
  const [open, setOpen] = useState<
    'edit' | 'assign' | 'unassign' | 'remove' | 'replace' | 'swap' | 'fault' | undefined
  >(found && mayCorrect ? 'fault' : undefined);
  const query = useQuery(trpc.meters.get.queryOptions({ meterId }));
  const history = useQuery(trpc.meters.history.queryOptions({ meterId }));
  if (query.error) return <ErrorNote error={query.error} onRetry={() => query.refetch()} />;
  if (query.isPending) return <Skeleton active style={{ padding: 16 }} />;
  const meter = query.data;
  const leave = () => {
    setOpen(undefined);
    if (found) setParams({}, { replace: true });
  };
  return (
    <PageFrame
      title={
        <>
          {t('record', { meterNo: meter.meterNo })} <MeterTag meter={meter} />
        </>
      }
      extra={
        <>
          {mayWrite && meter.removedOn === null && (
            <Button danger onClick={() => setOpen('remove')}>
              {t('remove.short')}
            </Button>
          )}
          <Button onClick={() => navigate(`/accuracy?tab=tests&meter=${meterId}`)}>{t('accuracy:title')}</Button>
          {mayCorrect && <Button onClick={() => setOpen('fault')}>{t('meterwork:fault.short')}</Button>}
          {mayWrite && meter.removedOn === null && (
            <>
              <Button onClick={() => setOpen('edit')}>{t('edit')}</Button>
              {meter.accountId === null ? (
                <Button type="primary" onClick={() => setOpen('assign')}>
                  {t('assign.short')}
                </Button>
              ) : (
                <>
                  <Button onClick={() => setOpen('unassign')}>{t('unassign.short')}</Button>
                  {mayCorrect && <Button onClick={() => setOpen('swap')}>{t('meterwork:swap.short')}</Button>}
                  <Button type="primary" onClick={() => setOpen('replace')}>
                    {t('meterwork:replace.short')}
                  </Button>
                </>
              )}
            </>
          )}
        </>
      }
    >
      <MeterData meter={meter} />
      <h2 style={{ fontSize: 15, margin: '18px 0 8px' }}>{t('assignments')}</h2>
      <AssignmentTable query={history} shows="account" empty={{ title: t('neverAssigned') }} />
      <FaultList meterId={meterId} />
      <h2 style={{ fontSize: 15, margin: '18px 0 8px' }}>{t('readingsTitle')}</h2>
      <MeterReadings meterId={meterId} />
      {open === 'edit' && <EditMeter meter={meter} onClose={leave} />}
      {open === 'assign' && <AssignMeter meter={meter} onClose={leave} />}
      {open === 'unassign' && <UnassignMeter meter={meter} onClose={leave} />}
      {open === 'replace' && <ReplaceMeter meter={meter} onClose={leave} />}
      {open === 'swap' && <SwapMeters meter={meter} onClose={leave} />}
      {open === 'fault' && <FaultDialog meter={meter} {...(found && { found })} onClose={leave} />}
      {open === 'remove' && <RemoveMeter meter={meter} onClose={leave} />}
    </PageFrame>
  );
}

function MeterTag({ meter }: { meter: Meter }) {
  const { t } = useTranslation('meters');
  if (meter.removedOn) return <Tag>{t('removedSince', { date: meter.removedOn })}</Tag>;
  if (meter.accountId) return <Tag color="success">{t('inUse')}</Tag>;
  return <Tag color="warning">{t('unassigned')}</Tag>;
}

function MeterData({ meter }: { meter: Meter }) {
  const { t } = useTranslation('meters');
  const busName = useBuses();
  return (
    <Descriptions
      bordered
      size="small"
      column={3}
      styles={{ label: { width: 110 }, content: { width: '23%' } }}
      className="figures"
      items={[
        { key: 'service', label: t('serviceTitle'), children: t(`service.${meter.service}`) },
        {
          key: 'account',
          label: t('account'),
          children: meter.accountNo ? `${meter.accountNo} ${meter.customerName} ${meter.doorNo}` : '—',
          span: 2,
        },
        { key: 'protocol', label: t('protocolTitle'), children: t(`protocol.${meter.protocol}`) },
        { key: 'bus', label: t('bus'), children: busName(meter.busId) },
        { key: 'address', label: t('address'), children: meter.address || '—' },
        {
          key: 'register',
          label: t('register'),
          children: t('registerText', { digits: meter.digits, decimals: meter.decimals }),
        },
        { key: 'multiplier', label: t('multiplier'), children: meter.multiplier },
        { key: 'tou', label: t('tou'), children: t(meter.hasTou ? 'yes' : 'no') },
        ...(meter.hasDemand || meter.hasReactive
          ? [
              {
                key: 'further',
                label: t('further'),
                children: [meter.hasDemand && t('form.hasDemand'), meter.hasReactive && t('form.hasReactive')]
                  .filter(Boolean)
                  .join(' · '),
              },
            ]
          : []),
        { key: 'model', label: t('model'), children: meter.model || '—' },
        { key: 'location', label: t('location'), children: meter.location || '—' },
        { key: 'seal', label: t('sealNo'), children: meter.sealNo || '—' },
        { key: 'installed', label: t('installedOn'), children: meter.installedOn },
        { key: 'removed', label: t('removedOn'), children: meter.removedOn ?? '—' },
        { key: 'due', label: t('calibrationDueOn'), children: meter.calibrationDueOn ?? '—' },
      ]}
    />
  );
}
