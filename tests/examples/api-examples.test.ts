import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { examplesOf } from '../../panel/src/features/apis/examples.ts'
import {
  isForPanelOnly,
  isReading,
  type Operation,
  operationsOf,
} from '../../panel/src/features/apis/operations.ts'
import { type RequestTemplate, requestOf, variablesOf } from '../../panel/src/features/apis/request.ts'
import type { OpenApiDocument } from '../../sdk/src/api-types.ts'
import { ALL_APIS } from '../../server/src/dialects.ts'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../support/app.ts'
import { shareOf } from '../support/counts.ts'
import { pairOf, signatureOf, stampOf } from '../support/email.ts'
import { listen, tokenOf } from '../support/identity.ts'
import { PYTHON, RUBY } from '../support/programs.ts'

const run = promisify(execFile)

const app = await openTestApp()
const origin = `http://127.0.0.1:${await listen(app)}`
after(() => app.close())
await app.addService('cloudFiles', 'object-store', 'DFW')

async function operationsFor(apiId: string): Promise<readonly Operation[]> {
  const answer = await app.http.inject(`/api/v1/apis/${apiId}/openapi.json`)
  const document: OpenApiDocument = JSON.parse(answer.body.replaceAll(PUBLIC_URL, origin))
  return operationsOf(document).filter((operation) => !isForPanelOnly(operation))
}

/** As the page begins: every parameter as its example says, the optional ones left out. */
function requestFor(operation: Operation): RequestTemplate {
  const parameters = Object.fromEntries(
    operation.parameters.map(({ name, example }) => [name, typeof example === 'string' ? example : '']),
  )
  return requestOf(operation, { parameters, body: operation.body })
}

function shown(request: RequestTemplate, language: string): string {
  const snippet = examplesOf(request).find(({ label }) => label === language)
  assert.ok(snippet)
  return snippet.code
}

const PASSWORD = 'seven grey geese walked home'
let users = 0
/** As the examples of the e-mail API call themselves. */
const EXAMPLE_AGENT = 'keyward-example/1.0'

const reader = await somebody()

/** Somebody new for each example that changes something: some of them end what the next would need. */
async function somebody(): Promise<Record<string, string>> {
  users += 1
  const roles = ['identity:user-admin']
  // Of an account of its own: there are more examples than an account takes users.
  const accountId = await app.addAccount()
  const user: TestUser = await app.addUser(`reader.${users}`, { accountId, password: PASSWORD, roles })
  const known = ['PATH', 'HOME'].map((name) => [name, process.env[name] ?? ''])
  return {
    ...Object.fromEntries(known),
    NODE_NO_WARNINGS: '1',
    KEYWARD_USERNAME: user.username,
    KEYWARD_KEY: user.apiKey,
    KEYWARD_PASSWORD: PASSWORD,
    KEYWARD_TOKEN: await tokenOf(app, user),
    KEYWARD_SIGNATURE: await signatureBy(user),
    USER_ID: user.userId,
    TENANT_ID: user.accountId,
    API_ID: 'native',
    ID: 'default',
  }
}

async function signatureBy(user: TestUser): Promise<string> {
  await changeAdminType(app.deps, TESTER, user.userId, 'super')
  return signatureOf(await pairOf(app, user), stampOf(app.nowMs()), EXAMPLE_AGENT)
}

const PROGRAMS = {
  curl: (code: string) => ['bash', ['-euo', 'pipefail', '-c', code]] as const,
  TypeScript: (code: string) =>
    [process.execPath, ['--input-type=module-typescript', '--eval', code]] as const,
  Python: (code: string) => [PYTHON, ['-c', code]] as const,
  Ruby: (code: string) => [RUBY, ['-e', code]] as const,
  PHP: (code: string) => ['php', ['-r', code.replace('<?php', '')]] as const,
}

const LANGUAGES = ['TypeScript', 'Python', 'Ruby', 'PHP'] as const

/** The status that the example printed. */
async function statusOf(operation: Operation, language: keyof typeof PROGRAMS): Promise<number> {
  const known = isReading(operation) ? reader : await somebody()
  const request = requestFor(operation)
  const unknown = variablesOf(request).map((name) => [name, 'unknown'])
  const env = { ...Object.fromEntries(unknown), ...known }
  const [program, args] = PROGRAMS[language](shown(request, language))
  const { stdout } = await run(program, args, { env, timeout: 20_000 })
  const [, status = ''] = /^(?:HTTP\/1\.1 )?(\d{3})\b/.exec(stdout) ?? []
  assert.ok(status, `${operation.id} in ${language} printed no status: ${stdout.slice(0, 200)}`)
  return Number(status)
}

/** What a reader may be told who has not said which one, or who is no operator. */
const NOT_THERE = [403, 404]

describe('the examples of the catalog run as they are shown (E10)', () => {
  for (const { id, firstCall } of ALL_APIS) {
    test(`${id}: every operation by curl answers as described`, async () => {
      for (const operation of shareOf(await operationsFor(id), 0, 3)) {
        const status = await statusOf(operation, 'curl')
        const described = operation.answers.map((answer) => Number(answer.status))
        assert.ok(described.includes(status), `${operation.id} gave ${status}, described are ${described}`)
        assert.notEqual(status, 401, operation.id)
        if (isReading(operation)) {
          assert.ok(status < 300 || NOT_THERE.includes(status), `${operation.id} gave ${status}`)
        }
      }
    })

    for (const language of LANGUAGES) {
      test(`${id}: the first call in ${language} succeeds`, async () => {
        const first = (await operationsFor(id)).find((operation) => operation.id === firstCall)
        assert.ok(first)
        const status = await statusOf(first, language)
        assert.equal(status, Number(first.answers.find((answer) => answer.status < '300')?.status))
      })
    }
  }

  for (const language of LANGUAGES) {
    test(`variables in the address, in headers and in the body in ${language}`, async () => {
      const [v2, v3] = [await operationsFor('identity-v2.0'), await operationsFor('identity-v3')]
      const named = [
        ...v2.filter(({ id }) => ['getUser', 'validateToken', 'createUser'].includes(id)),
        ...v3.filter(({ id }) => id === 'validateToken'),
      ]
      assert.equal(named.length, 4)
      for (const operation of named) {
        // By now somebody may have run the example before: then the name is taken.
        const expected = operation.id === 'createUser' ? [201, 409] : [200]
        assert.ok(expected.includes(await statusOf(operation, language)), operation.id)
      }
    })
  }
})
