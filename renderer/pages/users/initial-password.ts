/** Without letters and digits that are mistaken for one another when read out or copied by hand. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Four groups of four, e.g. "k7vm-2qxa-…": about 79 bits, for the way from the administrator to the user. */
export function initialPassword(): string {
  const picks: string[] = [];
  while (picks.length < 16) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      // Bytes above the last whole multiple would make some letters likelier.
      const letter = byte < 256 - (256 % LETTERS.length) ? LETTERS[byte % LETTERS.length] : undefined;
      if (letter && picks.length < 16) picks.push(letter);
    }
  }
  return [0, 4, 8, 12].map((at) => picks.slice(at, at + 4).join('')).join('-');
}
