import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page } from 'playwright/test';
import { createHandler } from '../../main/api/handler.ts';
import { createDeviceHost } from '../../main/devices/host.ts';
import { setUp } from '../../main/modules/station/index.ts';
import { createUser } from '../../main/modules/users/index.ts';
import { openHttpDoor } from '../../main/server/http.ts';
import { RequestId } from '../../main/shared/ids.ts';
import type { Role } from '../../main/shared/permissions.ts';
import { type OpenStation, openStation, type StationOptions } from '../../main/station.ts';
import type { Station } from '../../main/station.types.ts';

const ASSETS = path.resolve(import.meta.dirname, '../../out/renderer');
export const PASSWORD = 'four-lamps-2026';

export interface E2eStation extends AsyncDisposable {
  readonly url: string;
  readonly station: OpenStation;
  readonly folder: string;
  /** Bugs the station reported (refusals are not bugs): a spec ends with none. */
  readonly bugs: readonly unknown[];
  dispose(): Promise<void>;
}

export interface E2eOptions extends Partial<Omit<StationOptions, 'folder' | 'demo'>> {
  /** The demo station with its simulated devices, built at start; "offered": the first page offers to build it. */
  readonly demo?: boolean | 'offered';
  /** Another folder of page files than the built one. */
  readonly assets?: string;
  /**
   * One user a role, whose login name is the role ("cashier") and whose password is PASSWORD; "administrator" is
   * always among them. Absent: the station is not set up and shows the first run (unless `demo`).
   */
  readonly users?: readonly Role[];
}

/** The real station in a folder of its own, served on a free loopback port. Dispose it in afterAll or with `await using`. */
export async function startStation(options: E2eOptions = {}): Promise<E2eStation> {
  if (!existsSync(path.join(ASSETS, 'index.html')))
    throw new Error('out/renderer is missing: run `npx node main/tools/ensure-build.ts` first');
  const { demo, users, assets = ASSETS, ...stationOptions } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-e2e-'));
  const bugs: unknown[] = [];
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const simulators = new AsyncDisposableStack();
  const buildDemo = async (of: Station) => {
    const seeds = await import('../../main/seeds/demo.ts');
    simulators.use(await seeds.buildDemo(of));
  };
  const station = stack.use(
    openStation({
      folder,
      onError: (error) => bugs.push(error),
      ...(demo && { makeDevices: createDeviceHost }),
      ...(demo === 'offered' && { demo: buildDemo }),
      ...stationOptions,
    }),
  );
  stack.use(simulators);
  if (demo === true) await buildDemo(station);
  else if (users) await seedUsers(station, users);
  const handle = createHandler(station, { door: 'lan', assets, reportBug: (error) => bugs.push(error) });
  const door = stack.use(await openHttpDoor(handle, { host: '127.0.0.1', port: 0 }));
  const resources = stack.move();
  const dispose = () => resources.disposeAsync();
  return { url: door.address, station, folder, bugs, dispose, [Symbol.asyncDispose]: dispose };
}

async function seedUsers(station: OpenStation, roles: readonly Role[]): Promise<void> {
  await setUp(station, 'cli', {
    stationName: '城北液化气站',
    kind: 'both',
    loginName: 'administrator',
    displayName: '刘站长',
    password: PASSWORD,
    requestId: newRequestId(),
  });
  for (const role of roles) {
    if (role === 'administrator') continue;
    await createUser(
      station,
      { userId: null, name: 'e2e', via: 'cli' },
      { loginName: role, displayName: NAMES[role], roles: [role], password: PASSWORD, requestId: newRequestId() },
      { mustChangePassword: false },
    );
  }
}

const NAMES: Readonly<Record<Role, string>> = {
  administrator: '刘站长',
  manager: '陈经理',
  cashier: '王芳',
  reader: '李抄表',
  'safety-officer': '赵安全',
  filler: '孙充装',
  resident: '周住户',
};

function newRequestId(): RequestId {
  return RequestId.parse(randomUUID());
}

/** Logs in through the login page and waits for the frame. */
export async function logIn(page: Page, url: string, loginName: string, password = PASSWORD): Promise<void> {
  await page.goto(url);
  await page.getByLabel('登录名').fill(loginName);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
}

/** Collects what a page must not do: console errors and warnings, uncaught exceptions, failed requests. Call before goto. */
export function watchConsole(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
