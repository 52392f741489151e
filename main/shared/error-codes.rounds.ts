/** Refusals of reading rounds: a part of `ERROR_CODES`. */
export const ROUND_ERRORS = {
  'round.route-name-taken': 'conflict',
  'round.no-meters': 'bad-input',
  'round.closed': 'conflict',
  'round.not-yours': 'forbidden',
  'round.reader-unfit': 'bad-input',
  'round.photo-unknown': 'not-found',
  'round.photo-altered': 'conflict',
  'round.photo-size': 'bad-input',
  'round.photo-type': 'bad-input',
  'round.file-unreadable': 'bad-input',
  'round.file-altered': 'forbidden',
  'round.file-foreign': 'forbidden',
} as const;
