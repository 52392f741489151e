export { addTraits, liveTraitsOf } from './traits.service.ts';
