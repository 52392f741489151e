import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** What stays outside the bundle: Electron's own modules, Node's, and the packages with native code. */
const external = [
  'electron',
  /^electron\//,
  /^node:/,
  ...builtinModules,
  'better-sqlite3',
  'serialport',
  /^@serialport\//,
];

/** The desktop program: one ESM bundle, so that the installer carries no node_modules but the native ones. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: 'main/desktop.ts',
    outDir: 'out/main',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rolldownOptions: { external, output: { format: 'es', entryFileNames: '[name].js' } },
  },
});
