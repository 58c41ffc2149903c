import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

const KIB = 1024
/**
 * What the panel may weigh, gzipped. A build that weighs more fails. "Everything" is what somebody may load who reads
 * English: another language is loaded by its readers alone, and bound by what a chunk may weigh.
 */
const BUDGET_BYTES = { firstLoad: 160 * KIB, styles: 20 * KIB, lazyChunk: 40 * KIB, everything: 450 * KIB }

const OTHER_LANGUAGE = /\/lib\/messages\/de/

type Bundle = Rolldown.OutputBundle

/** Fails the build when a budget is passed, and prints the figures when it is not. */
export function budgets(): Plugin {
  return {
    name: 'keyward-budgets',
    apply: 'build',
    writeBundle(_options, bundle) {
      const weights = weigh(bundle)
      const over = Object.entries(weights).filter(([name, { bytes, budget }]) => bytes > budget && name)
      for (const [name, { bytes, budget }] of Object.entries(weights)) {
        this.info(`${name}: ${(bytes / KIB).toFixed(1)} of ${budget / KIB} KiB gzip`)
      }
      if (over.length > 0) this.error(`over budget: ${over.map(([name]) => name).join(', ')}`)
    },
  }
}

function weigh(bundle: Bundle): Record<string, { bytes: number; budget: number }> {
  const files = Object.values(bundle)
  const chunks = files.filter((file) => file.type === 'chunk')
  const first = firstLoad(bundle, chunks)
  const lazy = chunks.filter((chunk) => !first.has(chunk.fileName))
  const english = chunks.filter((chunk) => !isLanguage(chunk))
  const styles = files.filter((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
  const weights = {
    'first load': {
      bytes: sum(chunks.filter((chunk) => first.has(chunk.fileName))),
      budget: BUDGET_BYTES.firstLoad,
    },
    styles: { bytes: sum(styles), budget: BUDGET_BYTES.styles },
    everything: { bytes: sum([...english, ...styles]), budget: BUDGET_BYTES.everything },
  }
  const each = lazy.map((chunk) => [
    isLanguage(chunk) ? `language ${chunk.name}` : chunk.fileName,
    { bytes: sum([chunk]), budget: BUDGET_BYTES.lazyChunk },
  ])
  return { ...weights, ...Object.fromEntries(each) }
}

/** All its modules are texts in a language other than English. */
function isLanguage({ moduleIds }: Rolldown.OutputChunk): boolean {
  return moduleIds.length > 0 && moduleIds.every((id) => OTHER_LANGUAGE.test(id))
}

/** The entry chunks and everything that they import without waiting. */
function firstLoad(bundle: Bundle, chunks: readonly Rolldown.OutputChunk[]): Set<string> {
  const names = new Set<string>()
  const visit = (name: string): void => {
    const file = bundle[name]
    if (names.has(name) || file?.type !== 'chunk') return
    names.add(name)
    file.imports.forEach(visit)
  }
  for (const chunk of chunks) if (chunk.isEntry) visit(chunk.fileName)
  return names
}

function sum(files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[]): number {
  const weights = files.map(
    (file) => gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length,
  )
  return weights.reduce((total, weight) => total + weight, 0)
}
