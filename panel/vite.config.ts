import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { budgets } from './build/budgets.ts'
import { precompress } from './build/precompress.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))

export default defineConfig({
  plugins: [react(), precompress(), budgets()],
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    // One style sheet for everything: smaller than the request for a second one.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // One file for all that every first page needs, one for menus and dialogs, three for what pages share: shared parts
        // in files of their own would each be a request.
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'], priority: 3 },
            { name: 'opening', test: /@base-ui|@floating-ui/, priority: 2 },
            { name: 'email', test: /src\/features\/email\//, minShareCount: 3, priority: 1 },
            { name: 'users', test: /src\/features\/users\//, minShareCount: 2, priority: 1 },
            { name: 'parts', test: /src\/(?:ui|lib|features)\/|@tanstack/, minShareCount: 2 },
          ],
        },
      },
    },
    reportCompressedSize: false,
    // What counts is the gzipped size, and the budgets watch that.
    chunkSizeWarningLimit: 1000,
  },
  server: {
    proxy: {
      '/api': 'http://localhost:8080',
      '/login': 'http://localhost:8080',
      '/logout': 'http://localhost:8080',
    },
  },
})
