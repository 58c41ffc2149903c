import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { type Operation, operationsOf } from '../../panel/src/features/apis/operations.ts'
import { requestOf } from '../../panel/src/features/apis/request.ts'
import { filled, filledJson } from '../../panel/src/features/apis/template.ts'
import type { OpenApiDocument } from '../../sdk/src/api-types.ts'
import { describedEmail } from '../../server/src/http/email-rest/description.ts'
import { openTestApp, PUBLIC_URL } from '../support/app.ts'
import { addAdministrator, emailClient } from '../support/email.ts'
import { MAILBOX_PASSWORD } from '../support/native-mail.ts'

/** What needs something else than this server, or is only for those who run the installation. */
const LEFT_OUT = [
  // A record in the DNS.
  'verifyDkim',
  // Mail servers.
  'emailEveryone',
  // Other accounts than one's own.
  'listCustomers',
  'addCustomer',
  'editCustomer',
  'deleteCustomer',
  'disableCustomer',
  'enableCustomer',
]

/** First what others need, and the ends last: what a reader does who tries one after the other. */
const STEPS = [
  /^addDomain$/,
  /^add(?:Named)?Mailbox$/,
  /^addAlias$/,
  /^replace/,
  /^(?:add|make)/,
  /^(?!delete|remove|revoke)/,
]
const ENDS = [
  /^remove/,
  /^(?:deleteAlias|deleteMailbox|deleteAlternate|revoke|deleteAdmin)/,
  /^deleteDomain$/,
]

const Fields = z.record(z.string(), z.string())
const Method = z.enum(['GET', 'POST', 'PUT', 'DELETE'])

const document: OpenApiDocument = JSON.parse(JSON.stringify(describedEmail.openApi(PUBLIC_URL)))
const app = await openTestApp()
const admin = await addAdministrator(app)
const client = emailClient(app, admin)
const known = {
  MAILBOX_PASSWORD,
  NEW_PASSWORD: 'seven quiet herons over the harbour',
  KEYWARD_USERNAME: admin.username,
}

const rank = ({ id }: Operation) => [...STEPS, ...ENDS].findIndex((step) => step.test(id))

const operations = operationsOf(document)
  .filter(({ id }) => !LEFT_OUT.includes(id))
  .toSorted((a, b) => rank(a) - rank(b))

for (const operation of operations) {
  test(`the example of ${operation.id} does what it says`, async () => {
    const parameters = Object.fromEntries(
      operation.parameters.map(({ name, example }) => [name, typeof example === 'string' ? example : '']),
    )
    // What the example of another way to add one has left.
    if (operation.id === 'deleteDomain')
      await client.send('DELETE', '/v1/domains/example.com/rs/mailboxes/bernd')
    const request = requestOf(operation, { parameters, body: operation.body })
    const path = filled(request.url, known).slice(PUBLIC_URL.length)
    const body = request.body === undefined ? {} : Fields.parse(filledJson(request.body, known))
    const answer = await client.form(Method.parse(operation.method), path, body)
    assert.equal(answer.statusCode, 200, `${path}: ${answer.body}`)
  })
}
