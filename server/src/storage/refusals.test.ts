import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, anAccount, aUser, onBothEngines } from '../../../tests/support/stores.ts'
import type { Stores } from '../domain/store.ts'
import { useWorld } from './footprints/testing.ts'

const OF_ANNA = { userId: 'anna', accountId: '100001' }
const SEALED = Uint8Array.of(1)
const PROGRAM = {
  ...{ description: null, digest: 'd', roles: [], unrestricted: false, accessRules: null, createdAtMs: 1 },
  ...{ expiresAtMs: null, state: 'active' as const },
}
const SESSION = {
  ...{ createdAtMs: 1, lastSeenAtMs: 1, provenAtMs: null, address: '', client: '' },
  method: 'password' as const,
}
const PASSKEY = {
  name: 'n',
  publicKey: SEALED,
  counter: 0,
  transports: [],
  createdAtMs: 1,
  lastUsedAtMs: null,
}
const APP = { name: 'n', sealed: SEALED, createdAtMs: 1, verifiedAtMs: null, lastStep: null }
const ENDPOINT = { name: 'files', type: 'object-store', publicUrl: 'https://x', internalUrl: null }
const ROLE = { name: 'helper', description: '', givenByAccounts: true, createdAtMs: 1 }
const GROUP = { id: 'new', accountId: '100001', name: 'new', description: '', roles: [], createdAtMs: 1 }
const MAIL = {
  ...{ id: 'new', kind: 'reset' as const, userName: null, address: null, doneFrom: null },
  ...{ createdAtMs: 1, endsAtMs: 1, nextAtMs: 1, attempts: 0, fault: null, content: null },
}

type Attempts = Readonly<Record<string, readonly [code: string, act: (stores: Stores) => Promise<unknown>]>>

/** What somebody else has already: each with the code that its protocols answer. */
const TAKEN: Attempts = {
  'an account number': ['account.exists', (s) => s.accounts.insert(anAccount({ name: 'Other' }))],
  'a user name in another spelling': ['user.exists', (s) => s.users.insert(aUser({ name: 'ANNA' }))],
  'a user name of another account': [
    'user.exists',
    (s) => s.users.insert(aUser({ name: 'Anna', accountId: '100002' })),
  ],
  'a user name, by renaming': ['user.exists', (s) => s.users.update('ben', { name: 'cleo' })],
  'the place of a current key': [
    'key.exists',
    (s) => s.keys.insert(aKey({ id: 'anna', accountId: '100001' })),
  ],
  'a digest of a key': [
    'key.exists',
    (s) => s.keys.insert(aKey({ id: 'anna', accountId: '100001' }, { digest: 'cleo-digest', endsAtMs: 1 })),
  ],
  'a digest of a key, by another secret': [
    'key.exists',
    (s) => s.keys.replaceSecret('anna-key', { digest: 'cleo-old-digest', sealed: null }),
  ],
  'a digest of a key, by another digest': ['key.exists', (s) => s.keys.redigest('anna-digest', 'ben-digest')],
  'a name of an application credential': [
    'application_credential.exists',
    (s) => s.applicationCredentials.insert({ ...OF_ANNA, ...PROGRAM, id: 'new', name: 'backup' }),
  ],
  'a passkey, whoever has it': [
    'factor.exists',
    (s) => s.passkeys.insert({ ...OF_ANNA, ...PASSKEY, id: 'cleo-passkey' }),
  ],
  'a role': ['role.exists', (s) => s.roles.insert(ROLE)],
  'a group, in another spelling': ['group.exists', (s) => s.groups.insert({ ...GROUP, name: 'NORTH' })],
  'an endpoint': ['endpoint.exists', (s) => s.endpoints.insert({ ...ENDPOINT, region: 'DFW' })],
  'an endpoint, by moving another onto it': [
    'endpoint.exists',
    (s) => s.endpoints.update({ ...ENDPOINT, id: 2, region: 'DFW' }),
  ],
  'what another service is called': [
    'endpoint.exists',
    (s) => s.catalog.putService({ id: 's2', name: 's1', type: 't', description: '' }),
  ],
}

/** Ids and digests are random: two of them are a mistake of ours, and not an answer. */
const MADE_TWICE: Readonly<Record<string, (stores: Stores) => Promise<unknown>>> = {
  'a user id': (s) => s.users.insert(aUser({ id: 'anna', name: 'dora' })),
  'a key id': (s) => s.keys.insert(aKey({ id: 'anna', accountId: '100001' }, { id: 'ben-old', endsAtMs: 1 })),
  'an id of an application credential': (s) =>
    s.applicationCredentials.insert({ ...OF_ANNA, ...PROGRAM, id: 'ben-app', name: 'x' }),
  'an access rule': (s) =>
    s.accessRules.insert({ ...OF_ANNA, id: 'new', service: 'files', method: 'GET', path: '/' }),
  'a session': (s) => s.sessions.insert({ ...OF_ANNA, ...SESSION, digest: 'ben-phone' }),
  'a link': (s) => s.links.insert({ digest: 'first', kind: 'reset', userId: 'anna', expiresAtMs: 1 }),
  'a device': (s) => s.totp.insert({ ...OF_ANNA, ...APP, id: 'ben-totp' }),
  'a recovery code': (s) =>
    s.recoveryCodes.insert([{ ...OF_ANNA, digest: 'ben-printed', createdAtMs: 1, expiresAtMs: null }]),
  'a recovery code in one list': (s) =>
    s.recoveryCodes.insert(
      [1, 2].map((createdAtMs) => ({ ...OF_ANNA, digest: 'new', createdAtMs, expiresAtMs: null })),
    ),
  'a mail': (s) => s.outbox.insert({ ...MAIL, id: 'ben-mail', userId: 'anna' }),
  'a service rule': (s) =>
    s.serviceRules.insert({ id: 'r1', service: 's', methods: [], path: '/', role: 'helper' }),
  'a data key': (s) =>
    s.ring.insert({ id: 'own', purpose: 'audit', accountId: '', wrapped: SEALED, createdAtMs: 1 }),
  'a pending sign-in': (s) =>
    s.pendingLogins.insert({ ...OF_ANNA, digest: 'ben-pending', passwordId: 'p', expiresAtMs: 1 }),
}

type Owner = { readonly userId: string; readonly accountId: string }

/** Each makes a row of a user by the account that the caller names. */
const OWNED: Readonly<Record<string, (stores: Stores, owner: Owner) => Promise<unknown>>> = {
  'an API key': (s, { userId: id, accountId }) => s.keys.insert(aKey({ id, accountId }, { endsAtMs: 1 })),
  'an application credential': (s, owner) =>
    s.applicationCredentials.insert({ ...owner, ...PROGRAM, id: 'new', name: 'new' }),
  'an access rule': (s, owner) =>
    s.accessRules.insert({ ...owner, id: 'new', service: 's', method: 'GET', path: '/new' }),
  'a session': (s, owner) => s.sessions.insert({ ...owner, ...SESSION, digest: 'new' }),
  'a pending sign-in': (s, owner) =>
    s.pendingLogins.insert({ ...owner, digest: 'new', passwordId: 'p', expiresAtMs: 1 }),
  'a device': (s, owner) => s.totp.insert({ ...owner, ...APP, id: 'new' }),
  'a recovery code': (s, owner) =>
    s.recoveryCodes.insert([{ ...owner, digest: 'new', createdAtMs: 1, expiresAtMs: null }]),
  'a wrong code': (s, owner) => s.factorFailures.insert({ ...owner, id: 'new', atMs: 1 }),
  'a passkey': (s, owner) => s.passkeys.insert({ ...owner, ...PASSKEY, id: 'new' }),
  'a remembered answer': (s, owner) =>
    s.results.insert({ ...owner, idempotencyKey: 'new', request: 'r', sealed: SEALED, createdAtMs: 1 }),
}

onBothEngines((engine) => {
  const world = useWorld(engine)

  for (const [what, [code, act]] of Object.entries(TAKEN)) {
    test(`${what} that is taken is refused as ${code}`, () =>
      world.trial(async ({ stores }) => {
        await assert.rejects(act(stores), { name: 'DomainError', code })
      }))
  }

  for (const [what, act] of Object.entries(MADE_TWICE)) {
    test(`${what} made twice is a fault, and no answer to anybody`, () =>
      world.trial(async ({ stores }) => {
        await assert.rejects(act(stores), { name: 'StorageError' })
      }))
  }

  for (const [what, insert] of Object.entries(OWNED)) {
    test(`${what} cannot be a user's of another account, nor nobody's`, async () => {
      const strays = [
        { userId: 'anna', accountId: '100002' },
        { userId: 'anna', accountId: '100009' },
        { userId: 'dora', accountId: '100001' },
      ]
      for (const owner of strays) {
        await world.trial(({ stores }) => assert.rejects(insert(stores, owner), { name: 'StorageError' }))
      }
      await world.trial(({ stores }) => insert(stores, OF_ANNA))
    })
  }

  for (const [what, insert] of Object.entries<(s: Stores, userId: string) => Promise<unknown>>({
    'a link': (s, userId) => s.links.insert({ digest: 'new', kind: 'reset', userId, expiresAtMs: 1 }),
    'a mail': (s, userId) => s.outbox.insert({ ...MAIL, userId }),
    'an old password': (s, userId) => s.passwords.remember(userId, 'hash', 1),
    'a secret answer': (s, userId) => s.secretAnswers.put(userId, '1', 'hash'),
    'a support PIN': (s, userId) =>
      s.supportPins.put({ userId, accountId: '100001', sealed: SEALED, wrongChecks: 0 }),
  })) {
    test(`${what} is of a user who exists`, async () => {
      await world.trial(({ stores }) => assert.rejects(insert(stores, 'dora'), { name: 'StorageError' }))
      await world.trial(({ stores }) => insert(stores, 'anna'))
    })
  }

  test('a refusal in a transaction is the one that counts, whatever is tried after it', () =>
    world.trial(async ({ stores }) => {
      await assert.rejects(stores.roles.insert(ROLE), { code: 'role.exists' })
      const after = await Promise.allSettled([stores.meta.set('new', 'x'), stores.users.byId('anna')])
      if (engine.name === 'postgres') {
        for (const one of after) assert.equal(one.status === 'rejected' && one.reason.code, 'role.exists')
      }
    }))
})
