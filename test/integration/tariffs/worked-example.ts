type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A worked example as its source tells it; worked-bills.json. */
export interface Example {
  readonly id: string;
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of example has its own shape
  readonly tariff: any;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of example has its own shape
  readonly input: any;
  readonly expected_amount_yuan: string | null;
  readonly expected?: { [key: string]: Json };
}

export type Reckoning = Record<string, (e: Example) => number | null>;
