import { randomBytes, webcrypto } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';

/** A key and its certificate, both as PEM. */
export interface IssuedPair {
  readonly key: string;
  readonly cert: string;
}
export interface Span {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** The library knows the browsers' keys, of which Node's are a later edition. */
type Keys = x509.X509CertificateCreateSelfSignedParams['keys'];

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** Networks nobody owns in public: RFC 1918, loopback, link-local, and the same of IPv6. */
const PRIVATE_NETWORKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
];

/** An authority that can vouch for private addresses and the names of this computer, and for nothing else in the world. */
export async function issueAuthority(hosts: readonly string[], span: Span): Promise<IssuedPair> {
  const names = [...new Set([...hosts.filter((host) => !isIP(host)), 'localhost', 'local'])];
  const permitted = [
    ...names.map((dNSName) => new GeneralName({ dNSName })),
    ...PRIVATE_NETWORKS.map((iPAddress) => new GeneralName({ iPAddress })),
  ].map((base) => new GeneralSubtree({ base }));
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) });
  const keys = await newKeys();
  // Two stations' authorities on one phone must not be taken for each other.
  const name = `CN=Stationdesk ${randomBytes(4).toString('hex')}`;
  const cert = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name, keys, signingAlgorithm: ALGORITHM, serialNumber: newSerial(), ...span },
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return pairOf(keys, cert);
}

/** A certificate for the addresses of this computer. */
export async function issueServer(authority: IssuedPair, hosts: readonly string[], span: Span): Promise<IssuedPair> {
  const issuer = new x509.X509Certificate(authority.cert);
  const signingKey = (await webcrypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(authority.key),
    ALGORITHM,
    false,
    ['sign'],
  )) as Keys['privateKey'];
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    ...{ subject: `CN=${hosts[0] ?? 'localhost'}`, issuer: issuer.subject, publicKey: keys.publicKey, signingKey },
    ...{ signingAlgorithm: ALGORITHM, serialNumber: newSerial(), ...span },
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((host) =>
          isIP(host) ? { type: 'ip' as const, value: host } : { type: 'dns' as const, value: host },
        ),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return pairOf(keys, cert);
}

/** Which of the names and addresses an authority may vouch for; all of them where it says nothing of it. */
export function allowedAmong(authority: string, hosts: readonly string[]): string[] {
  const raw = new x509.X509Certificate(authority).getExtension(id_ce_nameConstraints);
  if (!raw) return [...hosts];
  const { permittedSubtrees = [] } = AsnConvert.parse(raw.value, NameConstraints);
  const networks = new BlockList();
  const names: string[] = [];
  for (const { base } of permittedSubtrees) {
    const [address = '', length = ''] = (base.iPAddress ?? '').split('/');
    if (isIP(address)) networks.addSubnet(address, Number(length), isIP(address) === 6 ? 'ipv6' : 'ipv4');
    if (base.dNSName) names.push(base.dNSName);
  }
  return hosts.filter((host) => {
    const version = isIP(host);
    if (version) return networks.check(host, version === 6 ? 'ipv6' : 'ipv4');
    return names.some((name) => host === name || host.endsWith(`.${name}`));
  });
}

function newKeys(): Promise<Keys> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<Keys>;
}

/** Random and positive, as RFC 5280 wants it. */
function newSerial(): string {
  return `40${randomBytes(15).toString('hex')}`;
}

async function pairOf(keys: Keys, cert: x509.X509Certificate): Promise<IssuedPair> {
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { key, cert: cert.toString('pem') };
}
