import { useEffect, useSyncExternalStore } from 'react';
import type { LiveMessage } from '../../main/station.types.ts';
import { client, queryClient, trpc } from './api.ts';
import { typeScan } from './scan.ts';

type WeightMessage = Extract<LiveMessage, { topic: 'weight' }>;
type ProgressMessage = Extract<LiveMessage, { topic: 'progress' }>;

const listeners = new Set<() => void>();
const weights = new Map<number, WeightMessage>();
const jobs = new Map<string, ProgressMessage>();
let isConnected = false;
let refreshTimer: ReturnType<typeof setTimeout> | undefined;

function tell(): void {
  for (const listener of listeners) listener();
}

/** Changes come in bursts (a billing run announces every chunk): one refresh for all of them. */
function refreshSoon(): void {
  if (refreshTimer) return;
  refreshTimer = setTimeout(() => {
    refreshTimer = undefined;
    queryClient.invalidateQueries();
  }, 250);
}

/** What shows how a device is. A flickering cable must not make the till fetch its customer again every second. */
function refreshDevices(): void {
  queryClient.invalidateQueries({ queryKey: trpc.devices.pathKey() });
  queryClient.invalidateQueries({ queryKey: trpc.filling.scales.pathKey() });
}

function hear(message: LiveMessage): void {
  if (message.topic === 'changed') refreshSoon();
  if (message.topic === 'device') refreshDevices();
  if (message.topic === 'weight') weights.set(message.deviceId, message);
  if (message.topic === 'scan') typeScan(message.text);
  if (message.topic === 'progress') jobs.set(message.job, message);
  tell();
}

/** Holds the window's one subscription while somebody is logged in. */
export function useLiveConnection(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const setConnected = (value: boolean) => {
      if (value && !isConnected) refreshSoon();
      isConnected = value;
      tell();
    };
    const subscription = client.live.messages.subscribe(undefined, {
      onStarted: () => setConnected(true),
      onData: hear,
      onError: () => setConnected(false),
      onConnectionStateChange: ({ state }) => setConnected(state === 'pending'),
    });
    return () => {
      subscription.unsubscribe();
      setConnected(false);
    };
  }, [isOn]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useIsConnected(): boolean {
  return useSyncExternalStore(subscribe, () => isConnected);
}

/** The last weight heard from a scale. Its age is the page's to judge: compare `at` with the clock. */
export function useLiveWeight(deviceId: number | undefined): WeightMessage | undefined {
  return useSyncExternalStore(subscribe, () => (deviceId === undefined ? undefined : weights.get(deviceId)));
}

export function useProgress(job: string | undefined): ProgressMessage | undefined {
  return useSyncExternalStore(subscribe, () => (job === undefined ? undefined : jobs.get(job)));
}
