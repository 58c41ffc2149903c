// Runs test files in one process, one after the other: what they load is loaded and compiled once. Each is a suite that
// bears its name, so that its hooks are its own.
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { after, suite } from 'node:test'
import { pathToFileURL } from 'node:url'

const TEST = /\.test\.[a-z]+$/
/** Modules that only tests use: they keep things, and register hooks, for the file that loads them. */
const HELPER = /\/tests\/|testing\.ts$/

/**
 * @param files relative to the working folder
 * @param limitMs for each file, and for what they have left behind to end
 */
export async function together(files: readonly string[], limitMs: number): Promise<void> {
  giveEachItsHelpers()
  for (const file of files) await asSuite(file, limitMs)
  setTimeout(() => process.exit(1), limitMs).unref()
}

function asSuite(file: string, timeout: number): Promise<void> {
  return new Promise((done) => {
    suite(file, { timeout }, async () => {
      after(() => done())
      await import(pathToFileURL(resolve(file)).href)
    })
  })
}

/** The product's modules are shared; helpers are loaded anew for each test file. */
function giveEachItsHelpers(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context)
      const owner = ownerOf(context.parentURL)
      return owner && HELPER.test(found.url) ? { ...found, url: `${found.url}?for=${owner}` } : found
    },
  })
}

function ownerOf(importer = ''): string | undefined {
  const [path = '', owner] = importer.split('?for=')
  return owner ?? (TEST.test(path) ? encodeURIComponent(path) : undefined)
}
