import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,components,lib,server,lab,cli,scripts,bench}/**/*.test.{ts,tsx}'],
    setupFiles: ['vitest.setup.ts'],
    // Real processes and sockets are slow on a busy machine; a hanging test must still end.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
