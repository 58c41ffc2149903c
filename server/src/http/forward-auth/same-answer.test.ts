import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { tokenOf } from '../../../../tests/support/identity.ts'
import { delegatedTokenOf, makeCredential } from '../../../../tests/support/identity-v3.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { createRole } from '../../domain/roles/create-role.ts'
import { READER } from '../../domain/roles/roles.ts'
import { addServiceRule } from '../../domain/services/add-rule.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { app, ask } from './testing.ts'

// The route that answers from memory says what the ordinary one says, or leaves it to that one.

const credentials: string[] = []

before(async () => {
  await app.addService('files', 'object-store', null, 'https://files.example/v1')
  await app.addService('open', 'open', null, 'https://open.example')
  await createRole(app.deps, TESTER, { name: 'writer', description: '', givenByAccounts: true })
  const rules = [
    { methods: ['GET'], path: '/v1/**', role: READER },
    { methods: [], path: '/v1/own/*', role: 'writer' },
  ]
  for (const rule of rules) await addServiceRule(app.deps, TESTER, { service: 'files', ...rule })
  const reader = await app.addUser('reader', { roles: ['identity:default', READER] })
  const writer = await app.addUser('writer', { roles: ['writer'] })
  const limited = { access_rules: [{ service: 'object-store', method: 'GET', path: '/v1/a' }] }
  const delegated = await delegatedTokenOf(app, await makeCredential(app, reader, limited))
  credentials.push(reader.apiKey, writer.apiKey, await tokenOf(app, reader), delegated)
  credentials.push(await endedKey(await app.addUser('late')), await shutOutKey(await app.addUser('out')))
})

async function endedKey({ userId, apiKey }: TestUser): Promise<string> {
  await resetKey(app.deps, TESTER, userId, { overlapSeconds: 0 })
  return apiKey
}

async function shutOutKey({ userId, apiKey }: TestUser): Promise<string> {
  await disableUser(app.deps, TESTER, userId)
  return apiKey
}

const line = (names: readonly string[], values: readonly string[]) =>
  fc.option(
    fc
      .tuple(fc.constantFrom(...names), fc.constantFrom(...values))
      .map(([name, value]) => `${name}: ${value}`),
    { nil: undefined, freq: 8 },
  )

const METHODS = ['GET', 'PUT', 'get', 'PROPFIND', 'G T']
const HOSTS = [
  'files.example',
  'FILES.example',
  'files.example:443',
  'files.example:8443',
  'open.example',
  'a, b',
]
const URIS = [
  '/v1/a',
  '/v1/own/x',
  '/v1',
  '/',
  '/v1/a?x=1',
  '/v1//a',
  '/v1/%61',
  '/v1/../x',
  '/v1/a;b',
  '/v1/a#x',
]
const MORE = [
  'X-Real-Ip: 192.0.2.9',
  'Accept: */*',
  'X-Original-Uri: /v1/a',
  'X-Other: 1',
  'Content-Type: text/plain',
]

/** As many of them as a proxy, or somebody before it, might send. */
const asked = fc
  .tuple(
    line(['X-Forwarded-Method', 'x-forwarded-method'], METHODS),
    line(['X-Forwarded-Host', 'x-forwarded-host'], HOSTS),
    line(['X-Forwarded-Uri', 'x-forwarded-uri'], URIS),
    line(['X-Forwarded-For'], ['192.0.2.7', '192.0.2.7, 127.0.0.1', 'x']),
    fc.option(fc.constantFrom(...MORE), { nil: undefined }),
  )
  .map((lines) => lines.filter((one) => one !== undefined))

const shown = fc.record({
  credential: fc.nat(5),
  name: fc.constantFrom(
    'Authorization: Bearer ',
    'authorization: Bearer ',
    'X-Auth-Token: ',
    'Authorization: bearer ',
  ),
  isLast: fc.boolean(),
})

/** What is told of it, but for what each answer has of its own. */
async function told(lines: readonly string[]) {
  const { status, body, headers } = await ask(lines)
  const kept = [...headers].filter(([name]) => name.startsWith('x-keyward-') || name === 'cache-control')
  return { status, body, headers: Object.fromEntries(kept) }
}

test('any request is answered alike from memory and without it', async () => {
  await fc.assert(
    fc.asyncProperty(asked, shown, async (lines, { credential, name, isLast }) => {
      const proof = `${name}${credentials[credential]}`
      const request = isLast ? [...lines, proof] : [proof, ...lines]
      // A cookie says nothing to forward-auth, and keeps a request from the route before.
      const ordinary = await told([...request, 'Cookie: theme=dark'])
      assert.deepEqual(await told(request), ordinary, request.join(' | ').replaceAll(/[0-9a-f]{32}/g, 'KEY'))
    }),
    { numRuns: 150 },
  )
})
