import iconv from 'iconv-lite';

/** What a code holds as text: UTF-8 where it is that, else GB18030, as the codes of Chinese makers are. */
export function contentOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}
