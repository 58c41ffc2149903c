import assert from 'node:assert/strict'
import { addAccount } from '../../server/src/domain/accounts/create-account.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { passkeyRef } from '../../server/src/domain/factors/change-passkey.ts'
import { holderOf } from '../../server/src/domain/factors/passkey-challenge.ts'
import { placeOfDevice } from '../../server/src/domain/factors/prove-code.ts'
import { deleteKey } from '../../server/src/domain/keys/end-key.ts'
import type { Clock } from '../../server/src/domain/ports.ts'
import { SERVICE_ADMIN, USER_ADMIN } from '../../server/src/domain/roles/roles.ts'
import { placeOfPin } from '../../server/src/domain/support/support-pin.ts'
import type { CreatedUser } from '../../server/src/domain/users/create-user.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { Passkeys } from './authenticator.ts'
import { Browser } from './browser.ts'
import { changingNothing } from './changing-nothing.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from './deps.ts'
import { codeAt } from './factors.ts'
import { openTestHttp, type TestHttp } from './http.ts'
import { ADMIN_BODIES, adminNamesOf, isForSupers, NAMELESS_ADMINS, prepareAdmins } from './native-admins.ts'
import { isMail, MAIL_BODIES, mailNamesOf, NAMELESS_MAIL, prepareMail } from './native-mail.ts'
import { isForOperators, isForOwners, type Operation } from './native-operations.ts'
import { RP } from './passkeys.ts'
import { HOUR_MS, MINUTE_MS } from './test-clock.ts'

/** A good body for every operation that needs one; a new operation without a row here fails the tables. */
export function bodyFor({ id, needsBody }: Operation): Readonly<Record<string, unknown>> | undefined {
  const body = BODIES[id] ?? MAIL_BODIES[id] ?? ADMIN_BODIES[id]
  assert.equal(body !== undefined, needsBody, `${id} ${needsBody ? 'needs a body' : 'takes no body'}`)
  return body
}

let names = 0

const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  get createUser() {
    return { username: `made${++names}` }
  },
  get confirmTotp() {
    return { code: codeAt(APP_SECRET, worldClock.now()) }
  },
  enrolTotp: { name: 'phone' },
  get addPasskey() {
    return { name: 'laptop', credential: new Passkeys(RP).create(ASKED) }
  },
  renamePasskey: { name: 'tablet' },
  get createApplicationCredential() {
    return { name: `copy${++names}` }
  },
  get checkSupportPin() {
    return { userId: subject.userId, pin: '204861' }
  },
  get impersonateUser() {
    return { userId: subject.userId }
  },
  setRequirement: { required: false },
  changeUser: { email: 'changed@example.com' },
  changeUserRoles: { add: ['reader'] },
  get createGroup() {
    return { name: `Group ${++names}`, roles: ['reader'] }
  },
  changeGroup: { roles: ['reader'] },
  get changeGroupMembers() {
    return { add: [subject.userId] }
  },
  stepUp: { password: PASSWORD },
  addServiceRule: { role: 'reader' },
  addEndpoint: { name: 'reports', type: 'reports', publicUrl: 'https://reports.example' },
  createRole: { name: 'new-role' },
  verifyMany: { credentials: ['0'.repeat(32)] },
  changeOwnEmail: { email: 'new@example.com' },
  changeOwnPassword: { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD },
  changeAccountSettings: { name: 'Another name' },
  setUsageThreshold: { callsPerDay: 5 },
}

/** What every session here has been asked to let a passkey sign. */
const ASKED = 'Q'.repeat(43)
/** Of the app that everybody here has begun to set up. */
const APP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
/** Of the world opened last: what an app shows depends on it. */
let worldClock: Clock = { now: () => 0 }

/** Whom operations on others are about. */
let subject = { userId: '', sessionId: '', credentialId: '' }

/** The endpoint that was put there to be taken away. */
let removable = 0

/** What the parameters of paths stand for where a test says nothing else, and what names nothing. */
const PARAMETERS: Readonly<Record<string, string>> = {
  get endpointId() {
    return String(removable)
  },
  userId: 'me',
  apiId: 'native',
  name: 'cloudFiles',
  ruleId: 'a'.repeat(32),
  roleName: 'old-role',
}
const NAMELESS: Readonly<Record<string, string>> = {
  userId: 'f'.repeat(32),
  groupId: 'f'.repeat(32),
  sessionId: 'f'.repeat(32),
  apiId: 'nothing',
  name: 'nothing',
  endpointId: '999999',
  ruleId: 'f'.repeat(32),
  roleName: 'nothing',
  deviceId: 'f'.repeat(32),
  passkeyId: 'f'.repeat(32),
  credentialId: 'f'.repeat(32),
  ...NAMELESS_MAIL,
  ...NAMELESS_ADMINS,
}

/** Done to another user; most of them nobody may do to oneself. */
const TO_OTHERS = [
  'changeUser',
  'disableUser',
  'enableUser',
  'deleteUser',
  'inviteUser',
  'revokeInvitation',
  'changeUserRoles',
  'endUserSession',
  'deleteApplicationCredential',
  'getUserSecondFactors',
  'unlockSecondFactors',
]
const isToOthers = ({ id }: Operation) => TO_OTHERS.includes(id)
function deviceIdOf({ id }: Pick<User, 'id'>): string {
  return `d${id.slice(1)}`
}

async function beginApp({ deps }: TestHttp, { id: userId, accountId }: User): Promise<void> {
  const facts = { id: deviceIdOf({ id: userId }), userId, accountId, name: 'phone' }
  const device = { ...facts, createdAtMs: deps.clock.now(), verifiedAtMs: null, lastStep: null }
  await deps.store.totp.insert({ ...device, sealed: deps.vault.seal(placeOfDevice(device), APP_SECRET) })
}

const passkeyIdOf = ({ id }: Pick<User, 'id'>): string => `passkey-of-${id}`

/** A passkey to rename and remove, and a question that a new one answers. */
async function preparePasskeys({ store, clock }: Deps, { id: userId, accountId }: User) {
  const facts = { id: passkeyIdOf({ id: userId }), userId, accountId, name: 'laptop' }
  const state = { counter: 0, transports: [], createdAtMs: clock.now(), lastUsedAtMs: null }
  if (!(await store.passkeys.byId(facts.id))) {
    await store.passkeys.insert({ ...facts, ...state, publicKey: new Uint8Array(1) })
  }
  for (const { digest } of await store.sessions.ofUser(userId)) {
    const expiresAtMs = clock.now() + MINUTE_MS
    await store.passkeys.putChallenge({ holder: holderOf('register', digest), challenge: ASKED, expiresAtMs })
  }
}

export const groupIdOf = ({ accountId }: Pick<User, 'accountId'>): string => accountId.padStart(32, '0')

/** A group of the account, without members or roles, to change and to delete. */
export async function prepareGroup({ store }: Deps, user: User): Promise<void> {
  const [id, { accountId }] = [groupIdOf(user), user]
  await store.groups.delete(id)
  await store.groups.insert({ ...{ id, accountId, name: id }, description: '', roles: [], createdAtMs: 1 })
}

const credentialIdOf = ({ id }: Pick<User, 'id'>): string => `c${id.slice(1)}`

/** An application credential to delete, and a support PIN to show. */
async function prepareOwnThings({ store, vault }: Deps, { id: userId, accountId }: User): Promise<void> {
  const [id, owner] = [credentialIdOf({ id: userId }), { userId, accountId }]
  const facts = { name: 'nightly-copy', description: null, roles: ['member'], unrestricted: false }
  const rest = { digest: `digest of ${id}`, accessRules: null, createdAtMs: 1, expiresAtMs: null }
  const there = await store.applicationCredentials.ofUser(userId)
  if (!there.some((one) => one.id === id))
    await store.applicationCredentials.insert({ ...{ id, ...owner, ...facts, ...rest }, state: 'active' })
  const pin = { ...owner, wrongChecks: 0 }
  await store.supportPins.put({ ...pin, sealed: vault.seal(placeOfPin(pin), '204861') })
}

type Headers = Readonly<Record<string, string>>

/** The native API with accounts and people of every role. */
export interface NativeWorld {
  readonly http: TestHttp
  /** Runs the installation. */
  readonly operator: User
  /** In the operator's account. */
  readonly someone: (roles?: readonly string[]) => Promise<CreatedUser>
  readonly someoneIn: (accountId: string, roles?: readonly string[]) => Promise<CreatedUser>
  readonly newAccount: () => Promise<string>
  /** Brings about that this user can do this at all: no key to make one, the account to set it. */
  readonly prepare: (user: User, operation: Operation) => Promise<void>
  /** A browser in which this user has just signed in. */
  readonly browserOf: (user: User) => Promise<Browser>
  /** Makes somebody new whom operations on others are about, unless told otherwise. */
  readonly newSubject: (accountId: string) => Promise<void>
  /** Id of somebody whom operations on others are about. */
  readonly subjectId: () => string
  /** Where an operation is found: about whom `more` says, else about whom it should be; own things are the asker's. */
  readonly addressOf: (
    operation: Operation,
    more?: CallOptions,
    asker?: Pick<User, 'id' | 'accountId'>,
  ) => string
  /** Calls an operation with what it needs, from a browser, about `userId`. */
  readonly call: (from: Browser, operation: Operation, more?: CallOptions) => ReturnType<Browser['api']>
  /** Fails when anything durable is different after the act. */
  readonly changingNothing: <T>(act: () => Promise<T>) => Promise<T>
}

export interface CallOptions {
  readonly userId?: string
  /** With parameters in the path that name nothing. */
  readonly isNameless?: boolean
  readonly body?: unknown
  readonly headers?: Headers
  readonly query?: string
}

export async function openNativeWorld(): Promise<NativeWorld> {
  const http = await openTestHttp()
  const { user: operator } = await makeOwner(http.deps)
  let counter = 0
  worldClock = http.clock
  const someoneIn = async (accountId: string, roles: readonly string[] = []) => {
    const email = `p${++counter}@example.com`
    const made = await makeUser(http.deps, accountId, `person${counter}`, { roles, email })
    await beginApp(http, made.user)
    return made
  }
  let lastUser = operator
  const browserOf = async (user: User) => {
    const browser = new Browser(http)
    await browser.enter(user)
    lastUser = user
    return browser
  }
  const addressOf = (
    operation: Operation,
    { userId, isNameless }: CallOptions = {},
    asker: Pick<User, 'id' | 'accountId'> = lastUser,
  ) => {
    const deviceId = deviceIdOf(asker)
    const passkeyId = passkeyRef({ id: passkeyIdOf(asker) })
    const own = {
      deviceId,
      passkeyId,
      credentialId: credentialIdOf(asker),
      groupId: groupIdOf(asker),
      ...mailNamesOf(asker, operation),
      ...adminNamesOf(asker),
    }
    const usual = { ...PARAMETERS, ...own, ...(isToOthers(operation) && subject) }
    const names = { ...(isNameless ? NAMELESS : usual), ...(userId !== undefined && { userId }) }
    return operation.path.replace(
      /\{(\w+)\}/g,
      (whole, name: string) => Object.entries(names).find(([known]) => known === name)?.[1] ?? whole,
    )
  }
  return {
    http,
    operator,
    newSubject: async (accountId) => {
      const { user } = await someoneIn(accountId)
      const browser = await browserOf(user)
      const { items } = (await browser.api('GET', '/users/me/sessions')).json()
      await prepareOwnThings(http.deps, user)
      subject = { userId: user.id, sessionId: items[0].id, credentialId: credentialIdOf(user) }
    },
    subjectId: () => subject.userId,
    addressOf,
    someoneIn,
    someone: (roles) => someoneIn(operator.accountId, roles),
    newAccount: async () => (await addAccount(http.deps, OPERATOR, { name: `Account ${++counter}` })).id,
    prepare: async (user, operation) => {
      if (operation.id === 'createKey') await deleteKey(http.deps, OPERATOR, user.id)
      if (['deleteApplicationCredential', 'revealSupportPin'].includes(operation.id))
        await prepareOwnThings(http.deps, user)
      if (operation.path.includes('{groupId}')) await prepareGroup(http.deps, user)
      if (/Passkey$/.test(operation.id)) await preparePasskeys(http.deps, user)
      if (isForOperators(operation)) await prepareForOperators(http.deps, user)
      if (isMail(operation)) await prepareMail(http.deps, user)
      // The others are tried as where no mail is sent.
      Object.assign(http.deps, { sendsMail: operation.id === 'emailEveryone' })
      if (isForSupers(operation)) await prepareAdmins(http.deps, user)
      const secondFactor = ['renewRecoveryCodes', 'setRequirement'].includes(operation.id)
      if (secondFactor) await http.deps.store.users.update(user.id, { secondFactor })
      if (isForOwners(operation)) await http.deps.store.users.update(user.id, { roles: [USER_ADMIN] })
    },
    browserOf,
    call: (from, operation, more = {}) => {
      const body = 'body' in more ? more.body : bodyFor(operation)
      const address = addressOf(operation, more, from.user ?? lastUser) + (more.query ?? '')
      return from.api(operation.method, address, body, more.headers)
    },
    changingNothing: (act) => changingNothing(http, act),
  }
}

/** A service, a rule and a role to remove, and none in the way of a new one; for one who may. */
async function prepareForOperators({ store, known }: Deps, user: User): Promise<void> {
  await store.users.update(user.id, { roles: [SERVICE_ADMIN] })
  const [endpoint, rule] = [await store.endpoints.list(), await store.serviceRules.list()]
  const publicUrl = 'https://files.example/v1/%(tenant_id)s'
  const files = { name: 'cloudFiles', type: 'object-store', region: null, publicUrl, internalUrl: null }
  if (!endpoint.some(({ name }) => name === files.name)) await store.endpoints.insert(files)
  for (const name of ['old', 'reports']) await store.endpoints.delete(name)
  removable = (await store.endpoints.insert({ ...files, name: 'old' })).id
  const id = PARAMETERS['ruleId'] ?? ''
  const given = { id, service: 'cloudFiles', methods: [], path: '/**', role: 'reader' }
  if (!rule.some((one) => one.id === id)) await store.serviceRules.insert(given)
  for (const name of ['old-role', 'new-role']) await store.roles.delete(name)
  await store.roles.insert({ name: 'old-role', description: '', givenByAccounts: true, createdAtMs: 1 })
  known.endpointsChanged()
}

/** Lets what the guard against guessing remembers of earlier tests run out. */
export function forgetFailures({ http }: NativeWorld): void {
  http.clock.advance(24 * HOUR_MS)
}

export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
