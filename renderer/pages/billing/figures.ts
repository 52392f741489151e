import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';

type BillLine = Outputs['billing']['bill']['lines'][number];

/** Which sentence tells the figures behind a line beside the energy; undefined for a line that speaks for itself. */
export function figuresOf(line: BillLine): { key: string; figures: Record<string, string> } | undefined {
  const { name, figures } = line.note;
  if (line.kind === 'fixed-quantity')
    return { key: 'fixedQuantity', figures: { name: String(name ?? ''), quantity: formatMilli(line.quantityMilli) } };
  if (typeof figures !== 'object' || figures === null) return undefined;
  const of = { name: String(name ?? ''), ...(figures as Record<string, string>) };
  const key = keyOf(line.kind, of);
  return key ? { key, figures: of } : undefined;
}

function keyOf(kind: string, of: Record<string, string>): string | undefined {
  if (kind === 'capacity') return of.days ? 'capacityDays' : 'capacity';
  if (kind === 'demand') return of.agreed ? 'demandAgreed' : 'demand';
  if (kind === 'quota') return of.mode === 'refund' ? 'quotaRefund' : 'quotaDeduct';
  return kind === 'power-factor' || kind === 'minimum' ? kind : undefined;
}
