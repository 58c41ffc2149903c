// npm run sdk: makes of `sdk/` a package for projects outside of this checkout. Node strips types from no file below
// node_modules, and browsers from none, so there it has to be JavaScript.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
/** Of the two that are installed (docs/decisions/dependencies.md): by its path, since both are called tsc. */
const TSC = 'node_modules/typescript-7/bin/tsc'

/**
 * Packs the SDK as JavaScript with declarations.
 * @param destination the folder for the package
 * @returns the file that `npm install` takes
 * @throws Error with what the compiler or npm said
 */
export function packSdk(destination: string): string {
  const staging = mkdtempSync(join(tmpdir(), 'keyward-sdk-'))
  try {
    compile(staging)
    writeFileSync(join(staging, 'package.json'), packageJson())
    for (const file of ['sdk/README.md', 'LICENSE'])
      cpSync(join(ROOT, file), join(staging, file.replace('sdk/', '')))
    mkdirSync(destination, { recursive: true })
    return join(
      destination,
      run('npm', ['pack', staging, '--silent', '--pack-destination', destination]).trim(),
    )
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

function compile(folder: string): void {
  const places = ['--rootDir', 'sdk/src', '--outDir', folder]
  const output = ['--noEmit', 'false', '--declaration', '--rewriteRelativeImportExtensions']
  run(process.execPath, [TSC, '-p', 'sdk/tsconfig.json', ...places, ...output])
}

/** That of the checkout says where the sources are. */
function packageJson(): string {
  const own: Record<string, unknown> = JSON.parse(readFileSync(join(ROOT, 'sdk/package.json'), 'utf8'))
  const exports = { '.': { types: './index.d.ts', default: './index.js' } }
  return `${JSON.stringify({ ...own, private: undefined, exports }, null, 2)}\n`
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? stdout + stderr}`)
  return stdout
}

if (import.meta.main) console.log(packSdk(join(ROOT, 'sdk/dist')))
