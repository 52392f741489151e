import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Device } from './device-state.ts';

type Statistics = NonNullable<Device['status']>['statistics'];

const OF_BUS = [
  'requests',
  'answers',
  'retries',
  'timeouts',
  'badFrames',
  'droppedBytes',
  'bytesIn',
  'bytesOut',
  'reconnects',
] as const;
/** A scale is only listened to: its answers are frames and its timeouts are silences. */
const OF_SCALE = ['answers', 'timeouts', 'badFrames', 'droppedBytes', 'bytesIn', 'reconnects'] as const;
/** What is asked of a modem is never asked twice by itself. */
const OF_MODEM = OF_BUS.filter((name) => name !== 'retries');
const OF_SCANNER = ['answers', 'badFrames', 'droppedBytes', 'bytesIn', 'reconnects'] as const;
const OF_PRINTER = ['requests', 'answers', 'timeouts', 'bytesIn', 'bytesOut', 'reconnects'] as const;
const SHOWN = {
  scale: OF_SCALE,
  modem: OF_MODEM,
  'meter-bus': OF_BUS,
  scanner: OF_SCANNER,
  printer: OF_PRINTER,
} as const;
const SCALE_WORDS: Readonly<Record<string, string>> = { answers: 'frames', timeouts: 'silences' };

export function StatisticsTable(props: { kind: Device['kind']; statistics: Statistics }) {
  const { t } = useTranslation('devices');
  const { kind, statistics } = props;
  const shown = SHOWN[kind];
  const isHeard = kind === 'scale' || kind === 'scanner';
  return (
    <section>
      <h2 style={{ fontSize: 14, margin: '0 0 8px' }}>{t('statistics.title')}</h2>
      <Descriptions
        size="small"
        bordered
        column={2}
        items={shown.map((name) => ({
          key: name,
          label: t(`statistics.${(isHeard && SCALE_WORDS[name]) || name}`),
          children: <span className="figures">{statistics[name].toLocaleString('en-US')}</span>,
        }))}
      />
    </section>
  );
}
