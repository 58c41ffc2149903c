import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { ALL_APIS } from '../../server/src/dialects.ts'
import { OPERATION_METHODS } from '../../server/src/http/kit/api-description.ts'
import { openTestApp, PUBLIC_URL } from '../support/app.ts'
import type { ServedRoute } from '../support/routes.ts'

/** For people and for watchers, not for programs that hold a key. */
const NOT_DESCRIBED = ['health', 'panel']

const Responses = z.record(z.string().regex(/^[2-5]\d\d$/), z.looseObject({ description: z.string().min(1) }))
const Operation = z.looseObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  summary: z.string().min(1),
  description: z.string().startsWith('Who may: '),
  'x-rights': z.array(z.string()).min(1),
  tags: z.array(z.string()).length(1),
  security: z.array(z.record(z.string(), z.array(z.never()))),
  parameters: z.array(
    z.looseObject({
      name: z.string(),
      in: z.string(),
      required: z.boolean(),
      description: z.string().min(4),
    }),
  ),
  responses: Responses,
})
const Document = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })).length(1),
  paths: z.record(z.string().startsWith('/'), z.record(z.string(), Operation)),
  components: z.looseObject({ securitySchemes: z.record(z.string(), z.unknown()) }),
  'x-rights': z.record(z.string(), z.strictObject({ title: z.string(), description: z.string() })),
})

const app = await openTestApp()

async function descriptionOf(id: string) {
  const answer = await app.http.inject(`/api/v1/apis/${id}/openapi.json`)
  assert.equal(answer.statusCode, 200, answer.body)
  const document = Document.parse(answer.json())
  const base = document.servers[0]?.url ?? ''
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      address: `${method.toUpperCase()} ${base.slice(PUBLIC_URL.length)}${path}`,
      operation,
    })),
  )
  return { document, described }
}

/** As descriptions write it: `GET /v2.0/users/{userId}`. */
function addressesOf(routes: readonly ServedRoute[]): ReadonlySet<string> {
  return new Set(
    routes.map(
      ({ method, path }) => `${method} ${path.replace(/\/:(\w+)/g, '/{$1}').replace(/\/\*$/, '/{path}')}`,
    ),
  )
}

/** A HEAD that comes with its GET needs no row, and OpenAPI 3.1 has no place for QUERY. */
function isImplied(address: string, all: ReadonlySet<string>): boolean {
  if (address.startsWith('QUERY ')) return true
  return address.startsWith('HEAD ') && all.has(address.replace('HEAD', 'GET'))
}

describe('the descriptions of the APIs', () => {
  test('there is one for every dialect that programs speak', () => {
    const spoken = new Set(app.routes.map(({ dialect }) => dialect))
    for (const name of NOT_DESCRIBED) spoken.delete(name)
    const described = ALL_APIS.map(({ id }) => id)
    for (const dialect of spoken) {
      assert.ok(
        described.includes(dialect),
        `${dialect} is not described: give its folder a description.ts and add a line to ALL_APIS in server/src/dialects.ts`,
      )
    }
  })

  for (const { id } of ALL_APIS) {
    test(`${id}: everything mounted is described, and everything described is mounted`, async () => {
      const { described } = await descriptionOf(id)
      const mounted = addressesOf(app.routes.filter(({ dialect }) => dialect === id))
      assert.ok(mounted.size > 0, `nothing is mounted for ${id}`)
      const addresses = new Set(described.map(({ address }) => address))
      for (const address of mounted) {
        assert.ok(
          addresses.has(address) || isImplied(address, mounted),
          `${address} is mounted and not described: add a row to description.ts in the folder of ${id}`,
        )
      }
      for (const address of addresses) {
        assert.ok(mounted.has(address), `${address} is described and not mounted: take its row out of ${id}`)
      }
    })

    test(`${id}: names are unique, parameters of the path declared, security schemes known`, async () => {
      const { document, described } = await descriptionOf(id)
      const names = described.map(({ operation }) => operation.operationId)
      assert.equal(new Set(names).size, names.length)
      const schemes = Object.keys(document.components.securitySchemes)
      for (const { address, operation } of described) {
        const inPath = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        const declared = operation.parameters.filter((parameter) => parameter.in === 'path')
        assert.deepEqual(
          declared.map(({ name }) => name),
          inPath,
        )
        for (const one of operation.security.flatMap(Object.keys)) assert.ok(schemes.includes(one), one)
      }
    })

    test(`${id}: each operation says who may, in words that the document has, and nobody logs in where nobody needs to`, async () => {
      const { document, described } = await descriptionOf(id)
      const named = described.flatMap(({ operation }) => operation['x-rights'])
      assert.deepEqual(new Set(Object.keys(document['x-rights'])), new Set(named))
      for (const { operation } of described) {
        const isOpen = operation['x-rights'].includes('none')
        assert.equal(operation.security.length === 0, isOpen, operation.operationId)
        assert.ok(!isOpen || operation['x-rights'].length === 1, operation.operationId)
      }
    })

    test(`${id}: the first call is one of its operations`, async () => {
      const { described } = await descriptionOf(id)
      const { firstCall } = ALL_APIS.find((api) => api.id === id) ?? {}
      assert.ok(described.some(({ operation }) => operation.operationId === firstCall))
    })
  }

  test('the list tells, without a credential, the address of each API and of its description on this server', async () => {
    const answer = await app.http.inject('/api/v1/apis')
    assert.equal(answer.statusCode, 200)
    const { items } = z
      .object({ items: z.array(z.looseObject({ id: z.string(), baseUrl: z.url(), openApiUrl: z.url() })) })
      .parse(answer.json())
    assert.deepEqual(
      items.map(({ id }) => id),
      ALL_APIS.map(({ id }) => id),
    )
    for (const { openApiUrl } of items) {
      assert.ok(openApiUrl.startsWith(PUBLIC_URL))
      const description = await app.http.inject(openApiUrl.slice(PUBLIC_URL.length))
      assert.equal(description.statusCode, 200)
      assert.match(String(description.headers['content-type']), /^application\/json/)
    }
  })

  test('an API that does not exist has no description', async () => {
    const answer = await app.http.inject('/api/v1/apis/identity-v9/openapi.json')
    assert.equal(answer.statusCode, 404)
  })

  test('every method has its row where a dialect answers all of them', async () => {
    const { described } = await descriptionOf('forward-auth')
    assert.equal(described.length, 2 * OPERATION_METHODS.length)
  })
})
