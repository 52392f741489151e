export { WEIGHT_DECIMALS } from './sharing.domain.ts';
export type { IssuedShare, ShareLine, ShareProof } from './sharing.schema.ts';
export { requireShare, shareOf } from './sharing.service.ts';
