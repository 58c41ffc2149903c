import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'

const MAIN = join(import.meta.dirname, 'main.ts')
const root = mkdtempSync(join(tmpdir(), 'keyward-compile-cache-'))
after(() => rmSync(root, { recursive: true, force: true }))

/** What lies in a folder after Keyward was started there. */
async function leftBy(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const cwd = mkdtempSync(join(root, 'started-here-'))
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, '--version'], { cwd, env })
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/)
  return readdirSync(cwd)
}

test('the compile cache lies where it was told to, and never in the folder that Keyward was started in', async () => {
  const [told, file] = [join(root, 'told'), join(root, 'file')]
  writeFileSync(file, '')
  const unset = { PATH: '/usr/bin' }
  const left = await Promise.all([
    leftBy({ ...unset, NODE_COMPILE_CACHE: '' }),
    leftBy({ ...unset, NODE_COMPILE_CACHE: told }),
    leftBy({ ...unset, NODE_COMPILE_CACHE: join(file, 'below') }),
  ])
  assert.deepEqual(left, [[], [], []])
  assert.equal(readdirSync(told).length, 1)
})
