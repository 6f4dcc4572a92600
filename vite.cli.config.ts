import { readFileSync } from 'node:fs'
import { defineConfig } from 'vite'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** The command line: everything bundled, so that it runs without node_modules. */
export default defineConfig({
  publicDir: false,
  define: { __VERSION__: JSON.stringify(version) },
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist-cli',
    target: 'node20',
    minify: false,
    emptyOutDir: true,
    // The sandbox stays a file beside it, read only for scenarios with code.
    rolldownOptions: {
      // Constants stay constants, as in the engine's build.
      output: { entryFileNames: 'scenario-studio.js', chunkFileNames: '[name].js', topLevelVar: false },
    },
  },
})
