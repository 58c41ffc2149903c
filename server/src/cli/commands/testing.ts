import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { makeOwner, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import type { Config } from '../../config/config.ts'
import { loadConfig } from '../../config/load.ts'
import { runInServer } from '../run-in-server.ts'

export interface Said {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Commands as a running server runs them: on data that are open already. */
export interface Served {
  readonly test: TestDeps
  run(words: readonly string[] | string, password?: string): Promise<Said>
  /** The text of a command that has to succeed. */
  text(words: readonly string[] | string, password?: string): Promise<string>
  json<T>(words: readonly string[] | string): Promise<T>
}

/** To be called at the top of a test file. There is an owner, called olga. @param prepare done before the first test */
export function useServed(prepare: (served: Served) => Promise<unknown> = async () => undefined): Served {
  let test: TestDeps
  let config: Config
  before(async () => {
    test = await openTestDeps()
    await makeOwner(test.deps)
    config = loadConfig({ KEYWARD_DATA_DIR: test.dataDir, KEYWARD_PUBLIC_URL: 'https://keys.example' })
    await prepare(served)
  })
  after(() => test.close())
  const run: Served['run'] = async (words, password) => {
    const said = { stdout: '', stderr: '' }
    const argv = typeof words === 'string' ? words.split(' ') : [...words]
    const exitCode = await runInServer({
      config,
      keyward: test.keyward,
      request: { argv, password: password ?? null, cwd: test.dataDir },
      output: {
        out: async (text) => {
          said.stdout += text
        },
        err: async (text) => {
          said.stderr += text
        },
      },
    })
    return { exitCode, ...said }
  }
  const text: Served['text'] = async (words, password) => {
    const { exitCode, stdout, stderr } = await run(words, password)
    assert.equal(exitCode, 0, stderr)
    return stdout
  }
  const served: Served = {
    get test() {
      return test
    },
    run,
    text,
    json: async (words) =>
      JSON.parse(await text([...(typeof words === 'string' ? words.split(' ') : words), '--json'])),
  }
  return served
}
