export type { Cylinder, CylinderType, DueCounts, DueCylinder } from './cylinders.schema.ts';
export { createCylinder, recordInspection, scrapCylinder, updateCylinder } from './cylinders.service.ts';
export type { Filling, FillingSummary, RefusalRow } from './filling.schema.ts';
export { checkCylinder, recordFilling } from './filling.service.ts';
export { dueCounts, dueCylinders, fillingSummary, listFillings, listRefusals } from './filling-lists.service.ts';
export { cylinderTypes } from './types.service.ts';
