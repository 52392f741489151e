import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { trpc } from '../../app/api.ts';
import { moodOf } from '../devices/device-state.ts';
import { Tile } from './Tile.tsx';

const DAY_MS = 86_400_000;

/** Open and overdue hazards: on the first page until somebody re-checked them. */
export function HazardTile() {
  const { t } = useTranslation('home');
  const counts = useQuery(trpc.hazards.counts.queryOptions());
  const { open = 0, rectified = 0, overdue = 0, overdueSerious = 0 } = counts.data ?? {};
  return (
    <Tile
      label={t('hazards')}
      query={counts}
      value={String(open + rectified)}
      hint={t('hazardsHint', { overdue, serious: overdueSerious, recheck: rectified })}
      tone={overdue > 0 ? 'danger' : open + rectified > 0 ? 'doubt' : 'good'}
      to={overdue > 0 ? '/safety/hazards?show=overdue' : '/safety/hazards'}
    />
  );
}

export function CylinderTile() {
  const { t } = useTranslation('home');
  const due = useQuery(trpc.cylinders.dueCounts.queryOptions());
  const counts = due.data;
  const late = (counts?.['inspection-overdue'] ?? 0) + (counts?.['scrap-reached'] ?? 0);
  const soon = (counts?.['inspection-due'] ?? 0) + (counts?.['scrap-due'] ?? 0);
  return (
    <Tile
      label={t('cylinders')}
      query={due}
      value={String(late + soon)}
      hint={t('cylindersHint', { late, soon })}
      tone={late > 0 ? 'danger' : soon > 0 ? 'doubt' : 'good'}
      to="/cylinders-due"
    />
  );
}

export function ReviewTile() {
  const { t } = useTranslation('home');
  const queue = useQuery(trpc.readings.reviewQueue.queryOptions({ pageSize: 1 }));
  const waiting = queue.data?.waiting ?? 0;
  return (
    <Tile
      label={t('review')}
      query={queue}
      value={String(waiting)}
      hint={t('reviewHint')}
      tone={waiting > 0 ? 'doubt' : 'good'}
      to="/readings/review"
    />
  );
}

/** What polling found wrong with meters, and what did not come. */
export function AlertTile() {
  const { t } = useTranslation('home');
  const counts = useQuery(trpc.polling.alertCounts.queryOptions());
  const { open = 0, acknowledged = 0, gaps = 0 } = counts.data ?? {};
  return (
    <Tile
      label={t('alerts')}
      query={counts}
      value={String(open + acknowledged)}
      hint={t('alertsHint', { acknowledged, gaps })}
      tone={open > 0 ? 'danger' : acknowledged + gaps > 0 ? 'doubt' : 'good'}
      to={open + acknowledged === 0 && gaps > 0 ? '/polling/gaps' : '/alerts'}
    />
  );
}

export function OverdueBillsTile() {
  const { t } = useTranslation('home');
  const bills = useQuery(trpc.billing.bills.queryOptions({ show: 'overdue', limit: 1 }));
  const owedFen = (bills.data?.amountFen ?? 0) - (bills.data?.paidFen ?? 0);
  return (
    <Tile
      label={t('overdueBills')}
      query={bills}
      value={formatYuan(owedFen)}
      hint={t('overdueBillsHint', { count: bills.data?.total ?? 0 })}
      tone={owedFen > 0 ? 'danger' : 'good'}
      to="/billing?tab=bills&show=overdue"
    />
  );
}

export function TakingsTile() {
  const { t } = useTranslation('home');
  const takings = useQuery(trpc.reports.takings.queryOptions({}));
  const netFen = takings.data?.rows.reduce((sum, row) => sum + row.takenFen - row.reversedFen, 0) ?? 0;
  return (
    <Tile
      label={t('takings')}
      query={takings}
      value={formatYuan(netFen)}
      hint={t('takingsHint', { count: takings.data?.receipts.length ?? 0 })}
      tone="plain"
      to="/takings"
    />
  );
}

export function DevicesTile() {
  const { t } = useTranslation('home');
  const devices = useQuery(trpc.devices.list.queryOptions());
  const enabled = (devices.data ?? []).filter((device) => device.isEnabled);
  const troubled = enabled.filter((device) => moodOf(device) !== 'open').length;
  const silentMeters = enabled.reduce((sum, device) => sum + device.silentMeters, 0);
  return (
    <Tile
      label={t('devices')}
      query={devices}
      value={t('devicesValue', { good: enabled.length - troubled, total: enabled.length })}
      hint={
        enabled.length === 0
          ? t('devicesNone')
          : troubled > 0
            ? t('devicesTrouble', { count: troubled })
            : silentMeters > 0
              ? t('devicesSilentMeters', { count: silentMeters })
              : t('devicesGood')
      }
      tone={troubled + silentMeters > 0 ? 'doubt' : enabled.length > 0 ? 'good' : 'plain'}
      to="/devices"
    />
  );
}

export function BackupTile() {
  const { t } = useTranslation('home');
  const backups = useQuery(trpc.station.backups.queryOptions());
  const newest = backups.data?.backups[0];
  const days = newest ? Math.floor((Date.now() - newest.madeAt) / DAY_MS) : null;
  return (
    <Tile
      label={t('backup')}
      query={backups}
      value={days === null ? t('backupNever') : days <= 0 ? t('backupToday') : t('backupDays', { count: days })}
      hint={t('backupHint', { count: backups.data?.backups.length ?? 0 })}
      tone={days === null || days > 1 ? 'doubt' : 'good'}
      to="/settings"
    />
  );
}
