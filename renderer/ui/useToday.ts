import { useQuery } from '@tanstack/react-query';
import { type LocalDate, localDate } from '../../main/shared/dates.ts';
import { trpc } from '../app/api.ts';

/** Today in the station's zone, which is not always this computer's, and the zone itself. */
export function useToday(): { today: LocalDate; zone: string } {
  const state = useQuery(trpc.station.state.queryOptions());
  const zone = state.data?.zone ?? 'Asia/Shanghai';
  return { today: localDate(Date.now(), zone), zone };
}
