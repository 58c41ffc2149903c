import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { auditOf, OPERATOR, visitFrom } from '../../../tests/support/deps.ts'
import { resetKey } from '../domain/keys/reset-key.ts'
import { trustKeys } from '../domain/restore/trust-keys.ts'
import { appendCheckpoints, checkpointFile, readCheckpoints } from './checkpoint-file.ts'
import { makeBackup } from './make-backup.ts'
import { configOf, restore, useInstallation, verdicts, withData } from './restore-testing.ts'

const { root, installation } = useInstallation()

describe('S-A6 a restore', () => {
  it('brings every key back as one that is refused, until the operator confirms them', async () => {
    const place = installation()
    const restored = await restore(place)
    assert.equal(restored.unconfirmedKeys, 5)
    const none = { owner: false, kept: false, reset: false, deleted: false }
    assert.deepEqual(await verdicts(place.config, place.keys), none)
    assert.equal(await withData(place.config, ({ deps }) => trustKeys(deps, OPERATOR)), 5)
    const all = { owner: true, kept: true, reset: true, deleted: true }
    assert.deepEqual(await verdicts(place.config, place.keys), all)
  })

  it('lets a reset confirm one key alone', async () => {
    const place = installation()
    await restore(place)
    const next = await withData(place.config, async ({ deps }) => {
      const user = await deps.store.users.byName('kept')
      assert.ok(user)
      return (await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 3_600 })).secret
    })
    const { kept, owner } = place.keys
    const found = await verdicts(place.config, { next, kept, owner })
    assert.deepEqual(
      found,
      { next: true, kept: false, owner: false },
      'no overlap for a key that is not confirmed',
    )
  })

  it('knows nothing of what came after the backup', async () => {
    const place = installation()
    await restore(place, true)
    const found = await verdicts(place.config, { later: place.later, kept: place.keys.kept })
    assert.deepEqual(found, { later: false, kept: true })
  })

  it('ends the sessions that the backup holds', async () => {
    const place = installation()
    const again = await withData(place.config, async (keyward) => {
      const { store } = keyward.deps
      const user = await store.users.byName('kept')
      assert.ok(user)
      const moments = { createdAtMs: 1, lastSeenAtMs: Date.now(), provenAtMs: null }
      const session = {
        digest: 'd',
        userId: user.id,
        accountId: user.accountId,
        ...moments,
        address: visitFrom().origin.address,
        client: 'x',
        method: 'password' as const,
      }
      await store.sessions.insert(session)
      return makeBackup(keyward, join(place.config.dataDir, 'backups'))
    })
    await restore({ ...place, backup: again })
    assert.equal(await withData(place.config, ({ deps }) => deps.store.sessions.byDigest('d')), null)
  })

  it('keeps what was there under another name, with all that was in it', async () => {
    const place = installation()
    const { replacedFile } = await restore(place)
    assert.ok(replacedFile)
    const aside = configOf(join(place.config.dataDir, 'aside'))
    mkdirSync(aside.dataDir, { mode: 0o700 })
    copyFileSync(replacedFile, join(aside.dataDir, 'keyward.db'))
    copyFileSync(join(place.config.dataDir, 'master.key'), join(aside.dataDir, 'master.key'))
    const found = await verdicts(aside, {
      later: place.later,
      kept: place.keys.kept,
      reset: place.keys.reset,
    })
    assert.deepEqual(found, { later: true, kept: true, reset: false })
  })

  it('leaves nothing else behind, and its files for their owner alone', async () => {
    const place = installation()
    await restore(place)
    const names = readdirSync(place.config.dataDir)
    assert.ok(!names.some((name) => name.startsWith('restore-')), names.join(' '))
    assert.ok(!names.some((name) => name.endsWith('-wal')), names.join(' '))
    for (const name of names.filter((each) => each.startsWith('keyward.db'))) {
      assert.equal(statSync(join(place.config.dataDir, name)).mode & 0o077, 0, name)
    }
  })

  for (const trusted of [true, false]) {
    it(`is noted in the log${trusted ? ', also when the keys are trusted' : ''}`, async () => {
      const place = installation()
      await restore(place, trusted)
      await withData(place.config, async ({ deps }) => {
        const entry = (await auditOf(deps, 'system')).at(-1)
        assert.equal(entry?.action, 'data.restore')
        assert.deepEqual(entry.details, {
          source: basename(place.backup.file),
          trusted,
          keys: trusted ? 0 : 5,
        })
      })
    })
  }

  it('can be done twice, and the second time finds the data of the first', async () => {
    const place = installation()
    const first = await restore(place)
    const second = await restore(place, true)
    assert.notEqual(first.replacedFile, second.replacedFile)
    assert.equal((await verdicts(place.config, place.keys))['kept'], true)
  })

  it('works into an empty folder that has the master key alone', async () => {
    const place = installation()
    const config = configOf(join(root, 'empty'))
    mkdirSync(config.dataDir, { mode: 0o700 })
    copyFileSync(join(place.config.dataDir, 'master.key'), join(config.dataDir, 'master.key'))
    const { replacedFile } = await restore({ ...place, config }, true)
    assert.equal(replacedFile, null)
    assert.equal((await verdicts(config, place.keys))['kept'], true)
  })

  it('of data in use by a server is refused', async () => {
    const place = installation()
    await withData(place.config, async () => {
      await assert.rejects(restore(place), { name: 'StoreInUseError' })
    })
    assert.equal((await verdicts(place.config, { later: place.later }))['later'], true)
  })

  it('tells what the log of this machine knows beyond the backup, and puts its checkpoints aside', async () => {
    const place = installation()
    const chain = await withData(place.config, async ({ deps }) =>
      (await deps.store.audit.chains()).find((each) => each.chain !== 'system'),
    )
    assert.ok(chain)
    const { dataDir } = place.config
    const at = (number: number) => ({
      chain: chain.chain,
      number,
      hash: chain.hash,
      atMs: 1,
      signature: 'audit-1.x',
    })
    appendCheckpoints(dataDir, [at(2), at(chain.number), at(3)])
    const { missingEntries, manifest } = await restore(place)
    const inBackup = manifest.auditHeads.find((head) => head.chain === chain.chain)?.number
    assert.deepEqual(missingEntries, [
      { chain: chain.chain, backupEndsAt: inBackup, knownThrough: chain.number },
    ])
    assert.ok(!existsSync(checkpointFile(dataDir)))
    assert.deepEqual(readCheckpoints(dataDir).checkpoints, [])
  })

  it('says nothing of missing entries where the backup knows as much', async () => {
    const place = installation()
    appendCheckpoints(place.config.dataDir, [
      { chain: '100001', number: 1, hash: 'h', atMs: 1, signature: 's' },
    ])
    assert.deepEqual((await restore(place)).missingEntries, [])
  })
})
