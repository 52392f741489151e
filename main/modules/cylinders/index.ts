export type { Cylinder, CylinderType, DueCylinder } from './cylinders.schema.ts';
export { createCylinder, scrapCylinder } from './cylinders.service.ts';
export type { Filling, FillingSummary, RefusalRow } from './filling.schema.ts';
export { checkCylinder, recordFilling } from './filling.service.ts';
export { dueCylinders, fillingSummary, listFillings, listRefusals } from './filling-lists.service.ts';
export { cylinderTypes } from './types.service.ts';
