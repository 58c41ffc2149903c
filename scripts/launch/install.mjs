import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { ROOT, stop } from '../../server/bin/pinned-node.mjs'

/** @typedef {{ version?: string, dev?: boolean, devOptional?: boolean, optional?: boolean }} Entry */

/** What npm writes after an installation: the packages that are really there. */
const INSTALLED = 'node_modules/.package-lock.json'

/**
 * Runs `npm ci` unless what is installed already fits the lockfile.
 * @param {{ withTestTools: boolean }} needs
 */
export function install({ withTestTools }) {
  const reason = whyInstall(ROOT, withTestTools)
  if (reason === null) return
  const what = withTestTools ? 'the packages and the test tools' : 'the packages'
  process.stderr.write(`keyward: ${reason}; installing ${what} with npm ci (about half a minute) …\n`)
  const outcome = npm(['ci', withTestTools ? '--include=dev' : '--omit=dev'])
  if (outcome === 0) return
  stop(
    `keyward: npm ci failed (exit ${outcome}); its own message is above. Check that "npm ping" reaches your npm ` +
      'registry and that this folder can be written, then run the same command again.',
  )
}

/**
 * @param {string} root folder with the lockfile, ending in a slash
 * @param {boolean} withTestTools
 * @returns {string | null} null when nothing needs installing
 */
export function whyInstall(root, withTestTools) {
  if (!existsSync(root + INSTALLED)) return 'nothing is installed yet'
  if (withTestTools && !hasTestTools(root)) return 'the test tools are not installed'
  const lockTouchedAt = statSync(`${root}package-lock.json`).mtimeMs
  if (lockTouchedAt <= statSync(root + INSTALLED).mtimeMs) return null
  if (!fits(packagesIn(`${root}package-lock.json`), packagesIn(root + INSTALLED), withTestTools)) {
    return 'package-lock.json has changed'
  }
  // Only the date differed, as after a git checkout: remember that, so the next start need not compare.
  utimesSync(root + INSTALLED, new Date(), new Date())
  return null
}

/** @param {string} root */
function hasTestTools(root) {
  const { devDependencies = {} } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  return Object.keys(devDependencies).every((name) => existsSync(`${root}node_modules/${name}/package.json`))
}

/**
 * @param {string} file
 * @returns {Record<string, Entry>} by path below the root, such as `node_modules/zod`
 */
function packagesIn(file) {
  const { packages } = JSON.parse(readFileSync(file, 'utf8'))
  return Object.fromEntries(Object.entries(packages).filter(([path]) => path.includes('node_modules/')))
}

/**
 * @param {Record<string, Entry>} wanted
 * @param {Record<string, Entry>} installed
 * @param {boolean} withTestTools
 */
function fits(wanted, installed, withTestTools) {
  const mayLack = (/** @type {Entry} */ entry) =>
    entry.optional || entry.devOptional || (entry.dev && !withTestTools)
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, entry]) =>
      path in installed ? installed[path]?.version === entry.version : mayLack(entry),
    )
  )
}

/**
 * Output goes to stderr: stdout belongs to the program that is started afterwards.
 * @param {readonly string[]} args
 */
function npm(args) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const npmScript = process.env['npm_execpath']
  const [program, first] = npmScript?.endsWith('.js') ? [process.execPath, [npmScript]] : ['npm', []]
  const result = spawnSync(program, [...first, ...args, ...quiet], { cwd: ROOT, stdio: ['ignore', 2, 2] })
  if (result.error) process.stderr.write(`${result.error.message}\n`)
  return result.status ?? result.signal ?? 'npm not found'
}
