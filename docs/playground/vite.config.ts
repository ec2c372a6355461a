import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  base: './',
  oxc: { decorator: { legacy: true } },
  resolve: { conditions: ['@partita/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: { target: 'es2023', chunkSizeWarningLimit: 4000, assetsInlineLimit: 0 },
});
