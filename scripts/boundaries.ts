// node scripts/boundaries.ts [FOLDER]: fails when code in FOLDER (this checkout) imports what it may not.
import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../server/bin/pinned-node.mjs'

/**
 * A tool that finds nothing to look at is content (it was, with a TypeScript it could not read), so fewer
 * modules than this are a failure. Raise it as the project grows.
 */
const FEWEST_MODULES = 1_400
export const ROOMS = [
  'backup',
  'cli',
  'config',
  'domain',
  'http',
  'lib',
  'mail',
  'mail-system',
  'storage',
  'vault',
]
/** Time, chance and the outside world enter the domain through ports only. */
const FORBIDDEN_IN_DOMAIN = /\b(Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|fetch|process\.)/

interface Cruise {
  readonly modules: readonly { source: string }[]
  readonly summary: {
    readonly violations: readonly { from: string; to: string; rule: { name: string }; comment?: string }[]
  }
}

/**
 * @param folder laid out like this checkout
 * @param fewestModules to be seen, or the tool is not believed
 * @returns one line for each breach
 */
export async function breaches(folder: string, fewestModules: number): Promise<string[]> {
  const { modules, summary } = await cruise(folder)
  const ours = modules.filter(({ source }) => /^(server|panel|sdk)\/src\//.test(source))
  const imports = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`)
  return [...tooFew(ours.length, fewestModules), ...imports, ...unknownRooms(folder), ...impureDomain(folder)]
}

async function cruise(folder: string): Promise<Cruise> {
  const program = `${ROOT}node_modules/dependency-cruiser/bin/dependency-cruiser.mjs`
  const sources = ['server/src', 'panel/src', 'sdk/src'].filter((path) => existsSync(join(folder, path)))
  const args = [program, '--config', `${ROOT}.dependency-cruiser.cjs`, '--output-type', 'json', ...sources]
  const options = { cwd: folder, maxBuffer: 256 * 1024 * 1024 }
  const { stdout } = await promisify(execFile)(process.execPath, args, options)
  return JSON.parse(stdout)
}

function tooFew(seen: number, fewest: number): string[] {
  return seen < fewest ? [`only ${seen} modules were seen, fewer than ${fewest}`] : []
}

function unknownRooms(folder: string): string[] {
  const files = globSync('server/src/*/**/*.ts', { cwd: folder })
  const strangers = files.filter((file) => !ROOMS.includes(file.split('/')[2] ?? ''))
  return strangers.map((file) => `unknown-room: ${file} is in no room that the import rules know`)
}

function impureDomain(folder: string): string[] {
  const files = globSync('server/src/domain/**/*.ts', { cwd: folder }).filter(
    (file) => !file.endsWith('.test.ts'),
  )
  return files.flatMap((file) => {
    const code = readFileSync(join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    const found = code.match(FORBIDDEN_IN_DOMAIN)
    return found
      ? [`domain-pure: ${file} uses ${found[0]}; time, chance and the outside come through ports`]
      : []
  })
}

if (import.meta.main) {
  const found = await breaches(ROOT, FEWEST_MODULES)
  for (const line of found) console.error(line)
  process.exitCode = found.length > 0 ? 1 : 0
}
