import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Progress, Space, Tag, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceLink, linkKey } from '../../../main/devices/config.schema.ts';
import { lineText } from '../../../main/devices/link/line.schema.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { adviceKey } from './device-state.ts';

type Detecting = NonNullable<Outputs['devices']['detection']>;
type Result = NonNullable<Detecting['result']>;
export type Guess = Result['guesses'][number];

const POLL_MS = 300;

/**
 * Finds out what scale is on the port that is set, and offers to take it over. `link` answers null while the port is
 * not filled in.
 */
export function ScaleDetect(props: { link: () => Promise<DeviceLink | null>; onTake: (guess: Guess) => void }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const [link, setLink] = useState<DeviceLink | null>(null);
  const [taken, setTaken] = useState<Guess | null>(null);
  const query = useQuery(
    trpc.devices.detection.queryOptions(
      { link: link as DeviceLink },
      {
        enabled: link !== null,
        staleTime: 0,
        refetchInterval: ({ state }) => (state.data?.state === 'running' ? POLL_MS : false),
      },
    ),
  );
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.devices.detection.queryKey() });
  const start = useMutation(trpc.devices.startDetection.mutationOptions({ onSettled: refresh }));
  const cancel = useMutation(trpc.devices.cancelDetection.mutationOptions({ onSettled: refresh }));
  const run = async () => {
    const wanted = await props.link();
    if (!wanted) return;
    setTaken(null);
    await start.mutateAsync({ link: wanted }).catch(() => undefined);
    setLink(wanted);
  };
  const now = link ? query.data : undefined;
  const isRunning = now?.state === 'running' || start.isPending;
  return (
    <section
      aria-label={t('detect.title')}
      style={{
        display: 'flex',
        flexDirection: 'column',
        gap: 8,
        padding: '8px 12px',
        marginBottom: 12,
        border: `1px solid ${token.colorBorderSecondary}`,
        borderRadius: token.borderRadius,
      }}
    >
      <Space>
        {isRunning ? (
          <Button onClick={() => link && cancel.mutate({ link })}>{t('detect.cancel')}</Button>
        ) : (
          <Button onClick={run}>{t('detect.run')}</Button>
        )}
        <span style={{ fontSize: 12, color: token.colorTextSecondary }}>
          {isRunning
            ? now?.line
              ? t('detect.listening', { line: lineText(now.line) })
              : t('detect.listeningPlain')
            : t('detect.hint')}
        </span>
      </Space>
      {isRunning && (
        <Progress size="small" percent={now ? Math.floor((now.tried / Math.max(1, now.total)) * 100) : 0} />
      )}
      {start.error && <ErrorNote error={start.error} />}
      {!isRunning && now?.state === 'cancelled' && <span role="status">{t('detect.cancelled')}</span>}
      {!isRunning && now?.state === 'failed' && <Alert type="error" showIcon title={t('detect.failed')} />}
      {!isRunning && link && now?.result && (
        <DetectionResult
          key={linkKey(link)}
          result={now.result}
          taken={taken}
          onTake={(guess) => {
            setTaken(guess);
            props.onTake(guess);
          }}
        />
      )}
    </section>
  );
}

function DetectionResult(props: { result: Result; taken: Guess | null; onTake: (guess: Guess) => void }) {
  const { t } = useTranslation('devices');
  const { outcome, guesses, problem, heardBytes, sample } = props.result;
  if (outcome === 'found' || outcome === 'ambiguous')
    return (
      <div role="status" style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
        {outcome === 'ambiguous' && (
          <Alert type="warning" showIcon title={t('detect.ambiguous')} description={t('detect.ambiguousAdvice')} />
        )}
        {guesses.map((guess) => (
          <GuessCard
            key={JSON.stringify(guess.setting)}
            guess={guess}
            isTaken={props.taken === guess}
            onTake={() => props.onTake(guess)}
          />
        ))}
      </div>
    );
  if (problem)
    return (
      <Alert
        role="status"
        type="error"
        showIcon
        title={t(`problem.${problem.code}`)}
        description={t(`advice.${adviceKey('scale', problem.code)}`)}
      />
    );
  return (
    <Alert
      role="status"
      type="warning"
      showIcon
      title={t(outcome === 'silent' ? 'detect.silent' : 'detect.unknown', { bytes: heardBytes })}
      description={
        <>
          <div>{t(outcome === 'silent' ? 'detect.silentAdvice' : 'detect.unknownAdvice')}</div>
          {sample && (
            <div className="figures" style={{ fontSize: 12, marginTop: 4, overflowWrap: 'anywhere' }}>
              {sample}
            </div>
          )}
        </>
      }
    />
  );
}

function GuessCard({ guess, isTaken, onTake }: { guess: Guess; isTaken: boolean; onTake: () => void }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const { setting, line, frames, sharePercent, weights, doubts } = guess;
  const last = weights.at(-1);
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'flex-start' }}>
      <div style={{ flex: 1 }}>
        <strong>{modelText()}</strong>
        <div className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
          {[line && lineText(line), t('detect.figures', { frames, share: sharePercent })].filter(Boolean).join(' · ')}
        </div>
        <div className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
          {t('detect.last', { weights: weights.map(weightText).join(' · ') })}
        </div>
        {doubts.map((doubt) => (
          <div key={doubt} style={{ fontSize: 12, color: token.colorWarningText }}>
            {t(`detect.doubts.${doubt}`)}
          </div>
        ))}
      </div>
      <div style={{ textAlign: 'right' }}>
        <div className="figures" style={{ fontSize: 22, fontWeight: 600, lineHeight: '28px' }}>
          {last ? weightText(last) : '—'}
        </div>
        <div style={{ paddingBottom: 4 }}>
          {last && (
            <Tag color={last.isOverloaded ? 'error' : undefined}>
              {t(last.isOverloaded ? 'weight.overloaded' : motionKey(last.isMoving))}
            </Tag>
          )}
        </div>
        <Button type="primary" size="small" disabled={isTaken} onClick={onTake}>
          {t(isTaken ? 'detect.taken' : 'detect.take')}
        </Button>
      </div>
    </div>
  );

  function modelText(): string {
    const model = t(`models.${setting.model}`);
    if (setting.model === 'yaohua') return `${model} · ${t(`form.forms.${setting.profile.form}`)}`;
    if (setting.model !== 'scale-text') return model;
    const asked = setting.profile.ask ? ` · ${t('detect.asked', { ask: setting.profile.ask })}` : '';
    return `${t(`form.grammars.${setting.profile.grammar}`)}${asked}`;
  }

  function weightText(weight: Guess['weights'][number]): string {
    if (weight.isOverloaded) return '—';
    return weight.weightGrams === null ? weight.text : `${formatKilograms(weight.weightGrams)} kg`;
  }
}

function motionKey(isMoving: boolean | null): 'weight.moving' | 'weight.stable' | 'detect.motionUnknown' {
  if (isMoving === null) return 'detect.motionUnknown';
  return isMoving ? 'weight.moving' : 'weight.stable';
}
