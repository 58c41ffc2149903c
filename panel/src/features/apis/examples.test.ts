import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertIsCode } from '../../lib/testing.ts'
import { examplesOf } from './examples.ts'
import type { Operation } from './operations.ts'
import { requestOf, variablesOf } from './request.ts'

const OPERATION: Operation = {
  id: 'changeThing',
  method: 'POST',
  url: 'https://keys.example/v2.0/things/{thingId}',
  path: '/v2.0/things/{thingId}',
  summary: 'Change a thing',
  group: 'Things',
  proofs: [{ type: 'http', scheme: 'bearer' }],
  takesSession: false,
  rights: [],
  parameters: [
    { name: 'thingId', in: 'path', required: true, schema: {} },
    { name: 'limit', in: 'query', required: false, schema: {} },
    { name: 'X-Subject-Token', in: 'header', required: true, schema: {} },
  ],
  members: [],
  isForm: false,
  body: {},
  answers: [],
}
const requestWith = (parameters: Record<string, string>, body: unknown = undefined) =>
  requestOf(OPERATION, { parameters, body })

test('what is not filled in is a variable of the environment, named after the parameter', () => {
  const request = requestWith({ 'X-Subject-Token': '$KEYWARD_TOKEN' })
  assert.deepEqual(variablesOf(request), ['THING_ID', 'KEYWARD_KEY', 'KEYWARD_TOKEN'])
})

test('a request is code in every language, whatever the values hold', () => {
  const value = fc.oneof(fc.string(), fc.constantFrom(`it's`, '"', '`', `$\{x}`, '{x}', '\\', '$HOME', '\n'))
  fc.assert(
    fc.property(value, value, (thingId, text) => {
      const body = { text, list: [1, true, null, '$KEYWARD_PASSWORD'] }
      for (const snippet of examplesOf(requestWith({ thingId, limit: text }, body))) {
        if (snippet.label !== 'Python') assertIsCode(snippet)
      }
    }),
    { numRuns: 15 },
  )
})

test('the shell hands on the text of a value as it is', () => {
  const body = { text: `it's "so" $HOME \`x\``, key: '$KEYWARD_KEY' }
  const [curl] = examplesOf(requestWith({ thingId: 'a' }, body))
  const words = curl?.code.slice(curl.code.lastIndexOf('-d ') + 3) ?? ''
  const said = execFileSync('bash', ['-c', `printf %s ${words}`], {
    env: { KEYWARD_KEY: 'k1' },
    encoding: 'utf8',
  })
  assert.deepEqual(JSON.parse(said), { ...body, key: 'k1' })
})

test('a value goes into the address in a form that cannot change its meaning', () => {
  const [curl] = examplesOf(requestWith({ thingId: 'a/../b?c', limit: '1&x=2' }))
  assert.match(curl?.code ?? '', /things\/a%2F\.\.%2Fb%3Fc\?limit=1%26x%3D2'/)
})

test('with a session there is no proof in the request', () => {
  const { headers } = requestOf(OPERATION, { parameters: {}, body: undefined }, false)
  assert.deepEqual(
    headers.map(([name]) => name),
    ['X-Subject-Token'],
  )
})
