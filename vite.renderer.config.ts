import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const ROOT = import.meta.dirname;
const at = (file: string) => path.join(ROOT, 'renderer', file);
const PHONE_PAGE = 'phone.html';
const WORKER = 'phone-sw';

/** The interface, served by either door from out/renderer. The oldest engine it meets is the one inside Electron. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react(), phoneWorker()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: {
        index: at('index.html'),
        phone: at(PHONE_PAGE),
        [WORKER]: at('pages/rounds/phone/service-worker.ts'),
      },
      output: {
        // A service worker answers for the paths beside and below its own file, under a name that never changes.
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});

/** Tells the phone's service worker which files it is to keep: those its page asks for, and what they ask for. */
function phoneWorker(): Plugin {
  return {
    name: 'phone-worker',
    apply: 'build',
    buildStart() {
      const source = readFileSync(path.join(ROOT, 'resources/icon.png'));
      this.emitFile({ type: 'asset', fileName: 'phone-icon.png', source });
    },
    writeBundle(options, bundle) {
      const files = new Set<string>(['/phone-icon.png', '/phone.webmanifest']);
      const add = (name: string): void => {
        const chunk = bundle[name];
        if (files.has(`/${name}`) || chunk?.type !== 'chunk') return;
        files.add(`/${name}`);
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(`/${css}`);
        for (const other of [...chunk.imports, ...chunk.dynamicImports]) add(other);
      };
      const entry = Object.values(bundle).find(
        (chunk) => chunk.type === 'chunk' && chunk.isEntry && chunk.name === 'phone',
      );
      if (!entry || !options.dir) throw new Error('the phone page was not built');
      add(entry.fileName);
      const list = JSON.stringify([...files].sort());
      const page = readFileSync(path.join(options.dir, PHONE_PAGE));
      const version = createHash('sha256').update(list).update(page).digest('hex').slice(0, 12);
      const file = path.join(options.dir, `${WORKER}.js`);
      const code = readFileSync(file, 'utf8')
        .replaceAll('__PHONE_FILES__', list)
        .replaceAll('__PHONE_VERSION__', JSON.stringify(version));
      writeFileSync(file, code);
    },
  };
}
