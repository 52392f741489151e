import type { Outputs } from '../../app/api.ts';

export type PreviewData = Outputs['billing']['preview'];
