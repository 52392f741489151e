export { type LiveTrait, valueOn } from './traits.domain.ts';
export { addTraits, liveTraitsOf } from './traits.service.ts';
