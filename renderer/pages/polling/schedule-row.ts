import type { Outputs } from '../../app/api.ts';

export type ScheduleRow = Outputs['polling']['schedules'][number];
