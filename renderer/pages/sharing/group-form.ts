import type { MemberInput, Method } from '../../../main/modules/sharing/sharing.schema.ts';
import type { LocalDate } from '../../../main/shared/dates.ts';
import { formatScaled, parseScaled, priceE8 } from '../../../main/shared/money.ts';
import type { Outputs } from '../../app/api.ts';
import type { Service } from './units.ts';

type Household = Outputs['sharing']['household'];

/** A member as it is typed: figures are texts until they are saved. */
export interface MemberRow {
  readonly accountId: Household['accountId'];
  readonly accountNo: string;
  readonly customerName: string;
  readonly doorNo: string;
  readonly area: string;
  readonly coefficient: string;
  readonly isVacant: boolean;
  readonly vacantPercent: string;
  readonly fromOn: LocalDate | null;
  readonly toOn: LocalDate | null;
}

export interface GroupForm {
  readonly name: string;
  readonly service: Service;
  readonly meterNo: string;
  readonly method: Method;
  /** 'price' shares the loss, 'cost' what is typed each month. */
  readonly basis: 'price' | 'cost';
  readonly price: string;
  readonly note: string;
  readonly members: readonly MemberRow[];
}

export const NEW_GROUP: GroupForm = {
  name: '',
  service: 'electricity',
  meterNo: '',
  method: 'equal',
  basis: 'price',
  price: '',
  note: '',
  members: [],
};

export function formOf(group: Outputs['sharing']['group']): GroupForm {
  const { name, service, method, note } = group;
  return {
    name,
    service,
    method,
    note,
    meterNo: group.meterNo ?? '',
    basis: group.priceE8 === null ? 'cost' : 'price',
    price: group.priceE8 === null ? '' : formatScaled(group.priceE8, 8),
    members: group.members.map((member) => ({
      ...pick(member),
      area: member.areaMilli === 0 ? '' : formatScaled(member.areaMilli, 3),
      coefficient: formatScaled(member.coefficientMilli, 3),
      isVacant: member.isVacant,
      vacantPercent: formatScaled(member.vacantPermille, 1),
      fromOn: member.fromOn,
      toOn: member.toOn,
    })),
  };
}

/** A household as a new member: with the area on record, a full share, from the day its account was opened. */
export function memberOf(household: Household): MemberRow {
  const { areaDm2 } = household;
  return {
    ...pick(household),
    area: areaDm2 === null ? '' : formatScaled(areaDm2, 2),
    coefficient: '1',
    isVacant: false,
    vacantPercent: '0',
    fromOn: household.openedOn,
    toOn: null,
  };
}

function pick({ accountId, accountNo, customerName, doorNo }: Household) {
  return { accountId, accountNo, customerName, doorNo };
}

/** A plain decimal of at most this many decimals and size, scaled; undefined where it is none. An empty text is 0. */
export function scaledOf(text: string, decimals: number, most: number): number | undefined {
  try {
    const value = text.trim() ? parseScaled(text, decimals) : 0;
    return value >= 0 && value <= most ? value : undefined;
  } catch {
    return undefined;
  }
}

export function toMember(row: MemberRow): MemberInput | undefined {
  const areaMilli = scaledOf(row.area, 3, 1_000_000_000);
  const coefficientMilli = scaledOf(row.coefficient, 3, 1_000_000);
  const vacantPermille = scaledOf(row.vacantPercent, 1, 1000);
  const { accountId, isVacant, fromOn, toOn } = row;
  if (areaMilli === undefined || coefficientMilli === undefined || vacantPermille === undefined || !fromOn)
    return undefined;
  return { accountId, areaMilli, coefficientMilli, isVacant, vacantPermille, fromOn, toOn };
}

/** What is saved; undefined while something is missing or no figure. */
export function toSettings(form: GroupForm) {
  const members = form.members.map(toMember).filter((member): member is MemberInput => member !== undefined);
  const price = form.basis === 'price' ? form.price.trim() : null;
  const name = form.name.trim();
  if (members.length < form.members.length || !name || (price !== null && !isPrice(price))) return undefined;
  if (form.basis === 'price' && !form.meterNo.trim()) return undefined;
  const meterNo = form.service === 'property' ? null : form.meterNo.trim() || null;
  return { name, meterNo, method: form.method, price, note: form.note.trim(), members };
}

export function isPrice(text: string): boolean {
  try {
    return priceE8(text) >= 0;
  } catch {
    return false;
  }
}
