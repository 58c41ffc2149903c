import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DomainError } from '../../server/src/domain/errors.ts'
import { MasterKeyError } from '../../server/src/vault/errors.ts'
import { readMasterKeyFile, replaceMasterKeyFile } from '../../server/src/vault/master-key-file.ts'
import { type MasterKeySource, newMasterKey } from '../../server/src/vault/master-key-source.ts'
import { openVault } from '../../server/src/vault/open-vault.ts'
import { recoverMasterKey } from '../../server/src/vault/recover-master-key.ts'
import { rotateMasterKey } from '../../server/src/vault/rotate-master-key.ts'
import { testRandom } from '../../server/src/vault/testing.ts'
import { CLOCK, onBothEngines } from '../support/stores.ts'

import {
  ACTOR,
  assertAllReadable,
  failingAtCommit,
  ids,
  install,
  ringState,
  SECRET,
  systemActions,
} from './master-key-testing.ts'

onBothEngines((engine) => {
  test('S-26 recovering begins anew: keys are lost, people and audit log stay', async (t) => {
    const installation = await install(engine, t)
    const { store, path, places } = installation
    const signature = installation.signer.sign('checkpoint')
    const [owner] = places
    assert.ok(owner)
    const sealed = installation.vault.seal(owner, '1234')
    await store.supportPins.put({ userId: owner.ownerId, accountId: owner.accountId, sealed, wrongChecks: 0 })
    await rm(path)
    const recovery = await recoverMasterKey(installation, ACTOR)
    assert.equal(recovery.lostKeys, 2)
    assert.deepEqual(await ids(path), [recovery.masterKeyId])
    const opened = await openVault(installation)
    for (const place of places) {
      const key = await store.keys.byId(place.rowId)
      assert.equal(key?.state, 'lost')
      assert.notEqual(key?.digest, opened.vault.digest('account-key', SECRET + place.accountId))
      assert.throws(() => opened.vault.open(place, key?.sealed ?? new Uint8Array()), DomainError)
      assert.equal(opened.vault.open(place, opened.vault.seal(place, 'a new key')), 'a new key')
      assert.equal((await store.users.byId(place.ownerId))?.passwordHash, 'phc')
    }
    assert.equal(await store.supportPins.ofUser(owner.ownerId), null)
    assert.deepEqual(await systemActions(store), ['master_key.recover'])
    assert.ok(opened.signer.verify('checkpoint', signature), 'earlier checkpoints can still be checked')
  })

  test('S-26 after recovering, tokens and digests of before are worthless', async (t) => {
    const installation = await install(engine, t)
    const hex = (digit: string) => digit.repeat(32)
    const token = installation.tokens.seal({
      ...{ id: hex('a'), rootId: hex('a'), userId: hex('b'), credentialId: hex('c'), accountId: '100001' },
      ...{ method: 'APIKEY', scope: 'project', issuedAtMs: CLOCK.now(), expiresAtMs: CLOCK.now() + 1_000 },
    })
    await rm(installation.path)
    await recoverMasterKey(installation, ACTOR)
    const opened = await openVault(installation)
    assert.equal(opened.tokens.open(token), null)
    assert.notEqual(opened.vault.digest('session', 'x'), installation.vault.digest('session', 'x'))
  })

  test('S-26 recovering twice works, and so does a rotation afterwards', async (t) => {
    const installation = await install(engine, t)
    for (let round = 0; round < 2; round++) {
      await rm(installation.path)
      await recoverMasterKey(installation, ACTOR)
    }
    const { vault } = await openVault(installation)
    await rotateMasterKey({ ...installation, vault }, ACTOR)
    const [place] = installation.places
    assert.ok(place)
    const sealed = vault.seal(place, 'text')
    assert.equal((await openVault(installation)).vault.open(place, sealed), 'text')
  })

  test('S-26 nothing is given up while the right master key is there', async (t) => {
    const installation = await install(engine, t)
    const { store, path } = installation
    const before = await ringState(store)
    await assert.rejects(recoverMasterKey(installation, ACTOR), /nothing to recover/)
    const right = await readFile(path, 'utf8')
    await writeFile(path, `damaged line\n${right}`)
    await assert.rejects(recoverMasterKey(installation, ACTOR), /nothing to recover/)
    await chmod(path, 0o644)
    await assert.rejects(recoverMasterKey(installation, ACTOR), /chmod 600/)
    assert.deepEqual(await ringState(store), before)
    assert.deepEqual(await readdir(installation.folder), ['master.key'])
  })

  test('S-26 the keys of another database in the file are kept, a damaged file is put aside', async (t) => {
    const installation = await install(engine, t)
    const { path, folder } = installation
    const foreign = newMasterKey(testRandom)
    await replaceMasterKeyFile(path, [foreign])
    const recovery = await recoverMasterKey(installation, ACTOR)
    assert.deepEqual(await ids(path), [recovery.masterKeyId, foreign.id])
    await writeFile(path, 'half a line')
    const again = await recoverMasterKey(installation, ACTOR)
    assert.equal(await readFile(again.movedAside ?? '', 'utf8'), 'half a line')
    assert.equal((await readdir(folder)).length, 2)
  })

  test('S-26 cut short before the commit: nothing is lost, and the old key still opens everything', async (t) => {
    const installation = await install(engine, t)
    const right = await readMasterKeyFile(installation.path)
    await rm(installation.path)
    const broken = { ...installation, store: failingAtCommit(installation.store) }
    await assert.rejects(recoverMasterKey(broken, ACTOR), /lost at the commit/)
    await assert.rejects(openVault(installation), /is not the one/)
    await replaceMasterKeyFile(installation.path, right ?? [])
    await assertAllReadable(installation)
  })

  test('S-26 a database that never had a master key is not recovered', async (t) => {
    const store = await engine.open(t)
    const folder = await mkdtemp(join(tmpdir(), 'keyward-master-'))
    t.after(() => rm(folder, { recursive: true }))
    const source: MasterKeySource = { kind: 'file', path: join(folder, 'master.key') }
    await assert.rejects(
      recoverMasterKey({ store, source, random: testRandom, clock: CLOCK }, ACTOR),
      /first start/,
    )
    assert.deepEqual(await readdir(folder), [])
  })

  test('S-25 the wrong master key leaves the database untouched', async (t) => {
    const installation = await install(engine, t)
    const before = await ringState(installation.store)
    await replaceMasterKeyFile(installation.path, [newMasterKey(testRandom)])
    await assert.rejects(
      openVault(installation),
      (error) => error instanceof MasterKeyError && error.exitCode === 78,
    )
    assert.deepEqual(await ringState(installation.store), before)
  })

  test('S-22 sealed values of two rows, exchanged in the database, open in neither', async (t) => {
    const { store, vault, places } = await install(engine, t)
    const [one, two] = places
    assert.ok(one && two)
    const keys = [await store.keys.byId(one.rowId), await store.keys.byId(two.rowId)]
    const [first = null, second = null] = keys.map((key) => key?.sealed ?? null)
    assert.ok(keys[0] && keys[1] && first && second)
    await store.keys.replaceSecret(one.rowId, { digest: keys[0].digest, sealed: second })
    await store.keys.replaceSecret(two.rowId, { digest: keys[1].digest, sealed: first })
    for (const place of [one, two]) {
      const sealed = (await store.keys.byId(place.rowId))?.sealed ?? new Uint8Array()
      assert.throws(() => vault.open(place, sealed), { code: 'secret.unreadable' })
    }
  })

  test('of several first starts on one database all work with one master key', async (t) => {
    const store = await engine.open(t)
    const folder = await mkdtemp(join(tmpdir(), 'keyward-master-'))
    t.after(() => rm(folder, { recursive: true }))
    const needs = {
      store,
      source: { kind: 'file', path: join(folder, 'k') } as const,
      random: testRandom,
      clock: CLOCK,
    }
    const opened = await Promise.all(Array.from({ length: 5 }, () => openVault(needs)))
    assert.equal(opened.filter((each) => each.createdFile !== null).length, 1)
    assert.equal(new Set(opened.map((each) => each.vault.digest('link', 'x'))).size, 1)
    assert.equal((await store.ring.list()).length, 3)
  })
})
