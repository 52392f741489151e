import type { UsbIdentity } from '../config.schema.ts';

/** USB-serial chips by vendor and product number, as the makers' drivers list them. */
const CHIPS: Readonly<Record<string, string>> = {
  '1a86:7523': 'CH340',
  '1a86:7522': 'CH340K',
  '1a86:5523': 'CH341',
  '1a86:55d2': 'CH342',
  '1a86:55d3': 'CH343',
  '1a86:55d4': 'CH9102',
  '1a86:55d5': 'CH344',
  '10c4:ea60': 'CP2102',
  '10c4:ea70': 'CP2105',
  '10c4:ea71': 'CP2108',
  '0403:6001': 'FT232R',
  '0403:6010': 'FT2232',
  '0403:6011': 'FT4232',
  '0403:6014': 'FT232H',
  '0403:6015': 'FT231X',
  '067b:2303': 'Prolific PL2303',
  '067b:23a3': 'Prolific PL2303GC',
  '067b:23c3': 'Prolific PL2303GT',
};
const MAKERS: Readonly<Record<string, string>> = {
  '1a86': 'WCH CH34x',
  '10c4': 'Silicon Labs CP210x',
  '0403': 'FTDI',
  '067b': 'Prolific',
};

/** What the system tells of a port. */
export interface ListedPort {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
}

/** The chip as people know it, and the number by which this adapter is told from the next. */
export function adapterLabel(port: ListedPort): string {
  const vendor = port.vendorId?.toLowerCase() ?? '';
  const chip = CHIPS[`${vendor}:${port.productId?.toLowerCase() ?? ''}`] ?? MAKERS[vendor] ?? port.manufacturer ?? '';
  return [chip, isOwnNumber(port.serialNumber) ? port.serialNumber : ''].filter(Boolean).join(' ');
}

/** Null where nothing tells this adapter from another of its kind. */
export function identityOf({ vendorId, productId, serialNumber }: ListedPort): UsbIdentity | null {
  if (!vendorId || !productId || !isOwnNumber(serialNumber)) return null;
  return { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase(), serialNumber };
}

/**
 * Where the adapter is now; undefined where it is not plugged in, or two claim to be it: meters with the same small
 * addresses hang on several wires, and the wrong wire would answer for them.
 */
export function portOfAdapter(ports: readonly ListedPort[], usb: UsbIdentity): string | undefined {
  const same = ports.filter((port) => {
    const identity = identityOf(port);
    return (
      identity?.serialNumber === usb.serialNumber &&
      identity.vendorId === usb.vendorId &&
      identity.productId === usb.productId
    );
  });
  return same.length === 1 ? same[0]?.path : undefined;
}

/**
 * Whether a number is one adapter's alone. Cheap CP2102 all say 0001; Windows makes up "5&2c8…" from the socket where
 * an adapter has none.
 */
function isOwnNumber(serialNumber: string | undefined): serialNumber is string {
  return (
    serialNumber !== undefined &&
    /^[0-9A-Za-z._-]{6,100}$/.test(serialNumber) &&
    !/^0*1?$|^(.)\1*$|^0?123456/.test(serialNumber)
  );
}
