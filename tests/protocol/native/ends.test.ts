import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addAccount } from '../../../server/src/domain/accounts/create-account.ts'
import { updateAccount } from '../../../server/src/domain/accounts/update-account.ts'
import { deleteKey } from '../../../server/src/domain/keys/end-key.ts'
import { resetKey } from '../../../server/src/domain/keys/reset-key.ts'
import { endSessions } from '../../../server/src/domain/sessions/end-sessions.ts'
import { issueToken } from '../../../server/src/domain/tokens/issue-token.ts'
import { changeRoles } from '../../../server/src/domain/users/change-roles.ts'
import { deleteUser } from '../../../server/src/domain/users/delete-user.ts'
import { disableUser } from '../../../server/src/domain/users/disable-user.ts'
import { setPassword } from '../../../server/src/domain/users/set-password.ts'
import type { User } from '../../../server/src/domain/users/user.ts'
import { Browser } from '../../support/browser.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD } from '../../support/deps.ts'
import { openTestHttp, type TestHttp } from '../../support/http.ts'

let http: TestHttp
let counter = 0

before(async () => {
  http = await openTestHttp()
  await makeOwner(http.deps)
})
after(() => http.close())

const KINDS = ['key', 'key with name', 'token by key', 'token by password', 'session'] as const
type Kind = (typeof KINDS)[number]

/** Somebody with every kind of credential, in an account of their own. */
async function somebody() {
  const account = await addAccount(http.deps, OPERATOR, { name: `Account ${++counter}` })
  const { user, apiKey } = await makeUser(http.deps, account.id, `user${counter}`)
  const key = await http.deps.store.keys.current(user.id)
  const token = (method: 'APIKEY' | 'PASSWORD', credentialId: string | undefined | null) => {
    const holder = { userId: user.id, accountId: account.id, credentialId: credentialId ?? '', method }
    return `Bearer ${issueToken(http.deps, holder).token}`
  }
  const session = new Browser(http)
  await session.enter(user)
  const headers: Readonly<Record<Exclude<Kind, 'session'>, string>> = {
    key: `Bearer ${apiKey}`,
    'key with name': `Basic ${btoa(`${user.name}:${apiKey}`)}`,
    'token by key': token('APIKEY', key?.id),
    'token by password': token('PASSWORD', user.passwordId),
  }
  const ask = async (kind: Kind, path: string) =>
    kind === 'session'
      ? (await session.api('GET', path)).statusCode
      : (await new Browser(http).api('GET', path, undefined, { authorization: headers[kind] })).statusCode
  const page = async () => (await session.open('/account')).headers.location === undefined
  return { user, ask, page }
}

const all = new Set<Kind>(KINDS)
const byKey = new Set<Kind>(['key', 'key with name', 'token by key'])
const byPassword = new Set<Kind>(['token by password', 'session'])

const ENDS: readonly [what: string, end: (user: User) => Promise<unknown>, ended: ReadonlySet<Kind>][] = [
  ['nothing at all', async () => undefined, new Set()],
  ['disabling the user', (user) => disableUser(http.deps, OPERATOR, user.id), all],
  ['deleting the user', (user) => deleteUser(http.deps, OPERATOR, user.id), all],
  [
    'suspending the account',
    (user) => updateAccount(http.deps, OPERATOR, user.accountId, { enabled: false }),
    all,
  ],
  ['a reset', (user) => resetKey(http.deps, OPERATOR, user.id, { overlapSeconds: 0 }), byKey],
  ['deleting the key', (user) => deleteKey(http.deps, OPERATOR, user.id), byKey],
  ['a new password', (user) => setPassword(http.deps, OPERATOR, user.id, OTHER_PASSWORD), byPassword],
  ['ending all sessions', (user) => endSessions(http.deps, OPERATOR, user.id), new Set<Kind>(['session'])],
]

describe('what ends what, at once and on every way in (F-02, F-03, F-04)', () => {
  for (const [what, end, ended] of ENDS) {
    test(`${what} ends ${[...ended].join(', ') || 'nothing'} and leaves the rest`, async () => {
      const { user, ask, page } = await somebody()
      for (const kind of KINDS) assert.equal(await ask(kind, '/users/me'), 200, kind)
      await end(user)
      for (const kind of KINDS) {
        const expected = ended.has(kind) ? 401 : 200
        assert.equal(await ask(kind, '/users/me'), expected, kind)
        assert.equal(await ask(kind, '/usage'), expected, kind)
        if (kind === 'session') assert.equal(await page(), expected === 200)
        else assert.equal(await ask(kind, '/verify'), expected, kind)
      }
    })
  }

  test('a role that is taken away is gone from the very next answer', async () => {
    const { user, ask } = await somebody()
    const other = await makeUser(http.deps, user.accountId, `colleague${counter}`)
    const path = `/users/${other.user.id}`
    for (const kind of KINDS) assert.equal(await ask(kind, path), 200, kind)
    await changeRoles(http.deps, OPERATOR, user.id, {
      add: ['identity:default'],
      remove: ['identity:user-admin'],
    })
    for (const kind of KINDS) assert.equal(await ask(kind, path), 403, kind)
  })
})
