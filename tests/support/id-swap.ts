import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { addAlias } from '../../server/src/domain/aliases/change-alias.ts'
import { makeDkimKey } from '../../server/src/domain/dkim/change-key.ts'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { addAlternate } from '../../server/src/domain/domains/alternate-names.ts'
import { passkeyRef } from '../../server/src/domain/factors/change-passkey.ts'
import { enrolTotp } from '../../server/src/domain/factors/enrol-totp.ts'
import { randomHexId } from '../../server/src/domain/ids.ts'
import { createGroupList } from '../../server/src/domain/lists/change-list.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import { deleteMailbox } from '../../server/src/domain/mailboxes/delete-mailbox.ts'
import { addAppPassword } from '../../server/src/domain/mailboxes/manage-app-passwords.ts'
import { sessionId } from '../../server/src/domain/sessions/list-sessions.ts'
import { openSession } from '../../server/src/domain/sessions/open-session.ts'
import { changeSenders } from '../../server/src/domain/spam/change-senders.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { type NewTestUser, TESTER, type TestApp, type TestUser } from './app.ts'
import { makeFor } from './application-credentials.ts'
import { panelActor } from './core.ts'
import { PASSWORD, visitFrom } from './deps.ts'
import { type Pair, pairOf, signed } from './email.ts'
import { signedIn } from './good-requests.ts'
import { passwordTokenOf, tokenOf } from './identity.ts'
import { putJob } from './jobs.ts'

/** What names an object of an account in an address. */
export const KINDS = [
  'account',
  'user',
  'name',
  'token',
  'session',
  'device',
  'passkey',
  'credential',
  'accessRule',
  'group',
  'mailDomain',
  'mailAlternate',
  'mailbox',
  'mailAlias',
  'mailAddress',
  'appPassword',
  'deletedMailbox',
  'aliasAddress',
  'listAddress',
  'job',
] as const
export type Kind = (typeof KINDS)[number]
/** By kind, the id of an object. */
export type Ids = Readonly<Record<Kind, string>>

const NOBODYS = 'f'.repeat(32)

/** Ids of the form of these, and nobody has them. */
export function unknownTo({ ids: { token } }: Holder): Ids {
  return {
    account: '999999',
    user: NOBODYS,
    name: 'nobody-there',
    token: [...token].reverse().join(''),
    session: NOBODYS,
    device: NOBODYS,
    passkey: NOBODYS,
    credential: NOBODYS,
    accessRule: NOBODYS,
    group: NOBODYS,
    mailDomain: 'nobodys.example',
    mailAlternate: 'no-alternate.example',
    mailbox: 'nobody',
    mailAlias: 'no-alias',
    mailAddress: 'nobody@nobodys.example',
    appPassword: 'f'.repeat(8),
    deletedMailbox: NOBODYS,
    aliasAddress: 'no-alias@nobodys.example',
    listAddress: 'no-list@nobodys.example',
    job: NOBODYS,
  }
}

const RULE = { service: 'identity', method: 'GET', path: '/v3/**' } as const

/** Somebody who has one object of each kind. */
export interface Holder {
  readonly username: string
  /** What signs requests to the e-mail API. */
  readonly pair: Pair
  readonly ids: Ids
}

/** Makes somebody with one of everything. @param more the account, the roles */
export async function addHolder(app: TestApp, username: string, more: NewTestUser): Promise<Holder> {
  const { deps } = app
  const made = await app.addUser(username, { password: PASSWORD, email: 'a@example.com', ...more })
  const user = await deps.store.users.byId(made.userId)
  assert.ok(user)
  const token = await tokenOf(app, made)
  const { device } = await enrolTotp(deps, panelActor(user, app.nowMs()), 'phone')
  const { session } = await deps.store.transaction((tx) => openSession(deps, tx, user, visitFrom()))
  const { credential } = await makeFor(deps, user, { accessRules: [RULE] })
  const [accessRule] = credential.accessRules ?? []
  assert.ok(accessRule)
  const passkey = await addPasskeyRow(app, user)
  const group = { id: randomHexId(deps.random), accountId: made.accountId, name: username }
  await deps.store.groups.insert({ ...group, description: '', roles: [], createdAtMs: app.nowMs() })
  const own = {
    account: made.accountId,
    user: made.userId,
    name: username,
    token,
    session: sessionId(session),
  }
  const ids = {
    ...own,
    ...(await addMailOf(app, made)),
    device: device.id,
    passkey,
    credential: credential.id,
    accessRule: accessRule.id,
    group: group.id,
  }
  await changeAdminType(deps, TESTER, made.userId, 'super')
  return { username, ids, pair: await pairOf(app, made) }
}

/** In a list of every domain and every mailbox. */
export const LISTED_SENDER = '@sender.example'

const PHONE = { name: 'phone', protocols: ['imap'] } as const

/** A domain with a mailbox, an alias and a list. */
async function addMailOf({ deps }: TestApp, { accountId, username, userId }: TestUser) {
  const domain = `${username}.example`
  await addDomain(deps, TESTER, { accountId, name: domain })
  const mailAlternate = `${username}-too.example`
  await addAlternate(deps, TESTER, { accountId, name: domain }, mailAlternate)
  const mailbox = `box-${username}`
  const alias = `alias-${username}`
  const where = { accountId, domain }
  const made = { ...where, name: mailbox, password: 'Str0ng-enough', settings: {}, recoverDeleted: false }
  const { id: mailboxId } = await addMailbox(deps, TESTER, made)
  const appPassword = await addAppPassword(deps, TESTER, { ...where, name: mailbox }, PHONE)
  const factor = { sealed: Uint8Array.of(1), createdAtMs: 1, verifiedAtMs: 1, lastStep: 1, failedAtMs: [] }
  await deps.store.mailboxFactors.put({ mailboxId, accountId, ...factor })
  const gone = await addMailbox(deps, TESTER, { ...made, name: 'gone' })
  await deleteMailbox(deps, TESTER, { ...where, name: 'gone' })
  await addAlias(deps, TESTER, { ...where, name: alias }, [`${mailbox}@${domain}`])
  await makeDkimKey(deps, TESTER, { accountId, name: domain })
  for (const box of [mailbox, null])
    await changeSenders(deps, TESTER, { ...where, mailbox: box }, 'blocklist', {
      add: [LISTED_SENDER],
      remove: [],
    })
  const list = `list-${username}`
  await createGroupList(deps, TESTER, { ...where, name: list, members: [] })
  const addresses = {
    mailAddress: `${mailbox}@${domain}`,
    aliasAddress: `${alias}@${domain}`,
    listAddress: `${list}@${domain}`,
    job: `e${userId.slice(1)}`,
  }
  await putJob(deps, { id: userId, accountId }, { id: addresses.job, domain, state: 'waiting' })
  return {
    mailDomain: domain,
    mailAlternate,
    mailbox,
    mailAlias: alias,
    appPassword: appPassword.id,
    deletedMailbox: gone.id,
    ...addresses,
  }
}

async function addPasskeyRow({ deps, nowMs }: TestApp, { id: userId, accountId }: User): Promise<string> {
  const id = `passkey-of-${userId}`
  const state = { counter: 0, transports: [], createdAtMs: nowMs(), lastUsedAtMs: null }
  const name = 'laptop'
  await deps.store.passkeys.insert({ id, userId, accountId, name, ...state, publicKey: new Uint8Array(1) })
  return passkeyRef({ id })
}

type Headers = Readonly<Record<string, string>>

const entered = new Map<Holder, Record<string, Headers>>()

/** What somebody sends who has just signed in, by dialect. */
export async function headersOf(app: TestApp, holder: Holder): Promise<Record<string, Headers>> {
  const known = entered.get(holder)
  if (known) return known
  const { cookie, csrfToken } = await signedIn(app, holder.username)
  const token = { 'x-auth-token': await passwordTokenOf(app, holder.username, PASSWORD) }
  const page = { cookie: cookie.slice('Cookie: '.length), 'x-csrf-token': csrfToken }
  const native = { ...page, 'sec-fetch-site': 'same-origin' }
  const headers = { 'identity-v2.0': token, 'identity-v3': token, native, email: signed(app, holder.pair) }
  entered.set(holder, headers)
  return headers
}

/** An answer without what is told of the request itself: its id, its time and the ids that it named. */
export function likenessOf({ statusCode, headers, body }: LightMyRequestResponse, named: readonly string[]) {
  const { date: _, 'content-length': __, ...kept } = headers
  const requestIds = ['x-request-id', 'x-trans-id', 'x-openstack-request-id', 'x-compute-request-id']
  const secret = [...named, ...requestIds.map((name) => String(headers[name] ?? ''))].filter(Boolean)
  const text = JSON.stringify({ statusCode, headers: kept, body })
  return secret.reduce((seen, id) => seen.replaceAll(id, '*'), text)
}
