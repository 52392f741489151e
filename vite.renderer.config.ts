import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The interface, served by either door from out/renderer. The oldest engine it meets is the one inside Electron. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  build: { outDir: '../out/renderer', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 1500 },
});
