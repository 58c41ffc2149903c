import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { ROOT, stop } from '../../server/bin/pinned-node.mjs'

const SOURCES = [
  'panel/src',
  'panel/public',
  'panel/index.html',
  'panel/vite.config.ts',
  'panel/package.json',
  'panel/tsconfig.json',
  'tsconfig.base.json',
  'sdk/src',
  'examples',
  'package-lock.json',
]
/** Its date is the moment the last good build began, so an edit made during a build counts as newer. */
const STAMP = 'panel/.cache/built'

/**
 * Builds the panel when a source is newer than the last build.
 * @param {string} node
 */
export function buildPanel(node) {
  if (!existsSync(`${ROOT}panel/vite.config.ts`) || panelIsCurrent(ROOT)) return
  process.stderr.write('keyward: building the panel …\n')
  const beganAt = new Date()
  const vite = [`${ROOT}node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn']
  const { status, error } = spawnSync(node, vite, { cwd: `${ROOT}panel`, stdio: ['ignore', 2, 2] })
  if (status !== 0)
    stop(`keyward: the panel could not be built${error ? ` (${error.message})` : ''}; see above.`)
  mkdirSync(`${ROOT}panel/.cache`, { recursive: true })
  writeFileSync(ROOT + STAMP, '')
  utimesSync(ROOT + STAMP, beganAt, beganAt)
}

/** @param {string} root ending in a slash */
export function panelIsCurrent(root) {
  if (!existsSync(root + STAMP) || !existsSync(`${root}panel/dist/index.html`)) return false
  const builtAtMs = statSync(root + STAMP).mtimeMs
  return SOURCES.every((path) => !hasNewer(root + path, builtAtMs))
}

/**
 * Folders count too: their date tells of files that were removed or renamed.
 * @param {string} path
 * @param {number} thanMs
 * @returns {boolean}
 */
function hasNewer(path, thanMs) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return false
  if (stats.mtimeMs > thanMs) return true
  return stats.isDirectory() && readdirSync(path).some((name) => hasNewer(`${path}/${name}`, thanMs))
}
