import { decodePdu } from './pdu.decode.ts';
import { hexOf } from './pdu.ts';

/** A message in words and figures, for support and for `cli decode`. */
export function explainPdu(bytes: Uint8Array): Record<string, unknown> {
  const pdu = decodePdu(bytes);
  if ('fault' in pdu) return { error: pdu.fault };
  const { smsc, address, length } = pdu;
  const base = { type: pdu.type, smsc, first_octet: hexOf([pdu.firstOctet]), address, tpdu_len: length };
  if (pdu.type === 'STATUS-REPORT') {
    const { reference: mr, sentAt, doneAt, status } = pdu;
    return { ...base, mr, scts: sentAt.digits, time: sentAt.text, done: doneAt.text, status: hexOf([status]) };
  }
  const { pid, dcs, userDataLength: udl, header, part, text } = pdu;
  const content = {
    pid: hexOf([pid]),
    dcs: hexOf([dcs]),
    udl,
    ...(header.length > 0 && { udh: hexOf(header) }),
    ...(part && { part }),
    text,
  };
  if (pdu.type === 'DELIVER') return { ...base, ...content, scts: pdu.sentAt.digits, time: pdu.sentAt.text };
  const validity = pdu.validity.length > 0 ? { vp: hexOf(pdu.validity) } : {};
  return { ...base, mr: pdu.reference, ...validity, ...content, at_cmgs: length };
}
