import { Button, Checkbox, Drawer, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MeterProfile } from '../../../main/devices/config.schema.ts';
import type { LineSettings } from '../../../main/devices/link/line.schema.ts';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { LineControl } from '../meters/profiles/LineControl.tsx';
import { hasProfile, ProfileControl } from '../meters/profiles/ProfileControl.tsx';
import type { FoundRow } from './found-meters.ts';

interface Change {
  readonly line: LineSettings | null;
  readonly profile: MeterProfile;
}

/** How a found meter is spoken to, before it is registered: its model's map, its edition, its own line. */
export function MeterSettings(props: {
  busId: DeviceId;
  row: FoundRow;
  /** The other chosen meters of its protocol. */
  others: readonly FoundRow[];
  onSave: (keys: readonly string[], change: Change) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('commissioning');
  const { row, others, busId } = props;
  const { protocol, address } = row.found;
  const [line, setLine] = useState(row.line);
  const [profile, setProfile] = useState(row.profile);
  const [isForAll, setForAll] = useState(false);
  const { t: meterWord } = useTranslation('meters');
  const { token } = theme.useToken();
  const isGood = MeterProfile.safeParse(profile).success;
  return (
    <Drawer
      open
      size={560}
      title={t('settingsOf', { address })}
      closable={{ 'aria-label': t('back') }}
      onClose={props.onClose}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={props.onClose}>{t('back')}</Button>
          <Button
            type="primary"
            disabled={!isGood}
            onClick={() =>
              props.onSave([row.key, ...(isForAll ? others.map(({ key }) => key) : [])], { line, profile })
            }
          >
            {t('keepSettings')}
          </Button>
        </div>
      }
    >
      <div style={{ display: 'flex', flexDirection: 'column', gap: 16 }}>
        <div>
          <div>{t('line')}</div>
          <LineControl protocol={protocol} value={line} onChange={setLine} />
        </div>
        {hasProfile(protocol) && (
          <div>
            <div style={{ marginBottom: 4 }}>{t('settings')}</div>
            <ProfileControl
              protocol={protocol}
              service={row.service}
              value={profile}
              onChange={setProfile}
              place={{ busId, address, line }}
            />
            {!isGood && (
              <div role="alert" style={{ color: token.colorError, marginTop: 4 }}>
                {meterWord('form.profileWrong')}
              </div>
            )}
          </div>
        )}
        {others.length > 0 && (
          <Checkbox checked={isForAll} onChange={(event) => setForAll(event.target.checked)}>
            {t('alsoForChosen', { n: others.length })}
          </Checkbox>
        )}
      </div>
    </Drawer>
  );
}
