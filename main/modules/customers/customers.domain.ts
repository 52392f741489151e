/** 3栋, 2单元, 501室: the word behind a plain figure says only which part of the door it is. */
const PART_WORDS = /^([0-9A-Za-z]+)\s*(?:号楼|单元|栋|幢|座|楼|号|室|房)$/u;

const INNER_WORDS = /([0-9A-Za-z])(?:号楼|单元|栋|幢|座|楼|号)/gu;

/** A part of a door as it is stored: "3" for "3栋", "３" or " 3 号楼", "A" for "a座"; names of estates stay as they are. */
export function doorPart(text: string): string {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const part = PART_WORDS.exec(plain)?.[1] ?? plain;
  return /^[0-9A-Za-z]{1,6}$/.test(part) ? part.toUpperCase() : part;
}

export interface DoorParts {
  readonly building: string;
  readonly unit: string;
  readonly room: string;
}

/** What people call the flat: "3-2-501"; parts that are empty are left out. */
export function doorNo(parts: DoorParts): string {
  return [parts.building, parts.unit, parts.room].map(doorPart).filter(Boolean).join('-');
}

/** The beginning of a door as somebody types it ("3栋2单元", "3/2/5") in the form it is stored in. */
export function doorPrefix(text: string): string {
  const dashed = text
    .normalize('NFKC')
    .replace(/[\s/\\.。,，、#_~—–-]+/g, '-')
    .replace(INNER_WORDS, '$1-');
  return dashed.replace(/-+/g, '-').split('-').map(doorPart).join('-');
}

/** Sorts doors as people count them: building 10 behind building 9. Longer runs of digits than six stay as they are. */
export function doorSort(door: string): string {
  return door.toUpperCase().replace(/\d+/g, (digits) => digits.padStart(6, '0'));
}

/** Number of a new account: eight digits of the series, so that all are of one length and sort by age. */
export function accountNoOf(serial: number): string {
  return String(serial).padStart(8, '0');
}
