import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { shareOf } from '../../../../tests/support/counts.ts'
import { bearer, bodyFor } from '../../../../tests/support/native.ts'
import { OPERATIONS, takesSession } from '../../../../tests/support/native-operations.ts'
import { apiKey, browser, CHANGES, changingNothing, operationOf, user, world } from './changes-testing.ts'

/** The short run tries a third of what is refused with each operation, a different one with its neighbour. */
const THIRD = 3
const WITH_COOKIE = OPERATIONS.filter(takesSession)
const stranger = () => new Browser(world.http)

test('operations that change something are not reached by reading: each has a method of its own', () => {
  assert.ok(CHANGES.length >= 9)
  for (const { id, method } of CHANGES) assert.match(method, /^(POST|PATCH|DELETE)$/, id)
})

describe('a change that no page of ours sent (S-38)', () => {
  const FORGERIES: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['an empty token', { 'x-csrf-token': '' }],
    ['a token of the right length', { 'x-csrf-token': 'A'.repeat(43) }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbour site', { 'sec-fetch-site': 'same-site' }],
    ['no page at all', { 'sec-fetch-site': 'none' }],
    ['a site the browser calls by an unknown word', { 'sec-fetch-site': 'SAME-ORIGIN' }],
    [
      'a foreign origin beside the right site',
      { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:8080' },
    ],
  ]
  const FOREIGN_ORIGINS = [
    undefined,
    'null',
    'http://evil.example',
    'http://localhost:8081',
    'http://localhost',
  ]
  for (const [at, operation] of CHANGES.entries()) {
    test(`${operation.id} is refused, and nothing changes`, async () => {
      const token = browser.csrfToken
      const other = stranger()
      await other.enter((await world.someone()).user)
      await changingNothing(async () => {
        const another = ["another's token", { 'x-csrf-token': other.csrfToken }] as const
        for (const [what, headers] of shareOf([...FORGERIES, another], at, THIRD)) {
          const { statusCode, body } = await world.call(browser, operation, { headers })
          assert.deepEqual([statusCode, JSON.parse(body).code], [403, 'csrf'], what)
        }
        // Without the word of the browser the origin decides, and without an origin nothing is believed.
        for (const origin of shareOf(FOREIGN_ORIGINS, at, THIRD)) {
          const answer = await sendOld(operation, token, origin)
          assert.deepEqual([answer.statusCode, answer.json().code], [403, 'csrf'], `origin ${origin}`)
        }
      })
    })

    test(`${operation.id} is done for a browser that names our origin only`, async () => {
      await world.prepare(user, operation)
      const answer = await sendOld(operation, browser.csrfToken, 'http://localhost:8080')
      assert.equal(answer.statusCode, operation.success)
    })
  }

  /** As from a browser before `Sec-Fetch-Site`. */
  function sendOld(operation: (typeof CHANGES)[number], token: string, origin?: string) {
    const body = bodyFor(operation)
    return browser.send(operation.method, `/api/v1${world.addressOf(operation)}`, {
      ...(body && { payload: body }),
      headers: { 'x-csrf-token': token, ...(origin !== undefined && { origin }) },
    })
  }

  test('the token of an ended session is worth nothing in the next one of somebody else', async () => {
    const reset = operationOf('resetKey')
    const old = browser.csrfToken
    await world.call(browser, operationOf('endSession'))
    await browser.enter((await world.someone()).user)
    const answer = await world.call(browser, reset, { headers: { 'x-csrf-token': old } })
    assert.equal(answer.json().code, 'csrf')
  })

  test('a read needs no token, and a method in a header is no method', async () => {
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      await changingNothing(async () => {
        const headers = {
          [name]: 'DELETE',
          'x-csrf-token': browser.csrfToken,
          'sec-fetch-site': 'same-origin',
        }
        assert.equal((await browser.api('GET', '/session', undefined, headers)).statusCode, 200)
      })
    }
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
  })
})

describe('a cookie and a credential header together', () => {
  for (const [at, operation] of WITH_COOKIE.entries()) {
    test(`${operation.id} is refused with 400, whatever the header is worth, and nothing changes`, async () => {
      const basic = btoa(`${user.name}:${apiKey}`)
      await changingNothing(async () => {
        const credentials = [
          bearer(apiKey),
          bearer('0'.repeat(32)),
          { authorization: `Basic ${basic}` },
          { authorization: '' },
          { 'x-auth-token': 'x' },
          { 'x-auth-token': '' },
        ]
        for (const headers of shareOf(credentials, at, THIRD)) {
          const answer = await world.call(browser, operation, { headers })
          assert.deepEqual([answer.statusCode, answer.json().code], [400, 'two_credentials'])
        }
      })
    })
  }
})

describe('members that nobody asked for (F-09)', () => {
  const PRIVILEGED: readonly (readonly [string, unknown])[] = [
    ['userId', 'f'.repeat(32)],
    ['id', 'f'.repeat(32)],
    ['accountId', '100001'],
    ['tenantId', '100001'],
    ['roles', ['identity:service-admin']],
    ['role', 'identity:service-admin'],
    ['isAdmin', true],
    ['enabled', true],
    ['apiKey', 'a'.repeat(32)],
    ['passwordHash', 'x'],
    ['stepUpMinutes', 60],
    ['confirmedUntil', '2099-01-01T00:00:00Z'],
    ['constructor', { prototype: { isAdmin: true } }],
    ['', 1],
  ]
  const NO_OBJECTS = [
    ...['[]', '"x"', '1', 'true', 'null', '{', '{"a":'],
    ...['{"__proto__":{"isAdmin":true}}', '{"a":1,"a":2}'],
  ]
  /** What is the very thing that an operation changes. */
  const INVITED: Readonly<Record<string, readonly string[]>> = {
    changeAccountSettings: ['stepUpMinutes'],
    // Whom a role may be given by is told by the policy, and tested there.
    createUser: ['roles'],
    createGroup: ['roles'],
    changeGroup: ['roles'],
    addServiceRule: ['role'],
    addEndpoint: ['name', 'type', 'publicUrl'],
    createMailbox: ['enabled'],
    changeMailbox: ['enabled'],
    changeAdministrator: ['enabled'],
    changeStorageNotice: ['enabled'],
    checkSupportPin: ['userId'],
    impersonateUser: ['userId'],
  }
  for (const [at, operation] of CHANGES.entries()) {
    const privileged = shareOf(PRIVILEGED, at, THIRD)
    const uninvited = privileged.filter(([name]) => !INVITED[operation.id]?.includes(name))
    test(`${operation.id} refuses each of them, signed in, and changes nothing`, async () => {
      await changingNothing(async () => {
        for (const [name, value] of uninvited) {
          const body = { ...bodyFor(operation), [name]: value }
          const answer = await world.call(browser, operation, { body })
          assert.deepEqual([answer.statusCode, answer.json().code], [400, 'invalid'], name)
        }
      })
    })

    test(`${operation.id} refuses them from a stranger with 401, and changes nothing`, async () => {
      await changingNothing(async () => {
        for (const [name, value] of privileged) {
          const body = { ...bodyFor(operation), [name]: value }
          assert.equal((await world.call(stranger(), operation, { body })).statusCode, 401, name)
        }
      })
    })

    test(`${operation.id} refuses a body that is not an object, a prototype and a name given twice`, async () => {
      await changingNothing(async () => {
        for (const payload of shareOf(NO_OBJECTS, at, THIRD)) {
          const answer = await browser.send(operation.method, `/api/v1${world.addressOf(operation)}`, {
            payload,
            headers: {
              'content-type': 'application/json',
              'x-csrf-token': browser.csrfToken,
              'sec-fetch-site': 'same-origin',
            },
          })
          assert.equal(answer.statusCode, 400, payload)
        }
      })
    })
  }
})
