import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { RequestError } from '../kit/request-error.ts'
import { NATIVE_ROUTES } from './native.ts'
import { parseBody, parseQuery } from './parse.ts'

function refusalOf(operationId: string, part: 'query' | 'body', value: unknown): RequestError | null {
  const route = NATIVE_ROUTES.find((one) => one.operationId === operationId)
  assert.ok(route, operationId)
  try {
    if (part === 'query') parseQuery(route.query, value)
    else parseBody(route.body, value)
    return null
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
}

const LONG = 'x'.repeat(4_097)
const ONE_PROOF = 'password must come alone, or code or passkey in its place.'
const NO_OBJECT = 'The body must be a JSON object.'

const refusals: readonly [operationId: string, body: unknown, detail: string, field: string | undefined][] = [
  ['stepUp', undefined, NO_OBJECT, undefined],
  ['stepUp', null, NO_OBJECT, undefined],
  ['stepUp', [], NO_OBJECT, undefined],
  ['stepUp', 'x', NO_OBJECT, undefined],
  ['stepUp', {}, ONE_PROOF, 'password'],
  ['stepUp', { password: 'x', code: '123456' }, ONE_PROOF, 'password'],
  ['stepUp', { password: null }, 'password must be a text.', 'password'],
  ['stepUp', { password: '' }, 'password must not be empty.', 'password'],
  ['stepUp', { password: LONG }, 'password must have 4096 characters or less.', 'password'],
  ['stepUp', { password: 'x', admin: 1 }, 'The body has a member that is not known here.', undefined],
  ['resetKey', null, NO_OBJECT, undefined],
  ['resetKey', [], NO_OBJECT, undefined],
  ['resetKey', { admin: 1 }, 'The body has a member that is not known here.', undefined],
  ['resetKey', { overlapSeconds: '1' }, 'overlapSeconds must be a whole number.', 'overlapSeconds'],
  ['resetKey', { overlapSeconds: 1.5 }, 'overlapSeconds must be a whole number.', 'overlapSeconds'],
  ['resetKey', { overlapSeconds: -1 }, 'overlapSeconds must be 0 or more.', 'overlapSeconds'],
  ['resetKey', { overlapSeconds: 2_592_001 }, 'overlapSeconds must be 2592000 or less.', 'overlapSeconds'],
  ['resetKey', { note: 'x'.repeat(201) }, 'note must have 200 characters or less.', 'note'],
  ['resetKey', { note: {} }, 'note must be a text.', 'note'],
  ['revealKey', { overlapSeconds: 1 }, 'The body has a member that is not known here.', undefined],
  ['changeOwnPassword', { newPassword: 'x' }, 'currentPassword is missing.', 'currentPassword'],
]

describe('a body that a route does not take', () => {
  for (const [operationId, body, detail, field] of refusals) {
    test(`${operationId} of ${JSON.stringify(body)?.slice(0, 60)}: ${detail}`, () => {
      const refusal = refusalOf(operationId, 'body', body)
      assert.deepEqual([refusal?.message, refusal?.field, refusal?.code], [detail, field, 'bad_request'])
    })
  }

  test('is told of in our words, short, and without what was sent', () => {
    const routes = NATIVE_ROUTES.map(({ operationId }) => operationId)
    const names = fc.constantFrom('password', 'note', 'overlapSeconds', 'email', 'newPassword', '__proto__')
    const value = fc.oneof(fc.constant('canary'), fc.constant(LONG), fc.jsonValue({ maxDepth: 2 }))
    const body = fc.oneof(fc.dictionary(names, value), fc.jsonValue({ maxDepth: 2 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...routes),
        fc.constantFrom('query', 'body'),
        body,
        (route, part, given) => {
          const refusal = refusalOf(route, part, given)
          if (!refusal) return
          assert.match(refusal.message, /^(?:The (?:query|body)|[a-zA-Z]+) (?:is|has|must) [\w, -]+\.$/)
          assert.doesNotMatch(refusal.message, /expected|received|invalid|input|canary/i)
        },
      ),
    )
  })

  test('but within its limits is taken', () => {
    for (const given of [
      undefined,
      {},
      { overlapSeconds: 0 },
      { overlapSeconds: 2_592_000, note: LONG.slice(0, 200) },
    ])
      assert.equal(refusalOf('resetKey', 'body', given), null)
    assert.equal(refusalOf('stepUp', 'body', { password: LONG.slice(1) }), null)
  })
})

describe('a query that a route does not take', () => {
  test('names what may be asked', () => {
    const refusal = refusalOf('getUsage', 'query', { window: '1y' })
    assert.deepEqual([refusal?.message, refusal?.field], ['window must be one of 24h, 7d, 30d.', 'window'])
    const twice = refusalOf('getUsage', 'query', { window: ['7d', '7d'] })
    assert.deepEqual([twice?.message, twice?.field], ['window must be one of 24h, 7d, 30d.', 'window'])
  })

  test('names a parameter that nobody asks for as one', () => {
    assert.equal(
      refusalOf('getUsage', 'query', { x: '1' })?.message,
      'The query has a member that is not known here.',
    )
  })
})
