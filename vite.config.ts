import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { configDefaults, defineConfig } from 'vitest/config'
import { fileOf, namedEarly } from './scripts/files.ts'
import { later } from './scripts/later.ts'

/**
 * The page needs its own files and nothing else. Styles that React sets on elements go through the
 * object model, which the policy does not concern. Workers begin as blobs, so that they have this
 * policy wherever the page is hosted. Not in development: there Vite's client is inline.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types app',
].join('; ')

/** What a host that sends headers should send; `npm run preview` does. A page cannot say the second by itself. */
const HEADERS = {
  'Content-Security-Policy': `${POLICY}; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
  ],
}

/**
 * Writes `sw.js`: the studio works offline after the first visit. It is told every file of this build,
 * and a name made of their contents: another build is another cache, so that files of two are never mixed.
 */
const offline: Plugin = {
  name: 'offline',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const files = Object.keys(bundle).filter((name) => !name.endsWith('.map'))
      const hash = createHash('sha256')
      for (const name of files.toSorted()) {
        const file = bundle[name]
        hash.update(name).update(file?.type === 'chunk' ? file.code : (file?.source ?? ''))
      }
      const source = readFileSync('scripts/service-worker.js', 'utf8')
        .replace("'__BUILD__'", JSON.stringify(hash.digest('hex').slice(0, 16)))
        .replace("['__FILES__']", JSON.stringify(['./', ...files, 'icon.svg'].toSorted()))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source })
    },
  },
}

export default defineConfig({
  base: './',
  plugins: [later, react({ jsxImportSource: '#jsx' }), contentSecurityPolicy, namedEarly, offline],
  // Constants stay constants: compilers put their values into the code, where a `var` is read and tested each time.
  worker: { format: 'es', rolldownOptions: { output: { topLevelVar: false } } },
  preview: { headers: HEADERS },
  build: {
    target: 'baseline-widely-available',
    sourcemap: true,
    // Both would put inline script or data: URLs into the page, which a strict CSP refuses.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      // A build says what went wrong, not how long it took.
      checks: { bundlerTimings: false, pluginTimings: false },
      output: {
        topLevelVar: false,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: fileOf, debugName: 'first visit' }],
        },
      },
    },
  },
  test: {
    // No test depends on how fast the machine is; this only ends one that hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'e2e/**'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'jsdom',
          include: ['src/**/*.test.tsx'],
          exclude: [...configDefaults.exclude, 'e2e/**'],
          environment: 'jsdom',
        },
      },
    ],
  },
})
