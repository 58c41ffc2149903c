import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, onBothEngines } from '../../../tests/support/stores.ts'
import { SESSION_ABSOLUTE_MS } from '../domain/sessions/session.ts'
import type { Stores } from '../domain/store.ts'
import { useWorld } from './footprints/testing.ts'
import { END_MS } from './footprints/world-testing.ts'

const OF_ANNA = { userId: 'anna', accountId: '100001' }
const SEALED = Uint8Array.of(1)
const NEVER_MS = 8_640_000_000_000

/** Lists whose order is promised: what is written, in another order than the one that is read. */
const ORDERS: Readonly<
  Record<
    string,
    { write(s: Stores, id: string, at: number): Promise<unknown>; read(s: Stores): Promise<string[]> }
  >
> = {
  'authenticator apps by age, then by id': {
    write: (s, id, createdAtMs) =>
      s.totp.insert({ ...OF_ANNA, id, name: '', sealed: SEALED, createdAtMs, verifiedAtMs: 1, lastStep: 1 }),
    read: async (s) => (await s.totp.ofUser('anna')).map(({ id }) => id),
  },
  'passkeys by age, then by id': {
    write: (s, id, createdAtMs) =>
      s.passkeys.insert({
        ...{ ...OF_ANNA, id, name: '', publicKey: SEALED, counter: 0, transports: [], createdAtMs },
        lastUsedAtMs: null,
      }),
    read: async (s) => (await s.passkeys.ofUser('anna')).map(({ id }) => id),
  },
  'mails by their next attempt, then by id': {
    write: (s, id, nextAtMs) =>
      s.outbox.insert({
        ...{ id, kind: 'reset', userId: null, userName: null, address: null, doneFrom: null },
        ...{ createdAtMs: 1, endsAtMs: 9, nextAtMs, attempts: 0, fault: null, content: null },
      }),
    read: async (s) => (await s.outbox.due(NEVER_MS, 99)).map(({ id }) => id),
  },
  'data keys by age, then by id': {
    write: (s, id, createdAtMs) =>
      s.ring.insert({ id, purpose: 'audit', accountId: '', wrapped: SEALED, createdAtMs }),
    read: async (s) => (await s.ring.list()).map(({ id }) => id),
  },
}

/** Whatever has a digest and an end, with this digest and this end. */
const DIGESTED: Readonly<Record<string, (s: Stores, digest: string, endsAtMs: number) => Promise<unknown>>> =
  {
    'an API key': (s, digest, endsAtMs) =>
      s.keys.insert(aKey({ id: 'anna', accountId: '100001' }, { digest, endsAtMs })),
    'an application credential': (s, digest, expiresAtMs) =>
      s.applicationCredentials.insert({
        ...{ ...OF_ANNA, id: 'new', name: 'new', description: null, digest, roles: [], unrestricted: false },
        ...{ accessRules: null, createdAtMs: 1, expiresAtMs, state: 'active' },
      }),
    'a session': (s, digest, endsAtMs) =>
      s.sessions.insert({
        ...{ ...OF_ANNA, digest, createdAtMs: endsAtMs - SESSION_ABSOLUTE_MS, lastSeenAtMs: 1 },
        ...{ provenAtMs: null, address: '', client: '', method: 'password' },
      }),
    'a link': (s, digest, expiresAtMs) =>
      s.links.insert({ digest, kind: 'reset', userId: 'anna', expiresAtMs }),
    'a recovery code': (s, digest, expiresAtMs) =>
      s.recoveryCodes.insert([{ ...OF_ANNA, digest, createdAtMs: 1, expiresAtMs }]),
  }

onBothEngines((engine) => {
  const world = useWorld(engine)

  for (const [what, { write, read }] of Object.entries(ORDERS)) {
    test(`${what}, whatever the order of writing`, () =>
      world.trial(async ({ stores }) => {
        for (const [id, at] of [
          ['zz3', 30],
          ['aa4', 40],
          ['cc2', 20],
          ['bb2', 20],
          ['yy1', 10],
        ] as const)
          await write(stores, id, at + END_MS)
        const ours = (await read(stores)).filter((id) => /^[a-z]{2}\d$/.test(id))
        assert.deepEqual(ours, ['yy1', 'bb2', 'cc2', 'zz3', 'aa4'])
      }))
  }

  test('application credentials by name', () =>
    world.trial(async ({ stores }) => {
      const [known] = await stores.applicationCredentials.ofUser('anna')
      assert.ok(known)
      for (const [id, name] of [
        ['a', 'nightly'],
        ['b', 'zebra'],
        ['c', 'ant'],
      ] as const)
        await stores.applicationCredentials.insert({ ...known, id, name, digest: id })
      const names = (await stores.applicationCredentials.ofUser('anna')).map(({ name }) => name)
      assert.deepEqual(names, ['ant', 'backup', 'nightly', 'zebra'])
    }))

  test('the fault of the outbox is that of the mail that is tried last', () =>
    world.trial(async ({ stores }) => {
      await stores.outbox.delay('anna-mail', 70, 'first')
      await stores.outbox.delay('ben-mail', 90, 'last')
      await stores.outbox.delay('cleo-mail', 80, 'between')
      const state = { waiting: 3, oldestAtMs: 1, fault: 'last' }
      assert.deepEqual(await stores.outbox.state(), state)
    }))

  for (const [what, insert] of Object.entries(DIGESTED)) {
    test(`S-23 ${what} needs its look-up key until it ends, and that one alone`, () =>
      world.trial(async ({ stores }) => {
        const needs = async (mark: string, nowMs: number) => stores.ring.countDigests(mark, nowMs)
        const nowMs = NEVER_MS
        const before = [await needs('7.', nowMs), await needs('', nowMs)]
        await insert(stores, '7.digest', nowMs + 1)
        assert.deepEqual([await needs('7.', nowMs), await needs('', nowMs)], [1, before[1]])
        assert.deepEqual([await needs('7.', nowMs + 1), await needs('17.', nowMs)], [0, 0])
      }))
  }
})
