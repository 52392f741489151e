import { useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MeterProfile, type MeterProtocolName, usualProfile } from '../../../main/devices/config.schema.ts';
import type { LineSettings } from '../../../main/devices/link/line.schema.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { LineControl } from './profiles/LineControl.tsx';
import { hasProfile, ProfileControl } from './profiles/ProfileControl.tsx';

type Row = Outputs['meters']['list']['rows'][number];

/** The same line or profile for several meters of one protocol; what is not ticked stays as each meter has it. */
export function SetWires(props: { meters: readonly Row[]; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('meters');
  const { message } = App.useApp();
  const [first] = props.meters;
  const protocol = commonProtocol(props.meters);
  const [sets, setSets] = useState({ line: false, profile: false });
  const [line, setLine] = useState<LineSettings | null>(first?.line ?? null);
  const [profile, setProfile] = useState<MeterProfile | undefined>(
    first?.profile ?? (protocol && usualProfile(protocol, first?.service)),
  );
  const [requestId] = useState(newRequestId);
  const count = props.meters.length;
  const save = useMutation(
    trpc.meters.setWires.mutationOptions({
      onSuccess: () => {
        message.success(t('wires.done', { count }));
        props.onDone();
      },
    }),
  );
  return (
    <Drawer
      open
      size={560}
      title={t('wires.title', { count })}
      onClose={props.onClose}
      mask={{ closable: false }}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button
            type="primary"
            disabled={!protocol || !(sets.line || sets.profile)}
            loading={save.isPending}
            onClick={() =>
              save.mutate({
                meterIds: props.meters.map(({ meterId }) => meterId),
                ...(sets.line && { line }),
                ...(sets.profile && profile && { profile }),
                requestId: requestId as never,
              })
            }
          >
            {t('wires.save', { count })}
          </Button>
        </div>
      }
    >
      {!!save.error && <ErrorNote error={save.error} />}
      {!protocol && <EmptyNote title={t('wires.mixed')} hint={t('wires.mixedHint')} />}
      {protocol && (
        <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
          <div>{t('wires.what', { protocol: t(`protocol.${protocol}`), first: first?.meterNo ?? '' })}</div>
          <Checkbox checked={sets.line} onChange={(event) => setSets({ ...sets, line: event.target.checked })}>
            {t('form.line')}
          </Checkbox>
          {sets.line && <LineControl protocol={protocol} value={line} onChange={setLine} />}
          {hasProfile(protocol) && (
            <Checkbox checked={sets.profile} onChange={(event) => setSets({ ...sets, profile: event.target.checked })}>
              {t('form.profile')}
            </Checkbox>
          )}
          {sets.profile && (
            <ProfileControl
              protocol={protocol}
              service={first?.service ?? 'electricity'}
              value={profile ?? null}
              onChange={setProfile}
            />
          )}
        </div>
      )}
    </Drawer>
  );
}

/** Undefined where they are of several, or read by hand. */
function commonProtocol(meters: readonly Row[]): MeterProtocolName | undefined {
  const [first] = meters;
  if (!first || first.protocol === 'manual') return undefined;
  return meters.every(({ protocol }) => protocol === first.protocol) ? first.protocol : undefined;
}
