import assert from 'node:assert/strict'
import { readdir, rm } from 'node:fs/promises'
import { test } from 'node:test'
import { MasterKeyError } from '../../server/src/vault/errors.ts'
import { readMasterKeyFile, replaceMasterKeyFile } from '../../server/src/vault/master-key-file.ts'
import { type MasterKeySource, newMasterKey } from '../../server/src/vault/master-key-source.ts'
import { openVault } from '../../server/src/vault/open-vault.ts'
import { rotateMasterKey } from '../../server/src/vault/rotate-master-key.ts'
import { testRandom } from '../../server/src/vault/testing.ts'
import { anAccount, onBothEngines } from '../support/stores.ts'

import {
  ACTOR,
  assertAllReadable,
  failingAtCommit,
  ids,
  install,
  ringState,
  systemActions,
} from './master-key-testing.ts'

onBothEngines((engine) => {
  test('S-23 after a rotation everything opens, with the new master key alone', async (t) => {
    const installation = await install(engine, t)
    const { path, vault, places } = installation
    const [before] = await ids(path)
    const rotation = await rotateMasterKey(installation, ACTOR)
    assert.deepEqual(await ids(path), [rotation.masterKeyId])
    assert.equal(rotation.previousMasterKeyId, before)
    assert.equal(rotation.dataKeys, 5)
    await assertAllReadable(installation)
    const [place] = places
    assert.ok(place)
    assert.equal(
      vault.open(place, vault.seal(place, 'still the running process')),
      'still the running process',
    )
    assert.deepEqual(await systemActions(installation.store), ['master_key.rotate'])
  })

  test('S-23 the old master key opens nothing any more', async (t) => {
    const installation = await install(engine, t)
    const old = await readMasterKeyFile(installation.path)
    await rotateMasterKey(installation, ACTOR)
    await replaceMasterKeyFile(installation.path, old ?? [])
    await assert.rejects(openVault(installation), MasterKeyError)
  })

  test('S-23 accounts made before, between and after rotations keep working in the same process', async (t) => {
    const installation = await install(engine, t)
    const { vault, store } = installation
    const sealed = new Map<string, Uint8Array>()
    const place = (accountId: string) => ({ table: 't', column: 'c', rowId: 'r', ownerId: 'o', accountId })
    for (const id of ['100003', '100004', '100005']) {
      await store.transaction(async (tx) => {
        await tx.accounts.insert(anAccount({ id, name: id }))
        await vault.addAccountKey(tx, id)
      })
      await rotateMasterKey(installation, ACTOR)
      sealed.set(id, vault.seal(place(id), id))
    }
    const reopened = await openVault(installation)
    for (const [id, bytes] of sealed) {
      assert.equal(vault.open(place(id), bytes), id)
      assert.equal(reopened.vault.open(place(id), bytes), id)
    }
    await assertAllReadable(installation)
  })

  test('S-23 cut short before the commit: the database opens, and the next rotation completes it', async (t) => {
    const installation = await install(engine, t)
    const [old] = await ids(installation.path)
    const before = await ringState(installation.store)
    const broken = { ...installation, store: failingAtCommit(installation.store) }
    await assert.rejects(rotateMasterKey(broken, ACTOR), /lost at the commit/)
    assert.deepEqual(await ringState(installation.store), before)
    const [begun, ...rest] = await ids(installation.path)
    assert.deepEqual(rest, [old])
    const reopened = await openVault(installation)
    assert.equal(reopened.rotationPending, true)
    await assertAllReadable(installation)
    const rotation = await rotateMasterKey({ ...installation, vault: reopened.vault }, ACTOR)
    assert.equal(rotation.masterKeyId, begun)
    assert.deepEqual(await ids(installation.path), [begun])
    await assertAllReadable(installation)
    assert.deepEqual(await systemActions(installation.store), ['master_key.rotate'])
  })

  test('S-23 cut short after the commit: the database opens with both keys in the file', async (t) => {
    const installation = await install(engine, t)
    const old = await readMasterKeyFile(installation.path)
    await rotateMasterKey(installation, ACTOR)
    const current = await readMasterKeyFile(installation.path)
    await replaceMasterKeyFile(installation.path, [...(current ?? []), ...(old ?? [])])
    assert.equal((await openVault(installation)).rotationPending, false)
    await assertAllReadable(installation)
  })

  test('S-23 two rotations at once leave one right key in the file', async (t) => {
    const installation = await install(engine, t)
    const outcomes = await Promise.allSettled([
      rotateMasterKey(installation, ACTOR),
      rotateMasterKey(installation, ACTOR),
    ])
    assert.ok(outcomes.some((outcome) => outcome.status === 'fulfilled'))
    assert.equal((await ids(installation.path)).length, 1)
    await assertAllReadable(installation)
  })

  test('S-23 with the wrong or no master key nothing is rotated', async (t) => {
    const installation = await install(engine, t)
    const before = await ringState(installation.store)
    await replaceMasterKeyFile(installation.path, [newMasterKey(testRandom)])
    await assert.rejects(rotateMasterKey(installation, ACTOR), /is not the one/)
    await rm(installation.path)
    await assert.rejects(rotateMasterKey(installation, ACTOR), /is missing/)
    assert.deepEqual(await ringState(installation.store), before)
    assert.deepEqual(await readdir(installation.folder), [])
  })

  test('S-23 a key that is not in a file is rotated once the operator has put a new one in front', async (t) => {
    const installation = await install(engine, t)
    const [old] = (await readMasterKeyFile(installation.path)) ?? []
    const next = newMasterKey(testRandom)
    assert.ok(old)
    const value = old.line
    await assert.rejects(
      rotateMasterKey({ ...installation, source: { kind: 'value', value } }, ACTOR),
      /in front/,
    )
    const script = 'console.log(process.argv.slice(1).join("\\n"))'
    const command = [process.execPath, '-e', script, next.line.reveal(), old.line.reveal()] as const
    const source = { kind: 'command', command } as MasterKeySource
    const rotation = await rotateMasterKey({ ...installation, source }, ACTOR)
    assert.equal(rotation.masterKeyId, next.id)
    await assertAllReadable({ ...installation, source: { kind: 'value', value: next.line } })
  })
})
