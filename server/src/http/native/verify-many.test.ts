import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { IDENTITY_ADMIN, SERVICE, SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../../domain/roles/roles.ts'
import { issueToken } from '../../domain/tokens/issue-token.ts'
import type { CreatedUser } from '../../domain/users/create-user.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

let world: NativeWorld
let service: CreatedUser
const BAD = { valid: false }

before(async () => {
  world = await openNativeWorld()
  service = await world.someone([SERVICE])
})
after(() => world.http.close())

async function ask(asker: CreatedUser, credentials: readonly unknown[]) {
  const headers = bearer(asker.apiKey)
  return new Browser(world.http).api('POST', '/verify', { credentials }, headers)
}

async function resultsFor(asker: CreatedUser, credentials: readonly string[]) {
  const answer = await ask(asker, credentials)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().results
}

async function tokenOf({ user }: CreatedUser): Promise<string> {
  const credentialId = (await world.http.deps.store.keys.current(user.id))?.id ?? ''
  const { id: userId, accountId } = user
  return issueToken(world.http.deps, { userId, accountId, credentialId, method: 'APIKEY' }).token
}

const verified = async (secret: string) =>
  (await new Browser(world.http).api('GET', '/verify', undefined, bearer(secret))).json()

describe('POST /verify', () => {
  test('answers for each credential what GET answers to whoever presents it, in their order', async () => {
    const people = [await world.someone(), await world.someone([USER_ADMIN]), await world.someone()]
    const secrets = [
      people[0]?.apiKey ?? '',
      await tokenOf(service),
      'f'.repeat(32),
      people[1]?.apiKey ?? '',
      people[2] ? await tokenOf(people[2]) : '',
      people[0]?.apiKey ?? '',
    ]
    const expected = []
    for (const secret of secrets) {
      expected.push(secret === 'f'.repeat(32) ? BAD : { valid: true, ...(await verified(secret)) })
    }
    assert.deepEqual(await resultsFor(service, secrets), expected)
  })

  test('tells of a key that lives on beside its successor until when', async () => {
    const user = await world.someone()
    await resetKey(world.http.deps, OPERATOR, user.user.id, { overlapSeconds: 3_600 })
    const [result] = await resultsFor(service, [user.apiKey])
    assert.equal(Date.parse(result.expiresAt), world.http.clock.now() + HOUR_MS)
    assert.deepEqual(result.scopes, [])
    world.http.clock.advance(HOUR_MS)
    assert.deepEqual(await resultsFor(service, [user.apiKey]), [BAD])
  })

  test('gives no hint which of unknown, ended, deleted, disabled and suspended a credential is', async () => {
    const { deps } = world.http
    const [ended, deleted, disabled] = [await world.someone(), await world.someone(), await world.someone()]
    const suspended = await world.someoneIn(await world.newAccount())
    const tokens = await Promise.all([ended, deleted, disabled, suspended].map(tokenOf))
    await resetKey(deps, OPERATOR, ended.user.id, { overlapSeconds: 0 })
    await deleteKey(deps, OPERATOR, deleted.user.id)
    await disableUser(deps, OPERATOR, disabled.user.id)
    await updateAccount(deps, OPERATOR, suspended.user.accountId, { enabled: false })
    const keys = [ended, deleted, disabled, suspended].map(({ apiKey }) => apiKey)
    const odd = ['', ' ', 'x'.repeat(1_025), 'ü', `${service.apiKey} `, service.apiKey.toUpperCase()]
    const asked = [...keys, ...tokens, ...odd]
    assert.deepEqual(
      await resultsFor(service, asked),
      asked.map(() => BAD),
    )
  })

  test('takes 1 to 100 texts and nothing else', async () => {
    const many = Array.from({ length: 100 }, () => service.apiKey)
    assert.equal((await resultsFor(service, many)).length, 100)
    for (const credentials of [[], [...many, 'x'], [1], [null], [['x']], [{ key: 'x' }]]) {
      const answer = await ask(service, credentials)
      assert.deepEqual([answer.statusCode, answer.json().code], [400, 'invalid'])
    }
  })

  test('repeats no credential, neither in the answer nor in the log', async () => {
    const user = await world.someone()
    const unknown = 'c0ffee'.padEnd(32, '0')
    const { body } = await ask(service, [user.apiKey, unknown])
    for (const secret of [user.apiKey, unknown]) {
      assert.ok(!body.includes(secret))
      assert.ok(!world.http.logs.some((line) => line.includes(secret)))
    }
  })

  test('counts a use for the key, from where the service asks, and none for one that is not to be known', async () => {
    const { deps } = world.http
    const [user, stranger] = [await world.someone(), await world.someone()]
    await resultsFor(service, [user.apiKey, await tokenOf(user)])
    await resultsFor(stranger, [user.apiKey])
    const old = user.apiKey
    await resetKey(deps, OPERATOR, user.user.id, { overlapSeconds: 0 })
    await resultsFor(service, [old])
    await deps.calls.flush()
    const counts = await deps.store.calls.ofUser(user.user.id, 0)
    assert.deepEqual(counts.map(({ outcome, calls }) => `${outcome} ${calls}`).sort(), [
      'revoked 1',
      'valid 2',
    ])
  })

  test('stops no service for the wrong credentials that others sent it', async () => {
    const wrong = Array.from({ length: 100 }, (_, at) => `${at}`.padStart(32, '0'))
    for (let at = 0; at < 3; at++) {
      assert.ok((await resultsFor(service, wrong)).every((one: { valid: boolean }) => !one.valid))
    }
    const answer = await new Browser(world.http).api('GET', '/verify', undefined, bearer('0'.repeat(32)))
    assert.equal(answer.statusCode, 401)
  })
})

// Who asks x about whom; the same as for tokens in identity v2.0.
const WHO = ['default', 'manager', 'owner', 'staff', 'service', 'operator'] as const
const WHOM = ['self', 'default', 'owner', 'service', 'operator', 'elsewhere', 'owner elsewhere'] as const
const MAY: Readonly<Record<(typeof WHO)[number], string>> = {
  default: 'self',
  manager: 'self, default',
  owner: 'self, default, owner',
  staff: 'self, default, owner, elsewhere, owner elsewhere',
  service: WHOM.join(', '),
  operator: WHOM.join(', '),
}

describe('who may know about whose credentials', () => {
  let askers: Readonly<Record<(typeof WHO)[number], CreatedUser>>
  let asked: ReadonlyMap<string, CreatedUser>
  before(async () => {
    const [here, there] = [await world.newAccount(), await world.newAccount()]
    const owner = await world.someoneIn(here, [USER_ADMIN])
    askers = {
      owner,
      default: await world.someoneIn(here),
      manager: await world.someoneIn(here, [USER_MANAGE]),
      staff: await world.someone([IDENTITY_ADMIN]),
      service: await world.someone([SERVICE]),
      operator: await world.someone([SERVICE_ADMIN]),
    }
    asked = new Map([
      ['default', await world.someoneIn(here)],
      ['owner', await world.someoneIn(here, [USER_ADMIN])],
      ['service', await world.someoneIn(here, [SERVICE])],
      ['operator', await world.someone([SERVICE_ADMIN])],
      ['owner elsewhere', await world.someoneIn(there, [USER_ADMIN])],
      ['elsewhere', await world.someoneIn(there)],
    ])
  })

  for (const who of WHO) {
    test(`${who}: ${MAY[who]}`, async () => {
      const people = WHOM.map(
        (whom) => (whom === 'self' ? askers[who] : asked.get(whom)) ?? assert.fail(whom),
      )
      for (const secrets of [people.map(({ apiKey }) => apiKey), await Promise.all(people.map(tokenOf))]) {
        const results: { valid: boolean }[] = await resultsFor(askers[who], secrets)
        assert.equal(WHOM.filter((_, at) => results[at]?.valid).join(', '), MAY[who])
      }
    })
  }

  test('a panel session asks as its user', async () => {
    const browser = await world.browserOf(askers.owner.user)
    const credentials = ['default', 'elsewhere'].map((whom) => asked.get(whom)?.apiKey)
    const { results } = (await browser.api('POST', '/verify', { credentials })).json()
    assert.deepEqual(
      results.map(({ valid }: { valid: boolean }) => valid),
      [true, false],
    )
  })
})
