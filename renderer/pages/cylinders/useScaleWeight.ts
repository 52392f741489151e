import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type ScaleWeight, type WeightProblem, weightProblem } from '../../../main/modules/cylinders/filling.domain.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { useLiveWeight } from '../../app/live.ts';

const TICK_MS = 250;

export interface ShownWeight {
  readonly weight: ScaleWeight | null;
  readonly ageMs: number;
  readonly problem: WeightProblem | null;
}

/**
 * The weight of a scale and its age. Age counts from when this window heard of it, by this window's own clock: the
 * station's clock may differ. A message that was there before the page opened is of unknown age and not used.
 */
export function useScaleWeight(deviceId: number | undefined): ShownWeight {
  const live = useLiveWeight(deviceId);
  const scales = useQuery(trpc.filling.scales.queryOptions());
  const known = useRef<unknown>(undefined);
  const [heard, setHeard] = useState<{ weight: ScaleWeight; at: number } | null>(null);
  const [now, setNow] = useState(Date.now);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another scale is chosen, and before the next effect
  useEffect(() => {
    known.current = live;
    setHeard(null);
  }, [deviceId]);
  useEffect(() => {
    if (!live || live === known.current) return;
    known.current = undefined;
    setHeard({ weight: live, at: Date.now() });
  }, [live]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);

  const newest =
    heard ??
    atLoading(
      scales.data?.find((scale) => scale.deviceId === deviceId),
      scales.dataUpdatedAt,
    );
  const ageMs = newest ? Math.max(0, now - newest.at) : 0;
  return { weight: newest?.weight ?? null, ageMs, problem: weightProblem(newest?.weight ?? null, ageMs) };
}

function atLoading(
  scale: Outputs['filling']['scales'][number] | undefined,
  loadedAt: number,
): { weight: ScaleWeight; at: number } | null {
  return scale?.reading ? { weight: scale.reading, at: loadedAt - scale.reading.ageMs } : null;
}
