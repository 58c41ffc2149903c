import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import { ALL_APIS } from '../../server/src/dialects.ts'
import { PUBLIC_URL } from '../support/app.ts'

type Document = Record<string, unknown>

/** What a program that knows OpenAPI and nothing of us finds wrong. */
async function faultsOf(document: Document) {
  const { valid, errors } = await new Validator().validate(document)
  return valid ? [] : (errors ?? 'not valid')
}

/** As it is sent, for the validator to do with as it likes. */
function documentOf(id: string): Document {
  const api = ALL_APIS.find((one) => one.id === id)
  assert.ok(api)
  return JSON.parse(JSON.stringify(api.openApi(PUBLIC_URL)))
}

describe('every API is described in valid OpenAPI 3.1', () => {
  for (const { id } of ALL_APIS) {
    test(`${id}: a validator finds nothing wrong`, async () => {
      const document = documentOf(id)
      assert.match(String(document['openapi']), /^3\.1\.\d+$/)
      assert.deepEqual(await faultsOf(document), [])
    })
  }

  const FAULTS: Readonly<Record<string, Document>> = {
    'a method that there is not': { paths: { '/x': { fetch: { responses: {} } } } },
    'a parameter without a place': { paths: { '/x': { get: { parameters: [{ name: 'x' }] } } } },
    'a status of four digits': { paths: { '/x': { get: { responses: { 2000: { description: 'x' } } } } } },
    'a shape that is not there': { paths: { '/x': { $ref: '#/components/pathItems/Nothing' } } },
  }
  for (const [fault, part] of Object.entries(FAULTS)) {
    test(`${fault} would be found`, async () => {
      assert.notDeepEqual(await faultsOf({ ...documentOf('native'), ...part }), [])
    })
  }
})
