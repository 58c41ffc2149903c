import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { openTestDeps, visitFrom } from '../../../../tests/support/deps.ts'
import type { Deps } from '../../domain/deps.ts'
import { oneMailHost } from '../../lib/mail-hosts.ts'
import { PROBLEMS } from '../kit/problem.ts'
import { NATIVE_ROUTES } from './native.ts'
import { openApi, refusalsOf, statusesOf } from './openapi.ts'

const Schema = z.record(z.string(), z.unknown())
const Media = z.record(z.string(), z.strictObject({ schema: Schema, example: z.optional(Schema) }))
const Response = z.strictObject({
  description: z.string().min(1),
  headers: z.record(z.string(), z.strictObject({ description: z.string(), schema: Schema })),
  content: z.optional(Media),
})
const Parameter = z.strictObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean(),
  description: z.optional(z.string()),
  schema: Schema,
})
const Operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().min(1),
  description: z.string().startsWith('Who may: '),
  'x-rights': z.array(z.string()).min(1),
  tags: z.array(z.string().min(1)).length(1),
  security: z.array(z.record(z.string(), z.array(z.never()))),
  parameters: z.array(Parameter),
  requestBody: z.optional(z.strictObject({ required: z.boolean(), content: Media })),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), Response),
})
const Methods = z.strictObject({
  get: z.optional(Operation),
  post: z.optional(Operation),
  patch: z.optional(Operation),
  delete: z.optional(Operation),
})
/** The parts of OpenAPI 3.1 that a description of ours has; nothing unknown slips in. */
const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.strictObject({ name: z.string(), identifier: z.string() }),
  }),
  servers: z.array(z.strictObject({ url: z.url() })),
  paths: z.record(z.string().startsWith('/'), Methods),
  components: z.strictObject({
    schemas: z.record(z.string(), Schema),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['apiKey', 'http']) })),
  }),
  'x-rights': z.record(z.string(), z.strictObject({ title: z.string(), description: z.string() })),
})

const text = JSON.stringify(openApi(NATIVE_ROUTES, 'http://localhost:8080'))
const document = Document.parse(JSON.parse(text))
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

function operationOf(route: (typeof NATIVE_ROUTES)[number]) {
  const path = route.path.replace(/:(\w+)/g, '{$1}')
  const found = operations.find((each) => each.path === path && each.method === route.method.toLowerCase())
  assert.ok(found?.operation, `${route.method} ${route.path} is described`)
  return found.operation
}

/** What the route itself answers at this public URL. */
async function answered(deps: Deps, publicUrl: string): Promise<unknown> {
  const self = NATIVE_ROUTES.find(({ operationId }) => operationId === 'getOpenApi')
  const nothing = { caller: null, params: {}, query: {}, body: undefined, idempotencyKey: undefined }
  const mailHosts = oneMailHost('localhost')
  const context = { deps, publicUrl, mailHosts, trustedProxies: { contains: () => false }, apis: [] }
  return (await self?.run({ ...nothing, visit: visitFrom(), context }))?.body
}

test('each refusal has an example with a code that its status may carry', () => {
  for (const { path, method, operation } of operations) {
    for (const [status, { description, content }] of Object.entries(operation?.responses ?? {})) {
      if (status < '400') continue
      const example = content?.['application/problem+json']?.example
      assert.equal(String(example?.['status']), status, `${method} ${path}`)
      assert.ok(description.includes(`\`${example?.['code']}\``), `${method} ${path} ${status}`)
    }
  }
})

describe('the OpenAPI description', () => {
  test('is made once, not for each request, and names the address of this server', async (t) => {
    const { deps, close } = await openTestDeps()
    t.after(close)
    const first = await answered(deps, 'https://one.example')
    assert.equal(await answered(deps, 'https://one.example'), first)
    assert.partialDeepStrictEqual(await answered(deps, 'https://two.example'), {
      servers: [{ url: 'https://two.example/api/v1' }],
    })
  })

  test('describes every route and nothing else', () => {
    for (const route of NATIVE_ROUTES) assert.equal(operationOf(route).operationId, route.operationId)
    assert.equal(operations.length, NATIVE_ROUTES.length)
  })

  test('gives every operation a name of its own', () => {
    assert.equal(new Set(operations.map(({ operation }) => operation?.operationId)).size, operations.length)
  })

  test('has every status of every route, each refusal as a problem', () => {
    for (const route of NATIVE_ROUTES) {
      const { responses } = operationOf(route)
      assert.deepEqual(Object.keys(responses).map(Number), statusesOf(route))
      for (const code of refusalsOf(route)) {
        const response = responses[String(PROBLEMS[code].status)]
        assert.match(response?.description ?? '', new RegExp(`\`${code}\``))
        assert.deepEqual(Object.keys(response?.content ?? {}), ['application/problem+json'])
      }
    }
  })

  test('says what a success looks like, by a named schema', () => {
    for (const route of NATIVE_ROUTES) {
      const { content } = operationOf(route).responses[String(route.success)] ?? {}
      if (route.success === 204) assert.equal(content, undefined)
      else assert.deepEqual(Object.keys(content ?? {}), route.produces ?? ['application/json'])
    }
  })

  test('lets every reference lead somewhere, inside the description', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '')
    assert.ok(references.length > 20)
    for (const reference of references) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1] ?? reference
      assert.ok(document.components.schemas[name], reference)
    }
  })

  test('declares every parameter of a path, as required', () => {
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      const declared = operation?.parameters.filter((parameter) => parameter.in === 'path') ?? []
      assert.deepEqual(
        declared.map(({ name }) => name),
        inPath,
      )
      assert.ok(declared.every(({ required }) => required))
    }
  })

  test('has patterns that validators in every language can read', () => {
    const patterns = new Set(text.match(/(?<="pattern":)"(?:[^"\\]|\\.)*"/g))
    assert.ok(patterns.size > 10)
    for (const pattern of patterns) assert.doesNotMatch(pattern, /\\[pP]\{|\(\?[<']/, pattern)
  })

  test('names only security schemes that it has', () => {
    const known = Object.keys(document.components.securitySchemes)
    assert.deepEqual(known, ['session', 'bearer', 'authToken', 'basic'])
    for (const { operation } of operations) {
      for (const scheme of operation?.security ?? []) assert.ok(known.includes(Object.keys(scheme)[0] ?? ''))
    }
  })

  test('offers the Idempotency-Key where it counts', () => {
    const withKey = NATIVE_ROUTES.filter((route) =>
      operationOf(route).parameters.some(({ name }) => name === 'Idempotency-Key'),
    )
    assert.deepEqual(
      withKey.map(({ operationId }) => operationId),
      [
        ...['createUser', 'createKey', 'resetKey', 'generateKeyPair', 'addAdministrator'],
        ...['createAlias', 'createGroupList', 'startImport', 'startJob', 'createDomain', 'createMailbox'],
      ],
    )
  })

  test('closes every body and answer against unknown members, but what browsers put together', () => {
    const byBrowsers = ['PasskeyAttestation', 'PasskeyAssertion']
    const own = Object.entries(document.components.schemas).filter(([name]) => !byBrowsers.includes(name))
    for (const [name, schema] of own) {
      assert.equal(schema['additionalProperties'], false, name)
    }
  })
})
