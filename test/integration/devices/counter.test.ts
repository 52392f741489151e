import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DeviceConfig } from '../../../main/devices/config.schema.ts';
import { createDeviceHost } from '../../../main/devices/host.ts';
import { PrinterProfile } from '../../../main/devices/printer-escpos/profile.schema.ts';
import { ScannerProfile } from '../../../main/devices/scanner-serial/profile.schema.ts';
import { startPrinterSim, startScannerSim } from '../../../main/devices/simulators.ts';
import type { LiveMessage } from '../../../main/station.types.ts';
import { until } from '../../support/devices.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { households } from '../cashier/households.ts';

const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const wire = () => ({ type: 'memory' as const, name: `counter-test-${randomUUID()}` });

function running<T extends AsyncDisposable>(sim: T): T {
  onTestFinished(() => sim[Symbol.asyncDispose]());
  return sim;
}

function stationWithDevices() {
  const ann = running(makeStation({ makeDevices: (st) => createDeviceHost(st), now: Date.now }));
  return { ann, devices: ann.as('manager').devices, print: ann.as('cashier').print };
}

async function withPrinter() {
  const made = stationWithDevices();
  const link = wire();
  const sim = running(startPrinterSim({ link }));
  const config: DeviceConfig = { model: 'escpos', link, profile: PrinterProfile.parse({}) };
  const deviceId = await made.devices.create({ name: '小票机', config, requestId: requestId() });
  const state = () => made.ann.station.devices.statuses().get(deviceId)?.state;
  await until(state, (is) => is === 'open', 'an open printer');
  const pay = async (method: 'cash' | 'wechat', paidFen = 5000) => {
    const { customerId } = households(made.ann).household([paidFen]);
    const payment = { customerId, paidFen, tenderedFen: paidFen, method, requestId: requestId() };
    return made.ann.as('cashier').cashier.takePayment(payment);
  };
  const strip = (id: number, request = requestId()) =>
    made.print.strip({ document: { kind: 'receipt', id, lang: 'zh-CN' }, requestId: request });
  const copies = async (paymentId: Awaited<ReturnType<typeof pay>>['paymentId']) =>
    (await made.ann.as('cashier').cashier.receipt({ paymentId })).copies;
  return { ...made, sim, config, deviceId, pay, strip, copies };
}

describe('receipts on the receipt printer', () => {
  test('a cash receipt opens the drawer and is printed with its money; a second one is a reprint and opens nothing', async () => {
    const { sim, pay, strip, print, copies } = await withPrinter();
    expect(await print.stripPrinter()).toEqual({ name: '小票机' });
    const { paymentId, receiptNo } = await pay('cash');
    expect(await strip(paymentId)).toEqual({ name: '小票机' });
    expect(sim.events[0]).toEqual({ kind: 'drawer', pin: 2, onMs: 100, offMs: 500 });
    expect(sim.events.at(-1)).toEqual({ kind: 'cut', how: 'partial' });
    const paper = sim.lines().join('\n');
    expect(paper).toContain(receiptNo);
    expect(paper).toMatch(/^实收金额 +￥50\.00$/m);
    expect(paper).toContain('伍拾元整');
    expect(paper).not.toContain('补打');
    await strip(paymentId);
    expect(sim.events.filter(({ kind }) => kind === 'drawer')).toHaveLength(1);
    expect(sim.lines().join('\n')).toContain('补打 第1次');
    expect(await copies(paymentId)).toBe(2);
  });

  test('no drawer opens for a payment without cash', async () => {
    const { sim, pay, strip } = await withPrinter();
    await strip((await pay('wechat')).paymentId);
    expect(sim.lines().length).toBeGreaterThan(5);
    expect(sim.events.filter(({ kind }) => kind === 'drawer')).toEqual([]);
  });

  test('without paper nothing is printed, no copy is counted and the payment stands; afterwards it prints as the first', async () => {
    const { sim, pay, strip, copies } = await withPrinter();
    const { paymentId } = await pay('cash');
    sim.fault = 'no-paper';
    const request = requestId();
    await expect(strip(paymentId, request)).rejects.toEqual(refused('printer.no-paper'));
    expect(await copies(paymentId)).toBe(0);
    sim.fault = undefined;
    expect(sim.lines()).toEqual([]);
    await strip(paymentId, request);
    expect(sim.lines().join('\n')).not.toContain('补打');
    expect(await copies(paymentId)).toBe(1);
  });

  test('a receipt the roll ended in is repeated as the same copy', async () => {
    const { sim, pay, strip, copies } = await withPrinter();
    const { paymentId } = await pay('cash');
    sim.linesLeft = 4;
    const request = requestId();
    await expect(strip(paymentId, request)).rejects.toEqual(refused('printer.unfinished'));
    sim.linesLeft = 1000;
    sim.fault = undefined;
    await strip(paymentId, request);
    expect(await copies(paymentId)).toBe(1);
    expect(sim.lines().join('\n')).not.toContain('补打');
  });

  test('is refused without a printer, with one switched off, for other paper, and for people who may not see it', async () => {
    const { ann, devices, print } = stationWithDevices();
    const document = { kind: 'trial-balance', from: '2026-10-01', to: '2026-10-31', lang: 'zh-CN' } as const;
    expect(await print.stripPrinter()).toBeNull();
    const strip = () => ann.as('manager').print.strip({ document, requestId: requestId() });
    await expect(strip()).rejects.toEqual(refused('printer.none'));
    const config: DeviceConfig = { model: 'escpos', link: wire(), profile: PrinterProfile.parse({}) };
    await devices.create({ name: '小票机', config, requestId: requestId() });
    await expect(strip()).rejects.toEqual(refused('printer.not-a-strip'));
    const other = ann.as('filler').print.strip({ document: { kind: 'receipt', id: 1, lang: 'zh-CN' } });
    await expect(other).rejects.toEqual(refused('permission.denied'));
  });
});

describe('devices of the counter', () => {
  test('receipts go to one printer: a second one is refused until the first is not the receipt printer any more', async () => {
    const { devices, config, deviceId } = await withPrinter();
    const second: DeviceConfig = { ...config, link: wire() } as DeviceConfig;
    const create = () => devices.create({ name: '小票机 2', config: second, requestId: requestId() });
    await expect(create()).rejects.toEqual(refused('printer.default-taken'));
    const profile = PrinterProfile.parse({ isDefault: false });
    const changed = { ...config, profile } as DeviceConfig;
    await devices.update({ deviceId, version: 1, name: '小票机', config: changed, isEnabled: true });
    await create();
    await devices.update({ deviceId, version: 2, name: '小票机', config, isEnabled: false });
    await expect(devices.enable({ deviceId, version: 3, isEnabled: true })).rejects.toEqual(
      refused('printer.default-taken'),
    );
  });

  test('a test page is printed, and what keeps it from it is said', async () => {
    const { devices, sim, config } = await withPrinter();
    expect(await devices.test({ config })).toMatchObject({ problem: null, isPrinted: true });
    expect(sim.lines().join('\n')).toContain('￥1,414.50');
    expect(sim.events).toContainEqual(expect.objectContaining({ kind: 'drawer', pin: 2 }));
    sim.fault = 'cover-open';
    await expect(devices.test({ config })).rejects.toEqual(refused('printer.cover-open'));
    expect(await devices.list()).toMatchObject([{ kind: 'printer', status: { problem: { code: 'cover-open' } } }]);
  });

  test('a scan goes out to the windows, and a test waits for one', async () => {
    const { ann, devices } = stationWithDevices();
    const link = wire();
    const sim = running(startScannerSim({ link }));
    const config: DeviceConfig = { model: 'serial-scanner', link, profile: ScannerProfile.parse({}) };
    const deviceId = await devices.create({ name: '扫码枪', config, requestId: requestId() });
    const heard: LiveMessage[] = [];
    ann.station.live.subscribe((message) => heard.push(message));
    await until(() => sim.scan('LPG1', { prefix: ']C0' }), Boolean, 'a plugged scanner');
    const scans = () => heard.filter(({ topic }) => topic === 'scan');
    await until(scans, ({ length }) => length === 1, 'a scan');
    expect(scans()).toEqual([{ topic: 'scan', deviceId, text: 'LPG1', symbology: 'Code 128' }]);
    const testing = devices.test({ config });
    let shown = 0;
    const showing = setInterval(() => sim.scan(`TEST-${shown++}`), 20);
    onTestFinished(() => clearInterval(showing));
    expect(await testing).toMatchObject({
      problem: null,
      scan: { text: expect.stringMatching(/^TEST-\d+$/), symbology: null },
    });
  });
});
