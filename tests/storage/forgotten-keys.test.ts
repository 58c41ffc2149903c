import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type Keyward, openKeyward } from '../../server/src/app.ts'
import { makeBackup } from '../../server/src/backup/make-backup.ts'
import { restoreBackup } from '../../server/src/backup/restore-backup.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import { DomainError } from '../../server/src/domain/errors.ts'
import { judgeKey } from '../../server/src/domain/login/verify-key.ts'
import { deleteUser } from '../../server/src/domain/users/delete-user.ts'
import { OPERATOR } from '../support/deps.ts'
import { onBothEngines, type TestEngine } from '../support/stores.ts'
import { HOUR_MS } from '../support/test-clock.ts'
import { dataKeyIds, Installation, newAccount, newHolder, rotateDataKeys } from './installation.ts'

const DAY_MS = 24 * HOUR_MS

const verdict = async ({ deps }: Keyward, secret: string) =>
  (await judgeKey(deps, { secret, username: null })).kind

/** Two keys of users who were deleted. */
async function world(engine: TestEngine, t: TestContext) {
  const installation = await Installation.on(engine, t)
  const server = await installation.server()
  const accountId = await newAccount(server, 'Example')
  const keys: string[] = []
  for (const name of ['ann', 'bob']) {
    const { userId, apiKey } = await newHolder(server, accountId, name)
    await deleteUser(server.deps, OPERATOR, userId)
    keys.push(apiKey)
  }
  const [used = '', unused = ''] = keys
  return { installation, server, used, unused }
}

onBothEngines((engine) => {
  test('a restart does not make a guess of a forgotten key', async (t) => {
    const { installation, used } = await world(engine, t)
    const again = await installation.restart()
    assert.equal(await verdict(again, used), 'forgotten')
    assert.equal(await verdict(again, 'f'.repeat(32)), 'unknown')
  })

  test('S-23 a forgotten key that comes while the old look-up key is kept moves to the new one', async (t) => {
    const { installation, server, used, unused } = await world(engine, t)
    await rotateDataKeys(server)
    assert.equal(await verdict(server, used), 'forgotten')
    installation.clock.advance(DAY_MS + HOUR_MS)
    await server.dataKeys.complete(OPERATOR)
    // No old look-up key is kept for the sake of those that did not come.
    assert.equal((await dataKeyIds(server)).includes('lookup-1'), false)
    for (const next of [async () => server, () => installation.restart()]) {
      const one = await next()
      assert.equal(await verdict(one, used), 'forgotten')
      assert.equal(await verdict(one, unused), 'unknown')
    }
  })

  test('S-23 while its new digest cannot be written it is found by the old one', async (t) => {
    const { server, used } = await world(engine, t)
    await rotateDataKeys(server)
    const redigest = t.mock.method(server.deps.store.forgottenKeys, 'redigest', () =>
      Promise.reject(new DomainError('storage.full')),
    )
    for (let at = 0; at < 2; at++) assert.equal(await verdict(server, used), 'forgotten')
    redigest.mock.restore()
    assert.equal(await verdict(server, used), 'forgotten')
    const [current = ''] = server.deps.vault.digests('account-key', used)
    assert.equal(await server.deps.store.forgottenKeys.find([current]), current)
  })

  test('S-41 a hundred who come with a forgotten key at once are all told so', async (t) => {
    const { server, used } = await world(engine, t)
    await rotateDataKeys(server)
    const verdicts = await Promise.all(Array.from({ length: 100 }, () => verdict(server, used)))
    assert.deepEqual(new Set(verdicts), new Set(['forgotten']))
  })
})

test('S-A6 a backup brings forgotten keys back too', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-forgotten-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const config = loadConfig({ KEYWARD_DATA_DIR: folder })
  const withData = async <T>(work: (keyward: Keyward) => Promise<T>) => {
    const keyward = await openKeyward(config)
    return work(keyward).finally(() => keyward.close())
  }
  const { secret, file } = await withData(async (keyward) => {
    const { userId, apiKey } = await newHolder(keyward, await newAccount(keyward, 'Example'), 'ann')
    await deleteUser(keyward.deps, OPERATOR, userId)
    const backup = await makeBackup(keyward, join(folder, 'backups'))
    await keyward.deps.store.forgottenKeys.dropEndedBefore(Number.MAX_SAFE_INTEGER)
    assert.equal(await verdict(keyward, apiKey), 'unknown')
    return { secret: apiKey, file: backup.file }
  })
  await restoreBackup(config, file, { trustRevocations: false, actor: OPERATOR })
  assert.equal(await withData((keyward) => verdict(keyward, secret)), 'forgotten')
})
