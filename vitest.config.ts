import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

// Tests run on source: the export condition of every package points at its src, so no build is needed.
const conditions = ['@partita/source', ...defaultServerConditions];

export default defineConfig({
  oxc: { decorator: { legacy: true } },
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      'docs/playground/test/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'docs/examples/*/test/**/*.test.ts',
      'tools/test/**/*.test.ts',
    ],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
