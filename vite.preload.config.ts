import { defineConfig } from 'vite';

/** A sandboxed preload must be one CommonJS file that requires nothing but electron. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: 'preload/index.ts',
    outDir: 'out/preload',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
