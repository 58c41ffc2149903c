import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { changePair } from '../../server/src/domain/key-pairs/change-pair.ts'
import { openTestApp, TESTER } from '../support/app.ts'
import { changingNothing } from '../support/changing-nothing.ts'
import { shareOf } from '../support/counts.ts'
import {
  addHolder,
  type Holder,
  headersOf,
  type Ids,
  type Kind,
  LISTED_SENDER,
  likenessOf,
  unknownTo,
} from '../support/id-swap.ts'
import { addressOf, type ServedRoute } from '../support/routes.ts'

/** What the parameters of addresses name that is somebody's, by the segment before. */
const OBJECTS: Readonly<Record<string, Kind>> = {
  'identity-v2.0 domains/:domainId': 'account',
  'identity-v2.0 tenants/:tenantId': 'account',
  'identity-v2.0 users/:userId': 'user',
  'identity-v2.0 tokens/:token': 'token',
  'identity-v2.0 otp-devices/:deviceId': 'device',
  'identity-v3 projects/:id': 'account',
  'identity-v3 projects/:projectId': 'account',
  'identity-v3 users/:userId': 'user',
  'identity-v3 application_credentials/:id': 'credential',
  'identity-v3 access_rules/:id': 'accessRule',
  'identity-v3 groups/:id': 'group',
  'identity-v3 groups/:groupId': 'group',
  'email customers/:customer': 'account',
  'email admins/:admin': 'name',
  'email domains/:domain': 'mailDomain',
  'email alternatedomains/:alternate': 'mailAlternate',
  'email users/:mailbox': 'mailbox',
  'email mailboxes/:mailbox': 'mailbox',
  'email aliases/:alias': 'mailAlias',
  'email alias/:alias': 'mailAlias',
  'native users/:userId': 'user',
  'native sessions/:sessionId': 'session',
  'native totp/:deviceId': 'device',
  'native passkeys/:passkeyId': 'passkey',
  'native application-credentials/:credentialId': 'credential',
  'native administrators/:adminId': 'user',
  'native domains/:domain': 'mailDomain',
  'native mailboxes/:mailbox': 'mailAddress',
  'native app-passwords/:appPasswordId': 'appPassword',
  'native mail-addresses/:address': 'mailAddress',
  'native deleted-mailboxes/:mailboxId': 'deletedMailbox',
  'native aliases/:alias': 'aliasAddress',
  'native lists/:list': 'listAddress',
  'native groups/:groupId': 'group',
  'native jobs/:jobId': 'job',
  'native alternate-names/:alternate': 'mailAlternate',
}
const READER = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
/** What belongs to the installation, and an example. */
const SHARED: Readonly<Record<string, string>> = {
  'email spam/:list': 'blocklist',
  'email emailaddresses/:member': 'x@elsewhere.example',
  'email mailboxes/:any': 'anna',
  'identity-v2.0 roles/:roleId': READER,
  'identity-v2.0 OS-KSADM/:roleId': READER,
  'identity-v2.0 services/:id': '1',
  'identity-v2.0 endpointTemplates/:id': '1',
  'identity-v2.0 extensions/:alias': 'RAX-KSKEY',
  'identity-v3 domains/:domainId': 'default',
  'identity-v3 domains/:id': 'default',
  'identity-v3 roles/:roleId': READER,
  'identity-v3 roles/:id': READER,
  'identity-v3 services/:id': '1',
  'identity-v3 endpoints/:id': '1',
  'identity-v3 regions/:id': 'DFW',
  'native apis/:apiId': 'native',
  'native key-pairs/:pairName': 'default',
  'native senders/:senderList': 'blocklist',
  'native roles/:roleName': 'reader',
  'native services/:name': 'cloudFiles',
  'native endpoints/:endpointId': '1',
  'native rules/:ruleId': '1',
  // Not an id: whoever has the link is let in by it.
  'panel invite/:link': 'x',
  'panel reset/:link': 'x',
  'panel setup/:link': 'x',
}

const V2_USER = '/v2.0/users/:userId'
const V2_KEY = `${V2_USER}/OS-KSADM/credentials`
const FACTORS = `${V2_USER}/RAX-AUTH/multi-factor`
const V2_DOMAIN = '/v2.0/RAX-AUTH/domains/:domainId'
const API_KEY = {
  'RAX-KSKEY:apiKeyCredentials': { username: 'x', apiKey: '0123456789abcdef0123456789abcdef' },
}
const ADMIN = '/v1/customers/:customer/admins/:admin'
const MAIL_DOMAIN = '/v1/customers/:customer/domains/:domain'
const USER = { user: { email: 'x@example.com' } }
/** What routes need in their bodies to come as far as the object. */
const BODIES: Readonly<Record<string, object>> = {
  [`POST ${V2_USER}`]: USER,
  [`PUT ${V2_USER}`]: USER,
  [`POST ${V2_KEY}`]: API_KEY,
  [`POST ${V2_KEY}/RAX-KSKEY:apiKeyCredentials`]: API_KEY,
  [`PUT ${V2_DOMAIN}`]: { 'RAX-AUTH:domain': { sessionInactivityTimeout: 'PT15M' } },
  [`PUT ${V2_DOMAIN}/multi-factor`]: {
    'RAX-AUTH:multiFactorDomain': { domainMultiFactorEnforcementLevel: 'OPTIONAL' },
  },
  [`PUT ${V2_DOMAIN}/password-policy`]: { passwordPolicy: { passwordDuration: 'P90D' } },
  [`PUT ${FACTORS}`]: { 'RAX-AUTH:multiFactor': { unlock: true } },
  [`POST ${FACTORS}/bypass-codes`]: { 'RAX-AUTH:bypassCodes': {} },
  [`POST ${FACTORS}/otp-devices`]: { 'RAX-AUTH:otpDevice': { name: 'phone' } },
  [`POST ${FACTORS}/otp-devices/:deviceId/verify`]: { 'RAX-AUTH:verificationCode': { code: '123456' } },
  [`POST ${V2_USER}/RAX-AUTH/phone-pin/verify`]: { 'RAX-AUTH:phonePin': { pin: '175926' } },
  [`POST ${V2_USER}/RAX-AUTH/secretqas`]: { 'RAX-AUTH:secretqa': { id: '1', answer: 'This' } },
  [`PUT ${V2_USER}/RAX-AUTH/roles`]: {
    'RAX-AUTH:roleAssignments': { tenantAssignments: [{ onRole: '2', forTenants: ['*'] }] },
  },
  [`POST ${ADMIN}`]: {
    type: 'standard',
    password: 'nobody would guess it',
    firstName: 'x',
    lastName: 'x',
    email: 'x@y.example',
  },
  [`POST ${MAIL_DOMAIN}`]: { serviceType: 'rsemail' },
  [`PUT ${MAIL_DOMAIN}/spam/settings`]: { filterLevel: 'on' },
  [`PUT ${MAIL_DOMAIN}/spam/:list`]: { addList: '@x.example' },
  [`PUT ${MAIL_DOMAIN}/rs/mailboxes/:mailbox/spam/settings`]: { filterLevel: 'on' },
  [`PUT ${MAIL_DOMAIN}/rs/mailboxes/:mailbox/spam/:list`]: { addList: '@x.example' },
  [`PUT ${MAIL_DOMAIN}/rs/storagenotification`]: { enabled: 'false' },
  [`POST ${MAIL_DOMAIN}/emaileveryone`]: { senderAddress: 'x@y.example', subject: 'x', body: 'x' },
  [`PUT ${MAIL_DOMAIN}/webmail/settings`]: { Language: 'de_DE' },
  [`PUT ${MAIL_DOMAIN}/catchalladdress`]: { address: 'x@elsewhere.example' },
  [`POST ${MAIL_DOMAIN}/rs/mailboxes`]: { name: 'x', password: 'Str0ng-enough' },
  [`POST ${MAIL_DOMAIN}/rs/mailboxes/:mailbox`]: { password: 'Str0ng-enough' },
  [`POST ${MAIL_DOMAIN}/rs/aliases/:alias`]: { aliasEmails: 'x@elsewhere.example' },
  [`PUT ${MAIL_DOMAIN}/rs/aliases/:alias`]: { aliasEmails: 'x@elsewhere.example' },
  'PATCH /v3/users/:userId': USER,
  'PATCH /v3/groups/:id': { group: { description: 'x' } },
  'POST /v3/users/:userId/password': { user: { original_password: 'x', password: 'nobody would guess it' } },
  'POST /v3/users/:userId/application_credentials': { application_credential: { name: 'x' } },
  'PATCH /v3/projects/:id': { project: { description: 'x' } },
  'PATCH /api/v1/domains/:domain': { extraStorageMb: 5 },
  'PATCH /api/v1/mailboxes/:mailbox': { displayName: 'x' },
  'POST /api/v1/mailboxes/:mailbox/app-passwords': { name: 'x' },
  'POST /api/v1/mailboxes/:mailbox/sign-in-test': { protocol: 'imap', password: 'x' },
  'PATCH /api/v1/domains/:domain/catch-all': { address: 'x@elsewhere.example' },
  'POST /api/v1/domains/:domain/alternate-names': { name: 'x.example' },
  'POST /api/v1/domains/:domain/announcements': { fromAddress: 'x@y.example', subject: 'x', text: 'x' },
  'PATCH /api/v1/domains/:domain/storage-notice': { percentage: 70 },
  'PATCH /api/v1/domains/:domain/spam': { level: 'off' },
  'PATCH /api/v1/mailboxes/:mailbox/spam': { level: 'off' },
  'PATCH /api/v1/domains/:domain/senders/:senderList': { add: ['@x.example'] },
  'PATCH /api/v1/mailboxes/:mailbox/senders/:senderList': { add: ['@x.example'] },
  'PATCH /api/v1/aliases/:alias': { members: ['x@elsewhere.example'] },
  'PATCH /api/v1/domains/:domain/owner-rules': { secondFactor: 'forced' },
  'PATCH /api/v1/lists/:list': { posting: 'members' },
  'PATCH /api/v1/administrators/:adminId': { firstName: 'x' },
  'PATCH /api/v1/users/:userId': { email: 'x@example.com' },
  'PATCH /api/v1/users/:userId/roles': { add: ['reader'] },
  'PATCH /api/v1/groups/:groupId': { description: 'x' },
  'PATCH /api/v1/groups/:groupId/members': { remove: [] },
  'POST /api/v1/users/:userId/key/reset': {},
  'PATCH /api/v1/users/me/second-factors/passkeys/:passkeyId': { name: 'x' },
  'POST /api/v1/users/me/second-factors/totp/:deviceId/confirm': { code: '123456' },
}

/** What these name last is not there yet. */
const MADE_BY_NAME = [
  ...['', '/rs/mailboxes/:mailbox', '/rs/aliases/:alias', '/alternatedomains/:alternate'].map(
    (at) => `POST ${MAIL_DOMAIN}${at}`,
  ),
  `POST ${ADMIN}`,
]

/** For those who run the installation: nobody else is told anything about anybody. */
const FOR_STAFF = ['POST /v2.0/users/:userId/RAX-AUTH/phone-pin/verify']
/** Members know the account that they are in. */
const READ_BY_MEMBERS = ['/v2.0/tenants/:tenantId', V2_DOMAIN, '/v3/projects/:id']
/** What nobody of an account has: a role on the domain or the system, a part in the group, a code without an app that counts. */
const isNowhere = ({ path }: ServedRoute) =>
  /^\/v3\/(?:domains|system)\/.*:roleId$|\/groups\/:\w+\/.*:\w+Id$/.test(path) ||
  path.endsWith('/bypass-codes')

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
const alpha = { accountId: await app.addAccount('alpha') }
const beta = { accountId: await app.addAccount('beta') }
const roles = (role: string) => ({ roles: [`identity:${role}`] })
const owner = await addHolder(app, 'alpha-owner', { ...alpha, ...roles('user-admin') })
const manager = await addHolder(app, 'alpha-manager', { ...alpha, ...roles('user-manage') })
const member = await addHolder(app, 'alpha-member', { ...alpha, ...roles('default') })
const stranger = await addHolder(app, 'beta-owner', { ...beta, ...roles('user-admin') })
/** With no part in the e-mail area any more. */
const plain = await addHolder(app, 'alpha-plain', { ...alpha, ...roles('default') })
await changeAdminType(app.deps, TESTER, plain.ids.user, null)
const MAY_ALL = { ...alpha, roles: ['identity:user-admin', 'reader'] }
const reader = await addHolder(app, 'alpha-reader', MAY_ALL)
// There are more signed calls here than an administrator may send in a minute.
for (const { ids } of [owner, manager, member])
  await changePair(app.deps, TESTER, ids.user, { limits: { write: 10_000 } })
after(() => app.close())

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** A parameter, and its line in the tables above. */
interface Param {
  readonly name: string
  readonly key: string
}

function paramsOf({ dialect, path }: ServedRoute): Param[] {
  const found = path.matchAll(/([^/]+)\/:(\w+)/g)
  return [...found].map(([, before, name = '']) => ({ name, key: `${dialect} ${before}/:${name}` }))
}

/** The kinds of objects that a route names and that are there. */
function kindsOf(route: ServedRoute): Kind[] {
  const kinds = paramsOf(route).flatMap(({ key }) => OBJECTS[key] ?? [])
  return MADE_BY_NAME.includes(titleOf(route)) ? kinds.slice(0, -1) : kinds
}

const titleOf = ({ method, path }: ServedRoute) => `${method} ${path}`

function urlOf(route: ServedRoute, ids: Ids): string {
  const values = paramsOf(route).map(({ name, key }) => {
    const kind = OBJECTS[key]
    return [name, kind ? ids[kind] : SHARED[key]]
  })
  return addressOf(route, { entry: LISTED_SENDER, ...Object.fromEntries(values) })
}

async function ask(route: ServedRoute, caller: Holder, ids: Ids) {
  const method = METHODS.find((one) => one === route.method)
  assert.ok(method, route.method)
  const payload = BODIES[titleOf(route)]
  const headers = (await headersOf(app, caller))[route.dialect] ?? {}
  return app.http.inject({ method, url: urlOf(route, ids), headers, ...(payload && { payload }) })
}

/** Each choice of some of them. */
function choicesOf(kinds: readonly Kind[]): Kind[][] {
  const [first, ...rest] = kinds
  if (first === undefined) return []
  const others = choicesOf(rest)
  return [[first], ...others, ...others.map((choice) => [first, ...choice])]
}

const withOthers = (ids: Ids, other: Ids, kinds: readonly Kind[]): Ids => ({
  ...ids,
  ...Object.fromEntries(kinds.map((kind) => [kind, other[kind]])),
})

const unknown = unknownTo(stranger)
const named = app.routes.filter((route) => kindsOf(route).length > 0)

test('every parameter of every route is known to these tests', () => {
  const keys = app.routes.flatMap(paramsOf).map(({ key }) => key)
  assert.deepEqual([...new Set(keys)].sort(), [...Object.keys(OBJECTS), ...Object.keys(SHARED)].sort())
  const titles = named.map(titleOf)
  assert.deepEqual(
    Object.keys(BODIES).filter((title) => !titles.includes(title)),
    [],
  )
})

describe('an object of another account is answered as one that never was (F-10, S-80, S-81)', () => {
  const swaps = named.flatMap((route) => choicesOf(kindsOf(route)).map((swapped) => ({ route, swapped })))
  for (const [place, { route, swapped }] of swaps.entries()) {
    test(`${titleOf(route)}: another's ${swapped.join(' and ')}`, async () => {
      for (const caller of shareOf([owner, manager, member], place, 3)) await testSwap(route, caller, swapped)
    })
  }
})

async function testSwap(route: ServedRoute, caller: Holder, swapped: readonly Kind[]) {
  const [theirs, nobodys] = [stranger.ids, unknown].map((ids) => withOthers(caller.ids, ids, swapped))
  assert.ok(theirs && nobodys)
  await headersOf(app, caller)
  const [one, other] = await changingNothing(app, async () => [
    await ask(route, caller, theirs),
    await ask(route, caller, nobodys),
  ])
  assert.equal(one?.statusCode, FOR_STAFF.includes(titleOf(route)) ? 403 : 404, one?.body)
  assert.equal(likenessOf(one, Object.values(theirs)), likenessOf(other, Object.values(nobodys)))
}

/** Names nothing but what is one's own. */
const isOwn = (path: string) => path.includes('/me/')

describe('one of the own account is 403 to whoever has no right to it (S-81)', () => {
  // Whoever has a key pair for the signed API has every right in the account.
  for (const route of named.filter(({ path, dialect }) => !isOwn(path) && dialect !== 'email')) {
    const isReading = READ_BY_MEMBERS.includes(route.path) && ['GET', 'HEAD'].includes(route.method)
    test(`${titleOf(route)}: the owner's, by a member`, async () => {
      await headersOf(app, plain)
      const answer = await changingNothing(app, () => ask(route, plain, owner.ids))
      assert.equal(answer.statusCode, isReading ? 200 : 403, answer.body)
    })
  }
})

describe('and is there for its owner: what was refused was refused for the id', () => {
  for (const [index, route] of named.filter((one) => !isNowhere(one)).entries()) {
    test(titleOf(route), async () => {
      // A change may take away what the next route would need.
      const isReading = ['GET', 'HEAD'].includes(route.method)
      const somebody = isReading ? reader : await addHolder(app, `somebody-${index}`, MAY_ALL)
      const answer = await ask(route, somebody, somebody.ids)
      assert.notEqual(answer.statusCode, 404, answer.body)
    })
  }
})
