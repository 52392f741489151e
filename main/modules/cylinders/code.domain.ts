const QUERY_NAMES = ['c', 'code', 'no', 'id', 'bottle'];

/**
 * The code a cylinder is known by, out of whatever the scanner or a hand typed. It is opaque. A label that holds a web
 * address gives its query value named c, code, no, id or bottle, else the last part of its path; one that holds a JSON
 * object gives the value of one of these names. Full-width letters
 * become plain ones, blanks and control characters go, letters become capitals. Empty when nothing is left.
 */
export function normaliseCode(scanned: string): string {
  const text = scanned.normalize('NFKC').trim();
  const inside = text.startsWith('{') ? valueOfJson(text) : text;
  const code = /^[a-z][a-z\d+.-]*:\/\//i.test(inside) ? codeOfAddress(inside) : inside;
  return code
    .toUpperCase()
    .normalize('NFKC')
    .replace(/[\s\p{C}]/gu, '');
}

/** What is no JSON stays as it is: it is opaque, and somebody may have registered it so. */
function valueOfJson(text: string): string {
  try {
    const values = Object.entries(JSON.parse(text) as Record<string, unknown>);
    const [, value] = values.find(([name]) => QUERY_NAMES.includes(name.toLowerCase())) ?? [];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : text;
  } catch {
    return text;
  }
}

function codeOfAddress(address: string): string {
  const [beforeHash = '', hash = ''] = splitOnce(address, '#');
  const [path = '', query = ''] = splitOnce(beforeHash, '?');
  return valueIn(query) || lastPart(path.replace(/^[^:]*:\/\/[^/]*/, '')) || lastPart(hash);
}

function valueIn(query: string): string {
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = splitOnce(pair, '=');
    if (QUERY_NAMES.includes(name.toLowerCase())) return decode(value.replaceAll('+', ' '));
  }
  return '';
}

function lastPart(path: string): string {
  return decode(path.split('/').findLast((part) => part !== '') ?? '');
}

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
