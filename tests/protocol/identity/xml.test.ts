import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { describedV1_1 } from '../../../server/src/http/identity-v1/description.ts'
import { describedV2 } from '../../../server/src/http/identity-v2/description.ts'
import type { ApiDescription } from '../../../server/src/http/kit/api-description.ts'
import { jsonOfXml } from '../../../server/src/http/kit/identity-xml-read.ts'
import { V1_1_NAMESPACE, V2_0_NAMESPACE } from '../../../server/src/http/kit/identity-xml-table.ts'
import { xmlOfJson } from '../../../server/src/http/kit/identity-xml-write.ts'
import { parseXmlBody } from '../../../server/src/http/kit/xml-body.ts'
import { PUBLIC_URL } from '../../support/app.ts'

const write = (value: unknown, core = V2_0_NAMESPACE) => xmlOfJson(JSON.stringify(value), core)
const read = (text: string) => jsonOfXml(Buffer.from(text), V2_0_NAMESPACE)

const Content = z.object({ 'application/json': z.object({ example: z.unknown() }) })
const Documented = z.object({
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
})

/** Every example of a description: what is sent, and what comes back. */
function examplesOf({ openApi }: ApiDescription) {
  const all = Object.values(openApi(PUBLIC_URL).paths).flatMap((methods) => Object.values(methods))
  return all.flatMap((one) => {
    const { requestBody, responses } = Documented.parse(one)
    const answers = Object.values(responses).map(({ content }) => content)
    return [requestBody?.content, ...answers].flatMap(
      (content) => content?.['application/json'].example ?? [],
    )
  })
}

describe('everything that is described', () => {
  for (const [id, description, core] of [
    ['v1.1', describedV1_1, V1_1_NAMESPACE],
    ['v2.0', describedV2, V2_0_NAMESPACE],
  ] as const) {
    test(`of ${id} can be said in XML, and every list has its line in the table`, () => {
      const examples = examplesOf(description)
      assert.ok(examples.length > 5)
      for (const example of examples) {
        const xml = write(example, core)
        parseXmlBody(Buffer.from(xml))
        assert.doesNotMatch(xml, /\[object|<(?:[\w-]+:)?item[ />]/, 'a list without a line in the table')
      }
    })
  }

  test('of v2.0 to be sent reads in XML as it does in JSON', () => {
    const all = Object.values(describedV2.openApi(PUBLIC_URL).paths).flatMap((methods) =>
      Object.values(methods),
    )
    const bodies = all.flatMap((one) => {
      return Documented.parse(one).requestBody?.content['application/json'].example ?? []
    })
    assert.ok(bodies.length > 15)
    for (const body of bodies) assert.deepEqual(read(write(body)), body)
  })
})
