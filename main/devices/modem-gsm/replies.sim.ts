/** What the answers depend on. */
interface Modem {
  readonly sim: 'ready' | 'missing' | 'locked';
  readonly registration: number;
  readonly rssi: number;
  readonly storesReports: boolean;
  hasEcho: boolean;
}

const SIM_ANSWERS = { ready: '+CPIN: READY\r\n\r\nOK', locked: '+CPIN: SIM PIN\r\n\r\nOK', missing: '+CME ERROR: 10' };

/** Questions that have one answer. A program that does not know the modem asks more of them than the driver does. */
const FIXED: Readonly<Record<string, string>> = {
  'AT+CPMS="SR"': '+CPMS: 1,10,1,10,1,10',
  'AT+CGMI': 'SIMULATED',
  'AT+CGMM': 'GSM-1',
  'AT+CGMR': 'REV 1.0',
  'AT+CGSN': '860000000000000',
  'AT+CSCS?': '+CSCS: "GSM"',
  'AT+CSCS=?': '+CSCS: ("GSM","UCS2")',
  'AT+CSCA?': '+CSCA: "+8613800100500",145',
};
const PLAIN = /^(AT|ATE[01]|AT\+CMEE=[0-2]|AT\+CMGF=0|AT\+CFUN=1|AT\+CSCS="(GSM|UCS2)"|AT\+CNMI=.*|AT\+CMGD=\d+)$/;

/** What the modem says to a command other than that of a message. */
export function replyTo(sim: Modem, command: string): string {
  const text = command.toUpperCase();
  if (text === 'ATE0' || text === 'ATE1') sim.hasEcho = text === 'ATE1';
  if (text === 'AT+CPIN?') return SIM_ANSWERS[sim.sim];
  if (text === 'AT+CREG?') return `+CREG: 0,${sim.registration}\r\n\r\nOK`;
  if (text === 'AT+CSQ') return `+CSQ: ${sim.rssi},0\r\n\r\nOK`;
  if (text === 'AT+CNMI=2,1,0,1,0' && sim.storesReports) return '+CMS ERROR: 303';
  const fixed = FIXED[text];
  if (fixed !== undefined) return `${fixed}\r\n\r\nOK`;
  return PLAIN.test(text) ? 'OK' : 'ERROR';
}
