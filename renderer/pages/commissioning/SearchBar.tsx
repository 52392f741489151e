import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Progress, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { METER_PROTOCOLS, type MeterProtocolName, USUAL_LINES } from '../../../main/devices/config.schema.ts';
import { type LineSettings, lineText } from '../../../main/devices/link/line.schema.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';

type Bus = Outputs['devices']['list'][number];

/** Speeds and parities met in the field; the wire's own is always among the choices as "none chosen". */
const LINES: readonly LineSettings[] = [
  ...(['even', 'none'] as const).flatMap((parity) =>
    [1200, 2400, 4800, 9600, 19_200].map((baud) => ({ baud, parity, dataBits: 8 as const, stopBits: 1 as const })),
  ),
  USUAL_LINES['iec62056-21'],
];
const USUALLY: readonly MeterProtocolName[] = ['dlt645-2007'];

const Choice = z.object({
  protocols: z
    .string()
    .default(USUALLY.join())
    .transform((text) => METER_PROTOCOLS.filter((name) => text.split(',').includes(name))),
  lines: z
    .string()
    .default('')
    .transform((text) => LINES.map(lineText).filter((line) => text.split(',').includes(line))),
});

/** Looks for meters: which protocols, at which speeds, with progress and cancel. */
export function SearchBar(props: { bus: Bus; search: Outputs['devices']['search'] | undefined }) {
  const { t } = useTranslation('commissioning');
  const { t: meterWord } = useTranslation('meters');
  const [choice, setChoice] = useSearchState(Choice);
  const { search } = props;
  const busId = props.bus.deviceId;
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.devices.search.queryKey({ busId }) });
  const start = useMutation(trpc.devices.startSearch.mutationOptions({ onSettled: refresh }));
  const cancel = useMutation(trpc.devices.cancelSearch.mutationOptions({ onSettled: refresh }));
  const isRunning = search?.state === 'running' || start.isPending;
  const lines = LINES.filter((line) => choice.lines.includes(lineText(line)));
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>
        <Select
          mode="multiple"
          aria-label={t('protocols')}
          placeholder={t('protocols')}
          style={{ minWidth: 320 }}
          disabled={isRunning}
          value={choice.protocols}
          options={METER_PROTOCOLS.map((value) => ({ value, label: meterWord(`protocol.${value}`) }))}
          // An empty parameter would be left out of the address, and the usual choice would be back.
          onChange={(values) => setChoice({ protocols: (values.join() || 'none') as never })}
        />
        <Select
          mode="multiple"
          aria-label={t('lines')}
          placeholder={t('ownLine')}
          style={{ minWidth: 260 }}
          disabled={isRunning}
          value={choice.lines}
          options={LINES.map((line) => ({ value: lineText(line), label: lineText(line) }))}
          onChange={(values) => setChoice({ lines: values.join() as never })}
        />
        {isRunning ? (
          <Button onClick={() => cancel.mutate({ busId })}>{t('cancel')}</Button>
        ) : (
          <Button
            type="primary"
            disabled={choice.protocols.length === 0}
            onClick={() => start.mutate({ busId, protocols: choice.protocols, lines })}
          >
            {t('start')}
          </Button>
        )}
        {search && (
          <span role="status" className="figures">
            {t(`search.${search.state}`, { found: search.found.length, tried: search.tried, total: search.total })}
          </span>
        )}
      </div>
      {isRunning && search && <Progress size="small" percent={Math.floor((search.tried / search.total) * 100)} />}
      {start.error && <ErrorNote error={start.error} />}
      {search?.refusal && (
        <Alert type="error" showIcon title={t(search.refusal.code, { ns: 'errors', ...search.refusal.params })} />
      )}
    </div>
  );
}
