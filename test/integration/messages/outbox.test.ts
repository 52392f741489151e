import { describe, expect, test } from 'vitest';
import { sendQueued, settleInterrupted } from '../../../main/modules/messages/index.ts';
import { StationError } from '../../../main/shared/error-codes.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { requestId } from '../../support/station.ts';
import { debtors } from '../dunning/debtors.ts';

const code = (wanted: string) => expect.objectContaining({ cause: expect.objectContaining({ code: wanted }) });
const always = () => true;

async function reminded(world: ReturnType<typeof debtors>) {
  const { accountId, customerId } = world.debtor({});
  await world.take('reminder', accountId);
  return { accountId, customerId };
}

describe('a text message', () => {
  test('goes out once, in Chinese, with the figures of the household', async () => {
    await using world = debtors();
    await reminded(world);
    const { station } = world.ann;
    await Promise.all([sendQueued(station, always), sendQueued(station, always)]);
    await sendQueued(station, always);
    expect(world.wires.sent).toHaveLength(1);
    expect(world.wires.sent[0]).toMatchObject({ to: '13800000000' });
    expect(world.wires.sent[0]?.text).toContain('已逾期44天，共欠100.00元（1张账单）');
    expect(await world.office.messages.list({})).toMatchObject([{ state: 'sent', detail: '1' }]);
  });

  test.each([
    ['sms.no-network', {}, 'failed'],
    ['sms.refused', { sent: 0, parts: 2 }, 'failed'],
    ['sms.refused', { sent: 1, parts: 2 }, 'unknown'],
    ['sms.unknown', {}, 'unknown'],
  ] as const)('that ends with %s %j is %s', async (refusal, params, state) => {
    await using world = debtors();
    await reminded(world);
    world.wires.send = () => Promise.reject(new StationError(refusal, params));
    await sendQueued(world.ann.station, always);
    await sendQueued(world.ann.station, always);
    expect(await world.office.messages.list({})).toMatchObject([{ state, errorCode: refusal }]);
  });

  test('whose end is not known is sent again by a person only, as a new message, once', async () => {
    await using world = debtors();
    await reminded(world);
    world.wires.send = () => Promise.reject(new StationError('sms.unknown'));
    await sendQueued(world.ann.station, always);
    const [lost] = await world.office.messages.list({});
    if (!lost) throw new Error('no message');
    const resend = () => world.office.messages.resend({ messageId: lost.messageId, requestId: requestId() });
    await resend();
    await expect(resend()).rejects.toThrow(code('messages.not-resendable'));
    expect(await world.office.messages.list({})).toMatchObject([{ state: 'queued' }, { state: 'unknown' }]);
  });

  test('that was being sent when the program ended is not sent again by itself', async () => {
    await using world = debtors();
    await reminded(world);
    const { station } = world.ann;
    station.db.prepare("UPDATE message SET state = 'sending'").run();
    settleInterrupted(station);
    await sendQueued(station, always);
    expect(world.wires.sent).toEqual([]);
    expect(await world.office.messages.list({})).toMatchObject([
      { state: 'unknown', errorCode: 'messages.interrupted' },
    ]);
  });
});

describe('an e-mail', () => {
  const settings = { modemId: null, smtpSecurity: 'none', smtpUser: 'office', mailFrom: 'office@example.cn' } as const;

  async function mailing(world: ReturnType<typeof debtors>, port: number, smtpPassword = 'right') {
    const admin = world.ann.as('administrator');
    const { version } = await admin.messages.settings();
    await admin.messages.saveSettings({ ...settings, smtpHost: '127.0.0.1', smtpPort: port, smtpPassword, version });
    const { accountId, customerId } = world.debtor({});
    await world.office.messages.saveContact({ customerId, email: 'zhang@example.cn', lang: 'zh-CN' });
    await world.office.dunning.take({
      stage: 'reminder',
      accountIds: [accountId],
      channels: ['email'],
      requestId: requestId(),
    });
    await sendQueued(world.ann.station, always);
    return (await world.office.messages.list({}))[0];
  }

  test('reaches the server with its text', async () => {
    await using world = debtors();
    await using server = await startMailServer();
    expect(await mailing(world, server.port)).toMatchObject({ state: 'sent', recipient: 'zhang@example.cn' });
    expect(server.mails).toMatchObject([{ to: ['zhang@example.cn'] }]);
    const body = server.mails[0]?.raw.split('\r\n\r\n').slice(1).join('').replaceAll(/\s/g, '') ?? '';
    expect(Buffer.from(body, 'base64').toString('utf8')).toContain('共欠 100.00 元');
  });

  test('that the server refuses, or that finds none, has failed', async () => {
    await using world = debtors();
    await using server = await startMailServer({ onRcptTo: (_, __, done) => done(new Error('550 nobody')) });
    expect(await mailing(world, server.port)).toMatchObject({ state: 'failed', errorCode: 'messages.mail-refused' });
    expect(await mailing(world, server.port, 'wrong')).toMatchObject({ errorCode: 'messages.mail-login' });
    expect(await mailing(world, 1)).toMatchObject({ state: 'failed', errorCode: 'messages.mail-unreachable' });
  });

  test('has its password shown nowhere', async () => {
    await using world = debtors();
    await using server = await startMailServer();
    await mailing(world, server.port);
    const admin = world.ann.as('administrator');
    const seen = await admin.messages.settings();
    expect(seen).toMatchObject({ hasPassword: true, smtpUser: 'office' });
    const { hasPassword: _, ...same } = seen;
    await admin.messages.saveSettings(same);
    expect((await admin.messages.settings()).hasPassword).toBe(true);
    const audit = JSON.stringify(world.ann.station.db.prepare('SELECT body_json FROM audit').all());
    expect(JSON.stringify(seen) + audit).not.toContain('right');
    await expect(world.manager.messages.settings()).rejects.toThrow(code('permission.denied'));
  });
});

test('a text of the station takes the place of the program’s own, and names only what there is', async () => {
  await using world = debtors();
  const text = { code: 'reminder-sms', lang: 'zh-CN', subject: '' } as const;
  await expect(world.manager.messages.saveTemplate({ ...text, body: '{debt}' })).rejects.toThrow(
    code('messages.placeholder-unknown'),
  );
  await world.manager.messages.saveTemplate({ ...text, body: '{name}欠{owed}' });
  await reminded(world);
  await sendQueued(world.ann.station, always);
  expect(world.wires.sent).toMatchObject([{ text: '张伟欠100.00' }]);
});
