import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer } from '../support/server.ts'
import { accepts, freshPlace, placeAt, withUser } from './place.ts'

const STRICT = { KEYWARD_SHOW_ONCE: '1' }

test('a server that starts with KEYWARD_SHOW_ONCE forgets the copies, says so, and the keys go on working', async (t) => {
  const lax = freshPlace()
  const { dataDir } = lax
  const user = await withUser(lax)
  const server = await startServer({ dataDir, env: STRICT })
  t.after(() => server.stop())
  assert.match(server.output(), /KEYWARD_SHOW_ONCE: copies of keys forgotten: 1/)
  assert.ok(await accepts(server.url, user.apiKey))
  const place = placeAt(dataDir)
  assert.match((await place.cli(['key', 'show', '--username', 'joe'])).stderr, /shown once/)
  const set = ['account', 'set', '--account', user.accountId, '--show-once', 'off']
  assert.match((await place.cli(set)).stderr, /installation shows every key once/)
  assert.match((await place.cli(['account', 'list'])).stdout, /shown once/)
  const made = await place.json<{ shownOnce?: boolean }>(['key', 'reset', '--username', 'joe'])
  assert.equal(made.shownOnce, true)
  await server.stop()
  // Back again: what was forgotten stays so, and the next key can be shown.
  assert.equal((await lax.cli(['key', 'show', '--username', 'joe'])).exitCode, 1)
  const next = await lax.json<{ apiKey: string }>(['key', 'reset', '--username', 'joe'])
  const shown = await lax.json<{ apiKey: string }>(['key', 'show', '--username', 'joe'])
  assert.equal(shown.apiKey, next.apiKey)
})
