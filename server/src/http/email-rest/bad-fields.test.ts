import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { type EmailClient, emailClient, type Pair, pairOf } from '../../../../tests/support/email.ts'
import { EMAIL_OPERATIONS, type EmailOperation } from '../../../../tests/support/email-operations.ts'
import { addressIn, fieldsIn, mendPlace, newEmailPlace } from '../../../../tests/support/email-places.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { CONTACT_FIELDS } from '../../domain/mailboxes/mailbox.ts'

// Every field of every operation of the signed API, in JSON, where everything can be said: what is no value of it is
// refused with its name, and the rest of the body is not done either.

const app = await openTestApp()
const pair = await pairOf(app, app.owner)
const client = emailClient(app, pair)
const place = await newEmailPlace(app, app.owner.accountId)

const NO_VALUES: Readonly<Record<string, unknown>> = {
  'an object': { a: 1 },
  'a list of lists': [['a']],
  'a list of objects': [{ a: 1 }],
  'a zero byte': 'a\0b',
  'half a character': 'a\ud800b',
  'too long': 'x'.repeat(9_000),
}
/** What a field takes that is not in the rows: of a mailbox most. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  'PUT /customers/:customer/domains/:domain/rs/mailboxes/:mailbox': [
    ...['name', 'size', 'enabled', 'vacationMessage', 'enableVacationMessage', 'emailForwardingAddresses'],
    ...['saveForwardedEmail', 'visibleInRackspaceEmailCompanyDirectory', 'visibleInExchangeGAL'],
    ...CONTACT_FIELDS,
  ],
}

const addressOf = ({ method, path }: EmailOperation) => `${method} ${path}`

test('what is no value is taken in no field of any operation, and nothing is changed', (t) =>
  changingNothing(app, async () => {
    for (const operation of EMAIL_OPERATIONS) {
      const { form = {}, method } = operation
      const fields = [...Object.keys(form), ...(MORE[addressOf(operation)] ?? [])]
      if ((method !== 'POST' && method !== 'PUT') || fields.length === 0) continue
      await t.test(addressOf(operation), async () => {
        for (const field of fields)
          for (const [what, value] of Object.entries(NO_VALUES)) {
            // Limits are by the minute, and time stands still.
            app.wait(MINUTE_MS)
            const body = { ...fieldsIn(operation, place), [field]: value }
            const answer = await client.json(method, addressIn(operation, place), body)
            // A name of any length may be asked for: nobody has it.
            const expected = field === 'userName' && what === 'too long' ? 404 : 400
            assert.equal(answer.statusCode, expected, `${field}, ${what}: ${answer.body.slice(0, 200)}`)
          }
      })
    }
  }))

const WAYS: readonly EmailClient<Pair>['form'][] = [client.form, client.json]

test('an operation takes its fields by names in any letter case, and in a form as in JSON', async () => {
  for (const operation of EMAIL_OPERATIONS) {
    const { method, form, done = 200 } = operation
    if ((method !== 'POST' && method !== 'PUT') || !form) continue
    for (const send of WAYS)
      for (const cased of [(text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()]) {
        app.wait(MINUTE_MS)
        await mendPlace(app, app.owner.accountId, place)
        const fields = Object.entries(fieldsIn(operation, place))
        const body = Object.fromEntries(fields.map(([name, text]) => [cased(name), text]))
        const answer = await send(method, addressIn(operation, place), body)
        assert.equal(answer.statusCode, done, `${addressOf(operation)}: ${answer.body}`)
      }
  }
})
