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
  parameters: { id: 'Of a thing', userId: 'Of a user', keyId: 'Of a key', 'X-Reason': 'Why' },
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
    const { path, operation } = operationOf(['GET /users/:userId/X:key', 'getThing', ['any'], 'One thing'])
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
    assert.deepEqual(statusesOf(['GET /things/:id', 'getThing', ['any'], '…']), [204, 400, 401, 404])
    assert.deepEqual(statusesOf(['GET /things', 'getThings', ['none'], '…']), [204, 400])
    assert.deepEqual(
      statusesOf(['POST /things', 'addThing', ['any'], '…', { answer: {}, refusals: [409] }]),
      [200, 400, 401, 409],
    )
  })

  test('with a parameter that the dialect does not explain, is a mistake that shows at once', () => {
    assert.throws(
      () => operationOf(['GET /things/:other', 'getThing', ['any'], 'One thing']),
      /other has no meaning/,
    )
  })

  test('with a refusal that the dialect has no words for, is a mistake that shows at once', () => {
    assert.throws(() => operationOf(['GET /x', 'getX', ['any'], '…', { refusals: [418] }]), /418/)
  })

  test('takes schemes as alternatives, or all of them together where the dialect says so', () => {
    const row: Row = ['GET /x', 'getX', ['any'], '…']
    const security = ['a', 'b']
    assert.partialDeepStrictEqual(operationOf(row, { security }).operation, {
      security: [{ a: [] }, { b: [] }],
    })
    const together = operationOf(row, { security, schemesTogether: true })
    assert.partialDeepStrictEqual(together.operation, { security: [{ a: [], b: [] }] })
  })

  test('is made once for an address of the server, and anew for another', () => {
    const api = describeApi({ ...DIALECT, operations: [] })
    assert.equal(api.openApi('https://one.example'), api.openApi('https://one.example'))
    assert.deepEqual(api.openApi('https://two.example')['servers'], [{ url: 'https://two.example' }])
  })
})

describe('a dialect, described', () => {
  const { operations: _, ...facts } = { ...DIALECT, operations: [] }
  const ROWS: readonly Row[] = [
    [
      'POST /users/:userId/keys/:keyId',
      'addKey',
      ['self', 'manager', 'staff'],
      'A key',
      {
        params: { userId: 'u1' },
        query: { limit: 'At most so many.' },
        headers: { 'X-Reason': 'lost' },
        body: { key: '$KEYWARD_KEY' },
        bodyType: 'application/xml',
        success: 201,
        answer: { done: true },
        answerHeaders: { Location: 'Where it is.' },
      },
    ],
    ['DELETE /users/:userId/keys/:keyId', 'removeKey', ['none'], 'No key', { refusals: [409, 400] }],
  ]
  const described = describeApi({
    ...facts,
    schemesTogether: true,
    operations: [
      ...operations('Keys', ROWS),
      ...operations('More', [['GET /', 'getRoot', ['any'], 'The root']]),
    ],
  })
  const refusal = (description: string, status: number) => ({
    description,
    content: {
      'application/json': {
        schema: { type: 'object', properties: { status: { type: 'integer' } } },
        example: { status },
      },
    },
  })

  test('says what it is, for the list of APIs', () => {
    const { openApi: _openApi, ...said } = described
    assert.deepEqual(said, {
      ...{ id: 'trial', title: 'Trial', version: '1', status: 'current', summary: 'For trial.' },
      ...{ signIn: 'A token.', basePath: '/trial', firstCall: 'getThing' },
    })
  })

  test('is a document that says of itself what it is and where', () => {
    const { paths, 'x-rights': rights, ...rest } = described.openApi('https://keys.example')
    assert.deepEqual(rest, {
      openapi: '3.1.0',
      info: {
        title: 'Keyward Trial',
        version: '1',
        description: 'For trial. A token.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: 'https://keys.example' }],
      tags: [{ name: 'Keys' }, { name: 'More' }],
      components: { securitySchemes: DIALECT.schemes },
    })
    assert.deepEqual(Object.keys(rights ?? {}), ['none', 'any', 'self', 'manager', 'staff'])
    const methods = Object.entries(paths).map(([path, at]) => [path, Object.keys(at)])
    assert.deepEqual(methods, [
      ['/trial/users/{userId}/keys/{keyId}', ['post', 'delete']],
      ['/trial/', ['get']],
    ])
  })

  test('says of an operation all that a caller needs, and nothing more', () => {
    const { paths } = described.openApi('https://keys.example')
    const both = paths['/trial/users/{userId}/keys/{keyId}']
    const schema = { type: 'string' }
    const inPath = [
      { name: 'userId', in: 'path', required: true, schema, description: 'Of a user' },
      { name: 'keyId', in: 'path', required: true, schema, description: 'Of a key' },
    ]
    const words =
      'Who may: users, for themselves; role `identity:user-manage`, `identity:user-admin` or `identity:service-admin`; ' +
      'role `identity:admin` or `identity:service-admin`.'
    assert.deepEqual(both?.['post'], {
      ...{ description: words, 'x-rights': ['self', 'manager', 'staff'] },
      ...{ operationId: 'addKey', summary: 'A key', tags: ['Keys'], security: [{ token: [] }] },
      parameters: [
        { ...inPath[0], example: 'u1' },
        inPath[1],
        { name: 'limit', in: 'query', required: false, description: 'At most so many.', schema },
        { name: 'X-Reason', in: 'header', required: true, description: 'Why', schema, example: 'lost' },
      ],
      requestBody: {
        required: true,
        content: {
          'application/xml': {
            schema: { type: 'object', properties: { key: schema } },
            example: { key: '$KEYWARD_KEY' },
          },
        },
      },
      responses: {
        201: {
          description: 'A key',
          headers: { Location: { description: 'Where it is.', schema } },
          content: {
            'application/json': {
              schema: { type: 'object', properties: { done: { type: 'boolean' } } },
              example: { done: true },
            },
          },
        },
        400: refusal('Bad', 400),
        401: refusal('Who?', 401),
        404: refusal('Where?', 404),
      },
    })
    assert.deepEqual(both?.['delete'], {
      ...{ operationId: 'removeKey', summary: 'No key', tags: ['Keys'], security: [] },
      ...{ description: 'Who may: anybody, without a credential.', 'x-rights': ['none'] },
      parameters: inPath,
      responses: {
        204: { description: 'No key', headers: {} },
        400: refusal('Bad', 400),
        404: refusal('Where?', 404),
        409: refusal('Twice', 409),
      },
    })
  })

  test('may refuse without a body', () => {
    const refusals = { ...DIALECT.refusals, type: null }
    const row: Row = ['GET /x', 'getX', ['none'], '…']
    assert.partialDeepStrictEqual(operationOf(row, { refusals }).operation, {
      responses: { 400: { description: 'Bad' } },
    })
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
