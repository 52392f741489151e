import { expect, test } from 'vitest';
import { decoderNamed } from '../../main/devices/decode.ts';

test.each([
  ['\u001b\r', { abort: true }],
  ['\u001bAT\r', { command: 'AT' }],
  ['0011000B81\u001a', { pdu: '0011000B81' }],
  ['\r\nRING\r\n', { ring: true, unsolicited: true }],
  ['\r\nNO CARRIER\r\n', { ok: false }],
  ['\r\n+CME ERROR: SIM not inserted\r\n', { cme_error: 'SIM not inserted' }],
  ['\r\n+CMS ERROR: 322\r\n', { cms_error: 322, meaning: 'memory full' }],
  ['\r\n+CREG: 5\r\n', { registered: true, network: 'roaming' }],
  ['\r\n+CREG: 0,3\r\n\r\nOK\r\n', { registered: false, network: 'denied', ok: true }],
])('what is said to and by a modem is told in words: %j', (said, expected) => {
  expect(decoderNamed('GSM AT')?.(Buffer.from(said, 'latin1'))).toEqual(expected);
});
