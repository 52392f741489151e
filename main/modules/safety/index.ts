export { hazardFile, hazardSummary, openHazards, seriousHazardsOf } from './hazard-lists.service.ts';
export type { Hazard, HazardEvent, HazardFile, HazardSummary } from './hazards.schema.ts';
export { recheckHazard, recordNotice, rectifyHazard } from './hazards.service.ts';
export type { Answer, Checklist, ChecklistItem } from './inspections.schema.ts';
export { checklist, submitPatrol, submitVisit } from './inspections.service.ts';
export { MAX_PHOTO_BYTES, photoType } from './photos.domain.ts';
export { PhotoContent } from './photos.schema.ts';
export { photoContent } from './photos.service.ts';
