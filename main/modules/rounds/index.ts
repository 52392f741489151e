export { downloadRound } from './handover.service.ts';
export type { Upload } from './phone.schema.ts';
export { planRound } from './plan.service.ts';
export type { RegisterKey } from './plausible.domain.ts';
export { roundFile, roundSheet } from './results.service.ts';
export { findPlaces } from './routes.service.ts';
export { uploadCaptures } from './upload.service.ts';
