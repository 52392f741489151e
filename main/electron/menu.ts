import type { MenuItemConstructorOptions } from 'electron';
import type { Lang } from '../server/error-text.ts';
import type { MenuCommand } from './window.ts';

const LABELS = {
  'zh-CN': {
    station: '站务台',
    lock: '锁定屏幕',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '查看',
    commandBox: '查找户号或页面',
    reload: '重新载入',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    fullscreen: '全屏',
    devTools: '开发者工具',
    help: '帮助',
    keys: '快捷键',
    about: '关于',
  },
  en: {
    station: 'Station',
    lock: 'Lock screen',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    commandBox: 'Find a customer or page',
    reload: 'Reload',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    resetZoom: 'Actual size',
    fullscreen: 'Full screen',
    devTools: 'Developer tools',
    help: 'Help',
    keys: 'Keyboard shortcuts',
    about: 'About',
  },
} as const satisfies Record<Lang, Record<string, string>>;

/** Language of the menu and of start-up dialogs: Chinese on a Chinese system. */
export function systemLang(locale: string): Lang {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/**
 * The window's menu. The page handles the keys of its own commands, so their accelerators are shown and not registered:
 * a key pressed once must not lock twice. Reloading and developer tools are for whoever builds the program: a reload at
 * the counter would lose what is typed.
 */
export function menuTemplate(options: {
  lang: Lang;
  isPackaged: boolean;
  send(command: MenuCommand): void;
}): MenuItemConstructorOptions[] {
  const { lang, isPackaged, send } = options;
  const t = LABELS[lang];
  const command = (id: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    accelerator,
    registerAccelerator: false,
    click: () => send(id),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const forBuilders: MenuItemConstructorOptions[] = [
    line,
    { role: 'reload', label: t.reload },
    { role: 'toggleDevTools', label: t.devTools },
  ];
  return [
    {
      label: t.station,
      submenu: [command('lock', t.lock, 'CmdOrCtrl+L'), line, { role: 'quit', label: t.quit }],
    },
    {
      label: t.edit,
      submenu: [
        { role: 'undo', label: t.undo },
        { role: 'redo', label: t.redo },
        line,
        { role: 'cut', label: t.cut },
        { role: 'copy', label: t.copy },
        { role: 'paste', label: t.paste },
        { role: 'selectAll', label: t.selectAll },
      ],
    },
    {
      label: t.view,
      submenu: [
        command('command-box', t.commandBox, 'CmdOrCtrl+K'),
        line,
        { role: 'zoomIn', label: t.zoomIn },
        { role: 'zoomOut', label: t.zoomOut },
        { role: 'resetZoom', label: t.resetZoom },
        { role: 'togglefullscreen', label: t.fullscreen },
        ...(isPackaged ? [] : forBuilders),
      ],
    },
    { label: t.help, submenu: [command('keys', t.keys), { role: 'about', label: t.about }] },
  ];
}
