import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { operationsOf } from '../../../panel/src/features/apis/operations.ts'
import { filledJson, jsonTemplateOf } from '../../../panel/src/features/apis/template.ts'
import type { OpenApiDocument } from '../../../sdk/src/api-types.ts'
import { NATIVE_ROUTES } from '../../../server/src/http/native/native.ts'
import { openApi } from '../../../server/src/http/native/openapi.ts'
import { OTHER_PASSWORD, PASSWORD } from '../../support/deps.ts'
import { openNativeWorld } from '../../support/native.ts'
import { MAILBOX_PASSWORD, mailNamesOf } from '../../support/native-mail.ts'
import { OPERATIONS } from '../../support/native-operations.ts'

/** What only an app or a passkey in the reader's hand can answer. */
const ANSWERED_BY_A_DEVICE = ['confirmTotp', 'addPasskey']

const document: OpenApiDocument = JSON.parse(
  JSON.stringify(openApi(NATIVE_ROUTES, 'https://keyward.example')),
)
const bodies = new Map(operationsOf(document).map(({ id, body }) => [id, body]))
const world = await openNativeWorld()

for (const operation of OPERATIONS) {
  const body = bodies.get(operation.id)
  if (body === undefined || ANSWERED_BY_A_DEVICE.includes(operation.id)) continue
  test(`the example of ${operation.id} is taken as it stands`, async () => {
    const { user, apiKey } = await world.someoneIn(await world.newAccount())
    await world.newSubject(user.accountId)
    const browser = await world.browserOf(user)
    await world.prepare(user, operation)
    const there = mailNamesOf(user, operation)
    const domain = there['domain'] ?? ''
    const isNew = operation.id.startsWith('create')
    const name = (known: string | undefined, makes: string) =>
      isNew && operation.id === makes ? `a${randomUUID()}@${domain}` : (known ?? '')
    const variables = {
      KEYWARD_PASSWORD: PASSWORD,
      NEW_PASSWORD: OTHER_PASSWORD,
      KEYWARD_KEY: apiKey,
      DOMAIN: domain,
      MAILBOX: name(there['mailbox'], 'createMailbox'),
      ALIAS: name(there['alias'], 'createAlias'),
      LIST: name(there['list'], 'createGroupList'),
      MAILBOX_PASSWORD,
      USER_ID: world.subjectId(),
    }
    const filled = filledJson(jsonTemplateOf(body), variables)
    const answer = await world.call(browser, operation, { body: filled })
    assert.equal(answer.statusCode, operation.success, answer.body)
  })
}
