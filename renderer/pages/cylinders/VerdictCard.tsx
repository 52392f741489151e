import { CheckCircleFilled, CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import { Alert, Button, Checkbox, Descriptions, theme } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { useToday } from '../../ui/useToday.ts';
import { OutcomeTag } from './StateTag.tsx';
import type { ReadyVerdict, Verdict } from './useFilling.ts';

/** What the station says to the scanned code: ready with the cylinder's figures, or refused with the reason. */
export function VerdictCard(props: {
  verdict: Verdict;
  isRefillConfirmed: boolean;
  onConfirmRefill: (isConfirmed: boolean) => void;
  onRegister?: (() => void) | undefined;
}) {
  const { verdict } = props;
  if (verdict.kind === 'ready')
    return <ReadyCard verdict={verdict} isConfirmed={props.isRefillConfirmed} onConfirm={props.onConfirmRefill} />;
  return <RefusedCard verdict={verdict} onRegister={props.onRegister} />;
}

function Head(props: { icon: ReactNode; colour: string; code: string; word: string }) {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 10, color: props.colour }}>
      <span style={{ fontSize: 26, lineHeight: 1 }}>{props.icon}</span>
      <strong className="figures" style={{ fontSize: 20 }}>
        {props.code}
      </strong>
      <span style={{ fontSize: 16 }}>{props.word}</span>
    </div>
  );
}

function ReadyCard(props: { verdict: ReadyVerdict; isConfirmed: boolean; onConfirm: (isConfirmed: boolean) => void }) {
  const { t } = useTranslation('cylinders');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const { cylinder, target, lastFilling, possiblyFull } = props.verdict;
  const kilograms = (grams: number) => `${formatKilograms(grams)} kg`;
  return (
    <section aria-label={t('filling.verdict')} style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <Head
        icon={possiblyFull ? <WarningFilled /> : <CheckCircleFilled />}
        colour={possiblyFull ? token.colorWarning : token.colorSuccess}
        code={cylinder.code}
        word={t(possiblyFull ? 'filling.possiblyFull' : 'filling.ready')}
      />
      <Descriptions
        size="small"
        column={2}
        className="figures"
        items={[
          { key: 'type', label: t('type'), children: cylinder.typeCode },
          { key: 'tare', label: t('tare'), children: <strong>{kilograms(cylinder.tareGrams)}</strong> },
          {
            key: 'range',
            label: t('filling.range'),
            children: `${formatKilograms(target.lowerGrams)} – ${kilograms(target.upperGrams)}`,
          },
          { key: 'max', label: t('maxFill'), children: kilograms(target.maxFillGrams) },
          { key: 'next', label: t('nextInspectionOn'), children: cylinder.nextInspectionOn },
          { key: 'scrap', label: t('scrapOn'), children: cylinder.scrapOn },
          ...(lastFilling
            ? [
                {
                  key: 'last',
                  label: t('filling.last'),
                  span: 2,
                  children: (
                    <>
                      {localDateTime(lastFilling.filledAt, zone).slice(0, 16)} {kilograms(lastFilling.netGrams)}{' '}
                      <OutcomeTag outcome={lastFilling.outcome} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {possiblyFull && (
        <Alert
          type="warning"
          title={t('filling.possiblyFullText', {
            minutes: Math.max(1, possiblyFull.minutes),
            kg: formatKilograms(possiblyFull.netGrams),
          })}
          description={
            <Checkbox checked={props.isConfirmed} onChange={(event) => props.onConfirm(event.target.checked)}>
              {t('filling.confirmEmpty')}
            </Checkbox>
          }
        />
      )}
    </section>
  );
}

function RefusedCard(props: { verdict: Extract<Verdict, { kind: 'refused' }>; onRegister?: (() => void) | undefined }) {
  const { t } = useTranslation(['cylinders', 'errors']);
  const { token } = theme.useToken();
  const { scannedCode, refusal } = props.verdict;
  return (
    <section
      role="alert"
      style={{
        display: 'flex',
        flexDirection: 'column',
        gap: 8,
        padding: 12,
        border: `2px solid ${token.colorError}`,
        borderRadius: token.borderRadius,
        background: token.colorErrorBg,
      }}
    >
      <Head
        icon={<CloseCircleFilled />}
        colour={token.colorError}
        code={scannedCode || '—'}
        word={t('cylinders:filling.refused')}
      />
      <span style={{ fontSize: 16 }}>{t(`errors:${refusal.code}`, refusal.params)}</span>
      <span style={{ fontSize: 12, color: token.colorTextSecondary }}>{t('cylinders:filling.refusalKept')}</span>
      {refusal.code === 'cylinder.unknown' && scannedCode && props.onRegister && (
        <Button style={{ alignSelf: 'flex-start' }} onClick={props.onRegister}>
          {t('cylinders:register.create')}
        </Button>
      )}
    </section>
  );
}
