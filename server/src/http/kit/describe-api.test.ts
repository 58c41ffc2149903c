import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Json, operations, type Row } from './api-description.ts'
import { type Dialect, describeApi } from './describe-api.ts'
import { schemaOf } from './schema-of-example.ts'

const DIALECT: Omit<Dialect, 'operations'> = {
  id: 'trial',
  title: 'Trial',
  version: '1',
  status: 'current',
  summary: 'For trial.',
  signIn: 'A token.',
  basePath: '/trial',
  firstCall: 'getThing',
  schemes: { token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } },
  security: ['token'],
  refusals: {
    type: 'application/json',
    meanings: { 400: 'Bad', 401: 'Who?', 404: 'Where?', 409: 'Twice' },
    example: (status) => ({ status }),
    always: [400],
    signedIn: [401],
    named: [404],
  },
}

function operationOf(row: Row, dialect: Partial<Dialect> = {}) {
  const described = describeApi({ ...DIALECT, ...dialect, operations: operations('Things', [row]) })
  const { paths } = described.openApi('https://keys.example')
  const [[path, methods] = []] = Object.entries(paths)
  const [operation] = Object.values(methods ?? {})
  return { path, operation }
}

describe('an operation, described', () => {
  test('has its parameters in braces, but not a colon within a name', () => {
    const { path, operation } = operationOf(['GET /users/:userId/X:key', 'getThing', 'One thing'])
    assert.equal(path, '/trial/users/{userId}/X:key')
    assert.partialDeepStrictEqual(operation, {
      parameters: [{ name: 'userId', in: 'path', required: true }],
    })
  })

  test('is refused as its kind is: for the address, for the caller, and for reasons of its own', () => {
    const statusesOf = (row: Row) => {
      const { operation } = operationOf(row)
      assert.ok(typeof operation === 'object' && operation !== null && 'responses' in operation)
      return Object.keys(operation.responses ?? {}).map(Number)
    }
    assert.deepEqual(statusesOf(['GET /things/:id', 'getThing', '…']), [204, 400, 401, 404])
    assert.deepEqual(statusesOf(['GET /things', 'getThings', '…', { security: [] }]), [204, 400])
    assert.deepEqual(
      statusesOf(['POST /things', 'addThing', '…', { answer: {}, refusals: [409] }]),
      [200, 400, 401, 409],
    )
  })

  test('with a refusal that the dialect has no words for, is a mistake that shows at once', () => {
    assert.throws(() => operationOf(['GET /x', 'getX', '…', { refusals: [418] }]), /418/)
  })

  test('takes schemes as alternatives, or all of them together where the dialect says so', () => {
    const row: Row = ['GET /x', 'getX', '…', { security: ['a', 'b'] }]
    assert.partialDeepStrictEqual(operationOf(row).operation, { security: [{ a: [] }, { b: [] }] })
    const together = operationOf(row, { schemesTogether: true })
    assert.partialDeepStrictEqual(together.operation, { security: [{ a: [], b: [] }] })
  })

  test('is made once for an address of the server, and anew for another', () => {
    const api = describeApi({ ...DIALECT, operations: [] })
    assert.equal(api.openApi('https://one.example'), api.openApi('https://one.example'))
    assert.deepEqual(api.openApi('https://two.example')['servers'], [{ url: 'https://two.example' }])
  })
})

describe('the schema of an example', () => {
  test('names the type of each member', () => {
    assert.deepEqual(
      schemaOf({ id: 1, share: 0.5, on: true, name: 'x', none: null, list: ['x'], empty: [] }),
      {
        type: 'object',
        properties: {
          id: { type: 'integer' },
          share: { type: 'number' },
          on: { type: 'boolean' },
          name: { type: 'string' },
          none: {},
          list: { type: 'array', items: { type: 'string' } },
          empty: { type: 'array' },
        },
      },
    )
  })

  test('has the members of the example, whatever they are called', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean(), fc.integer())),
        (example) => {
          const { properties } = schemaOf({ ...example } satisfies Json)
          assert.deepEqual(Object.keys(properties ?? {}), Object.keys(example))
        },
      ),
      { numRuns: 50 },
    )
  })
})
