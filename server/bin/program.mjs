// Plain JavaScript without dependencies: this runs on whatever Node is installed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'

/** What the program is made of: ours, and what npm has installed. */
const SOURCES = ['server/src', 'server/package.json', 'node_modules/.package-lock.json']
const PROGRAMS = 'server/.cache/program'

/**
 * What Node is to run: a few files made of just these sources, else the sources themselves, nearly two thousand modules
 * that take it twice as long to read.
 * @param {string} root ending in a slash
 */
export function programFile(root) {
  const made = `${madeProgram(root)}/main.js`
  return existsSync(made) ? made : `${root}server/src/main.ts`
}

/**
 * The folder of the program as it is made of these sources, in this place; it may have to be made yet.
 * @param {string} root ending in a slash
 */
export function madeProgram(root) {
  const known = createHash('sha256').update(root)
  for (const path of SOURCES) addTo(known, root, path)
  return `${root}${PROGRAMS}/${known.digest('hex').slice(0, 16)}`
}

/**
 * Size and second of every file: also those of an older version that was put in the place of a newer one.
 * @param {import('node:crypto').Hash} known
 * @param {string} root
 * @param {string} path
 */
function addTo(known, root, path) {
  const stats = statSync(root + path, { throwIfNoEntry: false })
  if (stats === undefined || path.endsWith('.test.ts')) return
  if (!stats.isDirectory()) {
    known.update(`${path}\0${stats.size}\0${Math.floor(stats.mtimeMs / 1000)}\n`)
    return
  }
  for (const name of readdirSync(root + path).sort()) addTo(known, root, `${path}/${name}`)
}
