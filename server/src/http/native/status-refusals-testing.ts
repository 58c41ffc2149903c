import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import { Passkeys } from '../../../../tests/support/authenticator.ts'
import { OPERATOR, visitFrom } from '../../../../tests/support/deps.ts'
import { bearer, bodyFor } from '../../../../tests/support/native.ts'
import * as adminRefusals from '../../../../tests/support/native-admin-refusals.ts'
import { isForSupers } from '../../../../tests/support/native-admins.ts'
import { isMail } from '../../../../tests/support/native-mail.ts'
import * as mailRefusals from '../../../../tests/support/native-mail-refusals.ts'
import {
  isForOperators,
  type Operation,
  takesCredential,
  writes,
} from '../../../../tests/support/native-operations.ts'
import { RP, setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { DomainError, type DomainErrorCode } from '../../domain/errors.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'
import { sessionActor } from '../../domain/sessions/open-session.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import type { User } from '../../domain/users/user.ts'
import { apiKey, asCaller, browser, needsRank, stranger, user, world } from './statuses-testing.ts'

type Produce = (operation: Operation) => Promise<LightMyRequestResponse>

const wrongKey = (at: number) => bearer(`${at}`.padStart(32, '0'))
/** A change is stopped where it writes, a reading where it looks up who asks. */
function storeSays(fault: unknown): Produce {
  return async (operation) => {
    if (needsRank(operation)) await world.prepare(user, operation)
    const { store } = world.http.deps
    const { transaction } = store
    const { byDigest } = store.sessions
    const { known } = store.keys
    const fail = () => Promise.reject(fault)
    if (writes(operation)) store.transaction = fail
    else {
      Object.assign(store.sessions, { byDigest: fail })
      Object.assign(store.keys, { known: fail })
    }
    return asCaller(operation).finally(() => {
      store.transaction = transaction
      Object.assign(store.sessions, { byDigest })
      Object.assign(store.keys, { known })
    })
  }
}

const isAboutGroup = ({ path }: Operation) => path.includes('{groupId}')
const refused = (code: DomainErrorCode) => storeSays(new DomainError(code))

/** How each refusal comes about. A code without a row fails, and so does a row that no operation declares. */
export const PRODUCERS: Readonly<Record<string, Produce>> = {
  invalid: (operation) => asCaller(operation, { query: '?unknown=1' }),
  two_credentials: (operation) => world.call(browser, operation, { headers: bearer(apiKey) }),
  unauthorized: (operation) => world.call(stranger(), operation),
  forbidden: async (operation) => {
    if (!takesCredential(operation)) return world.call(stranger(), operation, { headers: bearer(apiKey) })
    if (isMail(operation)) return mailRefusals.forbidden(world, user, operation)
    if (isForSupers(operation)) return adminRefusals.forbidden(world, user, operation)
    if (isAboutGroup(operation)) {
      await world.prepare(user, operation)
      return world.call(await world.browserOf((await world.someoneIn(user.accountId)).user), operation)
    }
    const other = await world.browserOf((await world.someone()).user)
    if (['getUsage', 'getUsageHistory'].includes(operation.id))
      return world.call(other, operation, { query: '?scope=account' })
    return world.call(other, operation, { userId: (await world.someone()).user.id })
  },
  csrf: (operation) => world.call(browser, operation, { headers: { 'x-csrf-token': 'x' } }),
  step_up_needed: async (operation) => {
    if (needsRank(operation) || isAboutGroup(operation)) await world.prepare(user, operation)
    // One's own sessions end without a question.
    const other = operation.id === 'endUserSessions' && (await world.someoneIn(user.accountId)).user
    world.http.clock.advance(6 * MINUTE_MS)
    // Of imports, that of users.
    const users = { kind: 'user.import', file: Buffer.from('Username\nx\n').toString('base64') }
    if (operation.id === 'startImport') return world.call(browser, operation, { body: users })
    return world.call(browser, operation, other ? { userId: other.id } : {})
  },
  wrong_code: async (operation) => {
    await guardUser()
    return world.call(browser, operation, { body: { code: '12345' } })
  },
  wrong_passkey: async (operation) => {
    await world.prepare(user, operation)
    const passkey = new Passkeys(RP).get('x'.repeat(43))
    const body = operation.id === 'stepUp' ? { passkey } : bodyFor(operation)
    if (operation.id === 'stepUp') await guardByPasskey()
    else world.http.clock.advance(2 * MINUTE_MS)
    return world.call(browser, operation, { body })
  },
  factor_required: async (operation) => {
    if (operation.id === 'setRequirement') {
      await world.http.deps.store.users.update(user.id, { roles: [USER_ADMIN] })
      return world.call(browser, operation, { body: { required: true } })
    }
    await world.prepare(user, operation)
    const { totp, users } = world.http.deps.store
    // An app that was never confirmed is no factor, and may go.
    if (operation.id === 'removeTotp') {
      for (const { id } of await totp.ofUser(user.id)) await totp.verify(id, world.http.clock.now())
    }
    await users.update(user.id, { secondFactor: true, secondFactorRule: 'required' })
    return world.call(browser, operation)
  },
  wrong_password: (operation) => world.call(browser, operation, { body: wrongPasswordFor(operation) }),
  not_found: async (operation) => {
    if (isMail(operation)) return mailRefusals.notFound(world, user, operation)
    if (operation.id === 'createUser') {
      return world.call(browser, operation, { body: { username: 'x', account: '999999' } })
    }
    if (isForOperators(operation) || isForSupers(operation)) await world.prepare(user, operation)
    if (operation.path.includes('{')) return asCaller(operation, { isNameless: true })
    if (operation.id === 'revealSupportPin') return world.call(browser, operation)
    if (operation.id === 'createApplicationCredential')
      return world.call(browser, operation, { body: { name: 'x', roles: ['nothing'] } })
    if (['checkSupportPin', 'impersonateUser'].includes(operation.id))
      return world.call(browser, operation, { body: { ...bodyFor(operation), userId: 'f'.repeat(32) } })
    if (['renewRecoveryCodes', 'askPasskey'].includes(operation.id)) return world.call(browser, operation)
    await world.prepare(user, operation)
    if (operation.id === 'createGroup')
      return world.call(browser, operation, { body: { name: 'x', account: '999999' } })
    const where = /^list(?:Users|Groups)$/.test(operation.id) ? 'account' : 'chain'
    return world.call(browser, operation, { query: `?${where}=999999` })
  },
  not_acceptable: (operation) => asCaller(operation, { headers: { accept: 'text/html' } }),
  conflict: async (operation) => {
    if (isMail(operation)) return mailRefusals.conflict(world, user, operation)
    if (isForSupers(operation)) return adminRefusals.conflict(world, user, operation)
    const headers = { 'idempotency-key': 'click' }
    if (operation.id === 'createKey') return world.call(browser, operation)
    if (operation.id === 'createUser')
      return world.call(browser, operation, { body: { username: user.name } })
    if (operation.id === 'createApplicationCredential') {
      await world.call(browser, operation, { body: { name: 'twice' } })
      return world.call(browser, operation, { body: { name: 'twice' } })
    }
    if (operation.id === 'createGroup' || operation.id === 'changeGroup') {
      await world.prepare(user, operation)
      const { store } = world.http.deps
      const taken = { id: 'e'.repeat(32), accountId: user.accountId, name: 'Taken' }
      await store.groups.delete(taken.id)
      await store.groups.insert({ ...taken, description: '', roles: [], createdAtMs: 1 })
      return world.call(browser, operation, { body: { name: 'taken' } })
    }
    if (operation.id === 'inviteUser') {
      const { id } = (await world.someoneIn(user.accountId)).user
      await disableUser(world.http.deps, OPERATOR, id)
      return world.call(browser, operation, { userId: id })
    }
    if (operation.id === 'createRole' || operation.id === 'addEndpoint') {
      await world.prepare(user, operation)
      await world.call(browser, operation)
      return world.call(browser, operation)
    }
    if (operation.id.endsWith('Passkey')) {
      await world.prepare(user, operation)
      for (let at = 1; at < 10; at++)
        await setUpPasskey(world.http.deps, user, { actor: await actorOf(user) })
      await world.prepare(user, operation)
      return world.call(browser, operation)
    }
    await world.call(browser, operation, { headers })
    return world.call(browser, operation, { headers, body: { overlapSeconds: 60 } })
  },
  key_lost: async (operation) => {
    await loseKey()
    return world.call(browser, operation)
  },
  key_shown_once: async (operation) => {
    const more = { headers: { 'idempotency-key': 'click' }, body: { showOnce: true } }
    if (operation.id === 'createKey') await deleteKey(world.http.deps, OPERATOR, user.id)
    if (operation.id === 'revealKey') {
      await resetKey(world.http.deps, OPERATOR, user.id, { overlapSeconds: 0, showOnce: true })
      return world.call(browser, operation)
    }
    await world.call(browser, operation, more)
    return world.call(browser, operation, more)
  },
  changed_meanwhile: async (operation) => {
    await world.prepare(user, operation)
    return asCaller(operation, { headers: { 'if-match': '"as-it-was"' } })
  },
  too_large: (operation) =>
    asCaller(operation, {
      body: 'x'.repeat(/Import$|^startJob$/.test(operation.id) ? 14_200_000 : 65 * 1_024),
    }),
  unsupported_media_type: (operation) =>
    asCaller(operation, { body: 'x', headers: { 'content-type': 'text/plain' } }),
  throttled: (operation) => {
    if (operation.id === 'confirmTotp') return guessCodes(operation)
    const isByPassword = /password/i.test(Object.keys(bodyFor(operation) ?? {}).join())
    return isByPassword && !takesCredential(operation) ? guessPasswords(operation) : guessKeys(operation)
  },
  headers_too_large: (operation) => {
    const many = Array.from({ length: 101 }, (_, at) => [`x-more-${at}`, '1'])
    return asCaller(operation, { headers: Object.fromEntries(many) })
  },
  internal: storeSays(new Error('a fault of ours')),
  busy: refused('storage.away'),
  outcome_unknown: refused('outcome.unknown'),
  storage_full: refused('storage.full'),
}

function wrongPasswordFor(operation: Operation): object {
  const field = operation.id === 'stepUp' ? 'password' : 'currentPassword'
  return { ...bodyFor(operation), [field]: 'not the one' }
}

async function guessKeys(operation: Operation): Promise<LightMyRequestResponse> {
  for (let at = 0; at < 20; at++) await world.call(stranger(), operation, { headers: wrongKey(at) })
  return world.call(stranger(), operation, { headers: wrongKey(99) })
}

/** As for somebody with a second factor, whatever it is. */
async function guardUser(): Promise<void> {
  await world.http.deps.store.users.update(user.id, { secondFactor: true })
}

async function guardByPasskey(): Promise<void> {
  await guardUser()
  await setUpPasskey(world.http.deps, user, { actor: await actorOf(user) })
}

/** The user at the browser of these tests, whose session goes on when factors change. */
async function actorOf({ id }: User) {
  const [session] = await world.http.deps.store.sessions.ofUser(id)
  assert.ok(session)
  return sessionActor(user, session, visitFrom('127.0.0.1'))
}

async function guessCodes(operation: Operation): Promise<LightMyRequestResponse> {
  for (let at = 0; at < 5; at++) await world.call(browser, operation, { body: { code: '12345' } })
  return world.call(browser, operation)
}

async function guessPasswords(operation: Operation): Promise<LightMyRequestResponse> {
  for (let at = 0; at < 5; at++) await world.call(browser, operation, { body: wrongPasswordFor(operation) })
  return world.call(browser, operation)
}

/** As after the master key was lost. */
async function loseKey(): Promise<void> {
  const { store } = world.http.deps
  const key = await store.keys.current(user.id)
  assert.ok(key)
  await deleteKey(world.http.deps, OPERATOR, user.id)
  const id = 'e'.repeat(24) + user.id.slice(0, 8)
  await store.keys.insert({
    ...key,
    id,
    digest: `lost-${user.id}`,
    sealed: null,
    endsAtMs: null,
    state: 'lost',
  })
}
