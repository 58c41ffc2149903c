import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const LEARN = fileURLToPath(new URL('../src/kit/pseudo-learn.ts', import.meta.url))

/** Builds the panel in no language, by another way to learn its texts. */
export function pseudoLanguage(): Plugin {
  return {
    name: 'keyward-pseudo-language',
    enforce: 'pre',
    resolveId: (source, importer) => (source.endsWith('/learn.ts') && importer !== LEARN ? LEARN : null),
  }
}
