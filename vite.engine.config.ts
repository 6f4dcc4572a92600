import { defineConfig } from 'vite'

/** The engine as a library for Node and for bundlers: `import ... from 'scenario-studio/engine'`. */
export default defineConfig({
  publicDir: false,
  build: {
    lib: { entry: 'src/engine.ts', formats: ['es'], fileName: () => 'engine.js' },
    outDir: 'dist-engine',
    target: 'es2023',
    minify: false,
    emptyOutDir: true,
    // Constants stay constants: compilers put their values into the code, where a `var` is read and tested each time.
    rolldownOptions: { output: { topLevelVar: false } },
  },
})
