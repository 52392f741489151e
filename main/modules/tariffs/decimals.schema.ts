import { z } from 'zod';

/** A decimal as people write it. Prices keep up to eight decimals of a yuan and are never a JavaScript fraction. */
export const PriceText = z.string().regex(/^\d{1,6}(\.\d{1,8})?$/);
/** Yuan, to the fen. */
export const YuanText = z.string().regex(/^\d{1,9}(\.\d{1,2})?$/);
export const QuantityText = z.string().regex(/^-?\d{1,9}(\.\d{1,3})?$/);
export const LimitText = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/);
/** A share of one: "0.13", "0.001". */
export const RateText = z.string().regex(/^[01](\.\d{1,8})?$/);
