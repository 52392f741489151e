import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { menuTemplate, systemLang } from '../../main/electron/menu.ts';

const send = () => undefined;
const itemsOf = (menu: MenuItemConstructorOptions[]) =>
  menu.flatMap((entry) => entry.submenu as MenuItemConstructorOptions[]);

test('the menu speaks Chinese on a Chinese system and English elsewhere', () => {
  expect(['zh', 'zh-CN', 'zh-TW', 'ZH-hans'].map(systemLang)).toEqual(['zh-CN', 'zh-CN', 'zh-CN', 'zh-CN']);
  expect(['en-US', 'de', ''].map(systemLang)).toEqual(['en', 'en', 'en']);
  const labels = (lang: 'zh-CN' | 'en') => menuTemplate({ lang, isPackaged: true, send }).map((entry) => entry.label);
  expect(labels('zh-CN')).toEqual(['站务台', '编辑', '查看', '帮助']);
  expect(labels('en')).toEqual(['Station', 'Edit', 'View', 'Help']);
});

test('every entry of the menu is named: none is left to the language of Electron', () => {
  for (const lang of ['zh-CN', 'en'] as const)
    for (const item of itemsOf(menuTemplate({ lang, isPackaged: false, send })))
      expect(item.type === 'separator' || item.label, JSON.stringify(item)).toBeTruthy();
});

test('an installed program has no reload and no developer tools', () => {
  const roles = (isPackaged: boolean) =>
    itemsOf(menuTemplate({ lang: 'en', isPackaged, send })).map((item) => item.role);
  expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
  expect(roles(true)).not.toContain('reload');
  expect(roles(true)).not.toContain('toggleDevTools');
});

test('keys the page handles are shown and not registered, so that a key does one thing once', () => {
  const keys = itemsOf(menuTemplate({ lang: 'en', isPackaged: true, send })).filter((item) => item.accelerator);
  expect(keys.map((item) => [item.id, item.accelerator, item.registerAccelerator])).toEqual([
    ['lock', 'CmdOrCtrl+L', false],
    ['command-box', 'CmdOrCtrl+K', false],
  ]);
});
