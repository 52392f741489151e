export { hazardCounts, hazardFile, hazardSummary, openHazards, seriousHazardsOf } from './hazard-lists.service.ts';
export type { Hazard, HazardCounts, HazardEvent, HazardFile, HazardSummary } from './hazards.schema.ts';
export { recheckHazard, recordNotice, rectifyHazard, reportHazard } from './hazards.service.ts';
export type { Answer, Checklist, ChecklistItem } from './inspections.schema.ts';
export { checklist, submitPatrol, submitVisit, visitSummary } from './inspections.service.ts';
export { photoContent, savePhoto } from './photos.service.ts';
