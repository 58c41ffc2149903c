import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { packSdk } from '../../scripts/pack-sdk.ts'
import { runProgram } from '../support/programs.ts'
import { createUser, startServer } from '../support/server.ts'

// What somebody does who has a project of the own: the sources are no part of it.
const server = await startServer()
after(() => server.stop())
const { apiKey } = await createUser(server, 'alice')
const project = mkdtempSync(join(tmpdir(), 'keyward-stranger-'))
after(() => rmSync(project, { recursive: true, force: true }))
const env = { PATH: process.env['PATH'] ?? '', HOME: project, KEYWARD_KEY: apiKey }
const run = (program: string, ...args: string[]) => runProgram(program, args, env, project)
writeFileSync(join(project, 'package.json'), '{}')
const packed = packSdk(join(project, 'packed'))
const installed = await run('npm', 'install', '--offline', '--ignore-scripts', '--no-audit', packed)
assert.equal(installed.exitCode, 0, installed.stderr)

const CALL = `createClient({ baseUrl: '${server.url}', credential: process.env.KEYWARD_KEY }).verify()
  .then(({ username }) => console.log(username))`

describe('the SDK as a package of another project', () => {
  test('is loaded by modules, and by what still requires', async () => {
    writeFileSync(join(project, 'call.mjs'), `import { createClient } from '@keyward/sdk'\n${CALL}`)
    writeFileSync(join(project, 'call.cjs'), `const { createClient } = require('@keyward/sdk')\n${CALL}`)
    for (const file of ['call.mjs', 'call.cjs']) {
      const { stdout, stderr } = await run(process.execPath, file)
      assert.equal(stdout, 'alice\n', stderr)
    }
  })

  test('has types that its user’s compiler reads', async () => {
    const right = `import { createClient } from '@keyward/sdk'
declare const credential: string | undefined
export const sdk = createClient({ baseUrl: 'x', credential })
`
    writeFileSync(join(project, 'right.mts'), `${right}const name: string = (await sdk.verify()).username\n`)
    writeFileSync(join(project, 'wrong.mts'), `${right}const name: number = (await sdk.verify()).username\n`)
    const options = [
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--exactOptionalPropertyTypes',
      '--target',
      'es2024',
      '--module',
      'nodenext',
    ]
    const tsc = join(import.meta.dirname, '../../node_modules/typescript-7/bin/tsc')
    const check = (file: string) => run(process.execPath, tsc, ...options, '--types', '', file)
    const { exitCode, stdout } = await check('right.mts')
    assert.equal(exitCode, 0, stdout)
    assert.match((await check('wrong.mts')).stdout, /'string' is not assignable to type 'number'/)
  })
})
