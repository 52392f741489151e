import { useQuery } from '@tanstack/react-query';
import { Button, type InputRef, theme } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DeviceId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { ChecksPanel } from './ChecksPanel.tsx';
import { CreateCylinderDrawer } from './CylinderDrawer.tsx';
import { ManualWeight } from './ManualWeight.tsx';
import { RecentFillings } from './RecentFillings.tsx';
import { ResultBanner } from './ResultBanner.tsx';
import { ScalePanel } from './ScalePanel.tsx';
import { ScanField } from './ScanField.tsx';
import { useFilling } from './useFilling.ts';
import { useFillingKeys } from './useFillingKeys.ts';
import { useScaleWeight } from './useScaleWeight.ts';
import { VerdictCard } from './VerdictCard.tsx';

const SCALE_KEY = 'stationdesk.filling.scale';

/** Scan, look, weigh, record. The scan field is always ready; the weight is the station's own. */
export function FillingPage() {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const navigate = useNavigate();
  const scanField = useRef<InputRef>(null);
  const mayRegister = useMay('cylinders.write');
  const [registering, setRegistering] = useState<string>();
  const [isManual, setManual] = useState(false);
  const work = useFilling();
  const scales = useQuery(trpc.filling.scales.queryOptions());
  const [deviceId, choose] = useChosenScale(scales.data);
  const shown = useScaleWeight(deviceId);
  const net = shown.weight && work.ready ? shown.weight.weightGrams - work.ready.cylinder.tareGrams : 0;
  const isScaleAway = shown.problem === 'filling.scale-silent' || shown.problem === 'filling.weight-stale';
  const canRecord = work.isReadyToWeigh && deviceId !== undefined && shown.problem === null && net > 0 && !work.isBusy;

  const recordNow = () => {
    if (canRecord) work.record({ source: 'scale', deviceId: DeviceId.parse(deviceId) });
  };
  const focusScan = () => scanField.current?.focus({ cursor: 'all' });
  const { cylinder } = work.ready ?? {};
  useFillingKeys({ focusScan, record: recordNow, work });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scanner may fire again as soon as an answer is there
  useEffect(() => {
    if (!isManual) focusScan();
  }, [work.verdict, work.result, isManual]);

  const column = { display: 'flex', flexDirection: 'column', gap: 12 } as const;
  return (
    <PageFrame title={t('filling.title')} isFixed filters={<KeyStrip />}>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(400px, 100%), 1fr))',
          gap: 24,
          height: '100%',
          overflow: 'auto',
        }}
      >
        <div style={column}>
          <ScanField inputRef={scanField} isBusy={work.isBusy} onScan={work.scan} />
          {work.verdict ? (
            <VerdictCard
              verdict={work.verdict}
              isRefillConfirmed={work.isRefillConfirmed}
              onConfirmRefill={work.setRefillConfirmed}
              onRegister={
                mayRegister
                  ? () => setRegistering(work.verdict?.kind === 'refused' ? work.verdict.scannedCode : '')
                  : undefined
              }
            />
          ) : (
            <p style={{ color: token.colorTextSecondary, margin: 0 }}>{t('filling.scanHint')}</p>
          )}
          {work.ready && <ChecksPanel key={work.ready.cylinder.id} work={work} />}
        </div>
        <div style={{ ...column, borderLeft: `1px solid ${token.colorBorderSecondary}`, paddingLeft: 24 }}>
          {scales.error && <ErrorNote error={scales.error} onRetry={() => scales.refetch()} />}
          <ScalePanel
            scales={scales.data ?? []}
            deviceId={deviceId}
            onChoose={choose}
            shown={shown}
            ready={work.ready}
          />
          <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
            <Button
              type="primary"
              size="large"
              style={{ minWidth: 180, height: 48 }}
              disabled={!canRecord}
              loading={work.isBusy}
              onClick={recordNow}
            >
              {t(work.result && work.ready ? 'filling.recordAgain' : 'filling.record')} <kbd>F4</kbd>
            </Button>
            {work.ready && (
              <Button size="large" style={{ height: 48 }} onClick={work.next}>
                {t('filling.next')} <kbd>F8</kbd>
              </Button>
            )}
            {work.ready && isScaleAway && !isManual && (
              <Button size="large" style={{ height: 48 }} onClick={() => setManual(true)}>
                {t('manual.open')}
              </Button>
            )}
          </div>
          {work.ready && isManual && (
            <ManualWeight
              isReady={work.isReadyToWeigh}
              isBusy={work.isBusy}
              onClose={() => setManual(false)}
              onRecord={(grossGrams, reason) => {
                const insteadOfDeviceId = deviceId === undefined ? null : DeviceId.parse(deviceId);
                work.record({ source: 'manual', insteadOfDeviceId, grossGrams, reason });
              }}
            />
          )}
          {work.error && <ErrorNote error={work.error} />}
          {work.result && (!cylinder || cylinder.code === work.result.code) && <ResultBanner result={work.result} />}
          <RecentFillings onOpen={(id) => navigate(`/cylinders/${id}?tab=fillings`)} />
        </div>
      </div>
      {registering !== undefined && (
        <CreateCylinderDrawer
          code={registering}
          onClose={() => setRegistering(undefined)}
          onDone={() => {
            setRegistering(undefined);
            work.scan(registering);
          }}
        />
      )}
    </PageFrame>
  );
}

/** The scale last used on this computer, else the first. */
function useChosenScale(scales: readonly { deviceId: number }[] | undefined) {
  const [chosen, setChosen] = useState(() => Number(localStorage.getItem(SCALE_KEY)) || undefined);
  const known = scales?.find(({ deviceId }) => deviceId === chosen) ?? scales?.[0];
  const choose = (deviceId: number) => {
    localStorage.setItem(SCALE_KEY, String(deviceId));
    setChosen(deviceId);
  };
  return [known?.deviceId, choose] as const;
}

function KeyStrip() {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const keys = [
    ['F2', 'filling.keys.scan'],
    ['F3', 'filling.keys.passAll'],
    ['F4', 'filling.keys.record'],
    ['F8', 'filling.keys.next'],
  ] as const;
  return (
    <span className="wide-only" style={{ color: token.colorTextSecondary }}>
      {keys.map(([key, text]) => (
        <span key={key} style={{ marginInlineEnd: 14 }}>
          <kbd>{key}</kbd> {t(text)}
        </span>
      ))}
    </span>
  );
}
