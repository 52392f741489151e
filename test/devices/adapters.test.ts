import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { adapterLabel, identityOf, type ListedPort, portOfAdapter } from '../../main/devices/transport/adapters.ts';
import { createSerialTransport } from '../../main/devices/transport/serial.ts';
import { LinkFailure } from '../../main/devices/transport/transport.ts';
import { makePtyPair, noSocat, serialLink, until } from '../support/devices.ts';

const FTDI: ListedPort = {
  ...{ path: 'COM7', manufacturer: 'FTDI', vendorId: '0403', productId: '6001', serialNumber: 'A50285BI' },
};
const CLONE: ListedPort = { path: 'COM8', vendorId: '10C4', productId: 'EA60', serialNumber: '0001' };
const CH340: ListedPort = { path: 'COM9', vendorId: '1A86', productId: '7523', serialNumber: '5&2C8E4F0&0&3' };
const USB = { vendorId: '0403', productId: '6001', serialNumber: 'A50285BI' };

test('adapters are named by their chip, with the number only where it is their own', () => {
  expect([FTDI, CLONE, CH340].map(adapterLabel)).toEqual(['FT232R A50285BI', 'CP2102', 'CH340']);
  expect(adapterLabel({ path: 'COM2', vendorId: '067b', productId: 'ffff' })).toBe('Prolific');
  expect(adapterLabel({ path: 'COM1', manufacturer: 'Moxa' })).toBe('Moxa');
  expect([FTDI, CLONE, CH340].map(identityOf)).toEqual([USB, null, null]);
});

test('an adapter is found in another socket, and not where two claim to be it', () => {
  expect(portOfAdapter([CLONE, CH340, FTDI], USB)).toBe('COM7');
  expect(portOfAdapter([FTDI, { ...FTDI, path: 'COM10' }], USB)).toBeUndefined();
  expect(portOfAdapter([{ ...FTDI, productId: '6015' }], USB)).toBeUndefined();
});

test.skipIf(noSocat !== undefined)(
  'a port that is gone is opened where its adapter is now, never on another adapter',
  async () => {
    await using pair = await makePtyPair();
    const handlers = { onData: () => undefined, onLost: () => undefined };
    const link = { ...serialLink('/dev/ttyGone7'), usb: USB };
    const moved = createSerialTransport(link, async () => [CLONE, { ...FTDI, path: pair.near }]);
    const connection = await moved.open(handlers);
    expect(connection.write(Uint8Array.of(1))).toBe(true);
    await connection.close();
    const other = createSerialTransport(link, async () => [{ ...FTDI, path: pair.near, serialNumber: 'A50299ZZ' }]);
    await expect(other.open(handlers)).rejects.toMatchObject({ code: 'port-missing' });
    const unlisted = createSerialTransport(link, () => Promise.reject(new Error('no udevadm')));
    await expect(unlisted.open(handlers)).rejects.toBeInstanceOf(LinkFailure);
  },
);

test.skipIf(noSocat !== undefined)(
  'a port whose name means another adapter now is lost, though no hang-up was told',
  async () => {
    await using first = await makePtyPair();
    await using second = await makePtyPair();
    const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-node-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const name = path.join(folder, 'port');
    symlinkSync(first.near, name);
    const lost: LinkFailure[] = [];
    const connection = await createSerialTransport(serialLink(name)).open({
      onData: () => undefined,
      onLost: (failure) => lost.push(failure),
    });
    onTestFinished(() => connection.close());
    rmSync(name);
    symlinkSync(second.near, name);
    await until(
      () => lost.length,
      (count) => count === 1,
      'lost',
    );
    expect(lost[0]).toMatchObject({ code: 'unplugged' });
    expect(connection.write(Uint8Array.of(1))).toBe(false);
  },
);
