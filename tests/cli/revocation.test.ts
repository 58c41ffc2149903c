import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { freshDatabase, postgresMissing } from '../support/postgres.ts'
import { OWNER, startServer } from '../support/server.ts'
import { accepts, type NewUser } from './place.ts'

describe('a key reset at the command line', () => {
  for (const engine of ['sqlite', 'postgres'] as const) {
    it(`is refused by the server from the moment the command has ended (${engine})`, {
      skip: engine === 'postgres' && postgresMissing(),
    }, async (t) => {
      const server = await startServer(engine === 'postgres' ? { databaseUrl: await freshDatabase() } : {})
      t.after(() => server.stop())
      const json = async (args: readonly string[]): Promise<NewUser> =>
        JSON.parse((await server.cli([...args, '--json'])).stdout)
      let { apiKey } = await json(['key', 'show', '--username', OWNER.username])
      for (let round = 0; round < 5; round++) {
        assert.ok(await accepts(server.url, apiKey))
        const next = await json(['key', 'reset', '--username', OWNER.username])
        assert.ok(!(await accepts(server.url, apiKey)))
        assert.ok(await accepts(server.url, next.apiKey))
        apiKey = next.apiKey
      }
      await server.cli(['account', 'create', '--name', 'Other'])
      const second = await json(['user', 'create', '--account', '100002', '--username', 'second'])
      assert.ok(await accepts(server.url, second.apiKey))
      await server.cli(['user', 'disable', '--username', 'second'])
      assert.ok(!(await accepts(server.url, second.apiKey)))
      await server.cli(['user', 'enable', '--username', 'second'])
      assert.ok(await accepts(server.url, second.apiKey))
      await server.cli(['account', 'disable', '--account', '100002'])
      assert.ok(!(await accepts(server.url, second.apiKey)))
    })
  }
})
