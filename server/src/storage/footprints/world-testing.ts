import { anAccount, aUser } from '../../../../tests/support/stores.ts'
import { NO_FACTS } from '../../domain/accounts/contact.ts'
import { NO_SETTINGS } from '../../domain/administrators/settings.ts'
import type { Stores } from '../../domain/store.ts'
import type { User } from '../../domain/users/user.ts'
import type { Db } from '../tables.ts'

/** The end of everything in this world that has one. */
export const END_MS = 100

const PEOPLE = [
  { id: 'anna', accountId: '100001', roles: ['account-admin', 'helper'] },
  { id: 'ben', accountId: '100001', roles: ['helper'] },
  { id: 'cleo', accountId: '100002', roles: ['helper'] },
] as const

/** Three people in two accounts, who have one of everything. What somebody has begins with their name. */
export async function fill(stores: Stores, db: Db): Promise<void> {
  for (const id of ['100001', '100002']) {
    await stores.accounts.insert(anAccount({ id }))
    await stores.accountContacts.put(id, { ...NO_FACTS, referenceNumber: `r-${id}` })
  }
  for (const { id, accountId, roles } of PEOPLE) {
    const user = aUser({ id, accountId, name: id, email: `${id}@example.com`, roles, ...WITH_PASSWORD })
    await stores.users.insert(user)
    await giveKeys(stores, user)
    await giveVisits(stores, user)
    await giveFactors(stores, user)
    await giveRecords(stores, user)
  }
  await giveGroups(stores)
  await fillInstallation(stores)
  await db.insertInto('forgotten_keys').values({ digest: 'gone-digest', ended_at_ms: END_MS }).execute()
}

const WITH_PASSWORD = { passwordHash: 'hash', passwordId: 'p', passwordChangedAtMs: 1 }

/** One in each account; everybody is in one. */
async function giveGroups(stores: Stores): Promise<void> {
  for (const { id: name, accountId, members } of [
    { id: 'north', accountId: '100001', members: ['anna', 'ben'] },
    { id: 'south', accountId: '100002', members: ['cleo'] },
  ]) {
    const group = { id: name, accountId, name, description: '', roles: ['auditor', 'reader'], createdAtMs: 1 }
    await stores.groups.insert(group)
    await stores.groups.changeMembers(group, { add: members, remove: [] })
  }
}

type Owner = Pick<User, 'id' | 'accountId'>

async function giveKeys(stores: Stores, { id, accountId }: Owner): Promise<void> {
  const own = { userId: id, accountId, createdAtMs: 1, lastFour: 'abcd', state: 'active' } as const
  const sealed = Uint8Array.of(1)
  await stores.keys.insert({ ...own, id: `${id}-key`, digest: `${id}-digest`, sealed, endsAtMs: null })
  const old = { id: `${id}-old`, digest: `${id}-old-digest`, sealed: null, endsAtMs: END_MS }
  await stores.keys.insert({ ...own, ...old })
  const pair = {
    id: `${id}-pair`,
    name: '',
    userKey: `${id}-user-key`,
    clockCheck: 'lenient',
    limits: {},
    scope: null,
    networks: null,
    expiresAtMs: null,
  } as const
  await stores.keyPairs.insert({ ...own, ...pair, sealed, endsAtMs: null })
  await stores.administrators.put({ ...NO_SETTINGS, userId: id, accountId })
  await stores.applicationCredentials.insert({
    ...own,
    ...{ id: `${id}-app`, name: 'backup', description: null, digest: `${id}-app-digest`, roles: ['helper'] },
    ...{ unrestricted: false, accessRules: null, expiresAtMs: END_MS },
  })
  await stores.accessRules.insert({ ...own, id: `${id}-rule`, service: 'files', method: 'GET', path: '/' })
}

async function giveVisits(stores: Stores, { id: userId, accountId }: Owner): Promise<void> {
  const moments = { createdAtMs: 1, lastSeenAtMs: END_MS, provenAtMs: null }
  const browser = { address: '192.0.2.1', client: 'Firefox', method: 'password' } as const
  for (const digest of [`${userId}-session`, `${userId}-phone`])
    await stores.sessions.insert({ digest, userId, accountId, ...moments, ...browser })
  for (const kind of ['invitation', 'reset'] as const)
    await stores.links.insert({ digest: `${userId}-${kind}`, kind, userId, expiresAtMs: END_MS })
  const login = { digest: `${userId}-login`, userId, mailboxId: null, expiresAtMs: END_MS }
  await stores.loginTokens.insert(login)
  await stores.networks.recordSuccess(userId, '192.0.2.1', END_MS)
  const waiting = { passwordId: 'p', expiresAtMs: END_MS }
  await stores.pendingLogins.insert({ digest: `${userId}-pending`, userId, accountId, ...waiting })
  await stores.tokens.markDeleted(`${userId}-token`, userId, END_MS)
}

async function giveFactors(stores: Stores, { id: userId, accountId }: Owner): Promise<void> {
  const own = { userId, accountId, createdAtMs: 1 }
  const app = { name: 'phone', sealed: Uint8Array.of(2), verifiedAtMs: null, lastStep: 7 }
  await stores.totp.insert({ ...own, id: `${userId}-totp`, ...app })
  await stores.recoveryCodes.insert([
    { ...own, digest: `${userId}-printed`, expiresAtMs: null },
    { ...own, digest: `${userId}-bypass`, expiresAtMs: END_MS },
  ])
  await stores.factorFailures.insert({ id: `${userId}-wrong`, userId, accountId, atMs: END_MS })
  const key = { name: 'laptop', publicKey: Uint8Array.of(3), counter: 5, transports: ['usb'] }
  await stores.passkeys.insert({ ...own, id: `${userId}-passkey`, ...key, lastUsedAtMs: null })
  const challenge = { holder: `${userId}-holder`, challenge: 'abc', expiresAtMs: END_MS }
  await stores.passkeys.putChallenge(challenge)
}

async function giveRecords(stores: Stores, { id: userId, accountId }: Owner): Promise<void> {
  const hour = { hourMs: 0, calls: 2, firstAtMs: 10, lastAtMs: 20 }
  const caller = { dialect: 'native', outcome: 'valid', client: 'curl/8', network: '192.0.2.1' } as const
  await stores.calls.add([{ userId, accountId, keyId: `${userId}-key`, ...caller, ...hour }])
  const answer = { request: 'r', sealed: Uint8Array.of(4), createdAtMs: END_MS }
  await stores.results.insert({ userId, accountId, idempotencyKey: 'once', ...answer })
  await stores.passwords.remember(userId, 'old hash', 1)
  await stores.supportPins.put({ userId, accountId, sealed: Uint8Array.of(5), wrongChecks: 1 })
  await stores.secretAnswers.put(userId, '1', 'answer hash')
  const mail = { userName: null, address: null, doneFrom: null, attempts: 0, fault: null, content: null }
  const moments = { createdAtMs: 1, endsAtMs: END_MS, nextAtMs: 50 }
  await stores.outbox.insert({ id: `${userId}-mail`, kind: 'reset', userId, ...mail, ...moments })
}

async function fillInstallation(stores: Stores): Promise<void> {
  for (const name of ['auditor', 'helper'])
    await stores.roles.insert({ name, description: '', givenByAccounts: true, createdAtMs: 1 })
  for (const region of ['DFW', 'ORD'])
    await stores.endpoints.insert({ ...FILES, region, publicUrl: 'https://files.example', internalUrl: null })
  for (const id of ['s1', 's2']) await stores.catalog.putService({ id, name: id, type: 't', description: '' })
  for (const id of ['DFW', 'ORD']) await stores.catalog.putRegion({ id, description: '', parentId: null })
  for (const id of ['r1', 'r2'])
    await stores.serviceRules.insert({ id, service: 'files', methods: [], path: '/', role: 'helper' })
  for (const [id, purpose, accountId] of [
    ['look', 'lookup', ''],
    ['own', 'account', '100001'],
  ] as const)
    await stores.ring.insert({ id, purpose, accountId, wrapped: Uint8Array.of(6), createdAtMs: 1 })
  for (const name of ['check', 'began']) await stores.meta.set(name, 'value')
  await stores.links.insert({ digest: 'first', kind: 'setup', userId: null, expiresAtMs: END_MS })
  await stores.keyPairs.useOnce('signature', END_MS)
  for (const chain of ['100001', '100002', '100001']) await stores.audit.append(anEvent(chain))
  const first = (await stores.audit.page('100001', 0, 1))[0]
  const checkpoint = { chain: '100001', number: 1, hash: first?.hash ?? '', atMs: 9, signature: 's' }
  await stores.audit.insertCheckpoint(checkpoint)
}

const FILES = { name: 'files', type: 'object-store' }

export function anEvent(chain: string) {
  const who = { actor: 'cli', action: 'account.create', target: `account:${chain}`, source: 'cli' }
  return { chain, atMs: 5, ...who, outcome: 'done', details: {} } as const
}
