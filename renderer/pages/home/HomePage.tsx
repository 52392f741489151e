import { useQuery } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { isAllowed, type Permission } from '../../../main/shared/permissions.ts';
import { trpc } from '../../app/api.ts';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { OpenHazards } from './OpenHazards.tsx';
import {
  AlertTile,
  BackupTile,
  CylinderTile,
  DevicesTile,
  HazardTile,
  OverdueBillsTile,
  ReviewTile,
  TakingsTile,
} from './tiles.tsx';

/** What each tile needs to be shown; its own queries run only then. */
const TILES: readonly { readonly name: string; readonly perm: Permission; readonly Tile: ComponentType }[] = [
  { name: 'hazards', perm: 'safety.read', Tile: HazardTile },
  { name: 'cylinders', perm: 'cylinders.read', Tile: CylinderTile },
  { name: 'review', perm: 'readings.review', Tile: ReviewTile },
  { name: 'alerts', perm: 'readings.read', Tile: AlertTile },
  { name: 'bills', perm: 'cashier.read', Tile: OverdueBillsTile },
  { name: 'takings', perm: 'cashier.read', Tile: TakingsTile },
  { name: 'devices', perm: 'devices.read', Tile: DevicesTile },
  { name: 'backup', perm: 'station.backup', Tile: BackupTile },
];

/** First page: what needs somebody today, by who may do something about it. */
export function HomePage() {
  const { t } = useTranslation('home');
  const me = useQuery(trpc.session.me.queryOptions());
  const may = (perm: Permission) => isAllowed(me.data?.roles ?? [], perm);
  return (
    <PageFrame title={t('title')}>
      {may('customers.write') && <FirstSteps />}
      <div style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}>
        {TILES.filter(({ perm }) => may(perm)).map(({ name, Tile }) => (
          <Tile key={name} />
        ))}
      </div>
      {may('safety.read') && <OpenHazards />}
    </PageFrame>
  );
}
