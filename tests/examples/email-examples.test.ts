import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Operation } from '../../panel/src/features/apis/operations.ts'
import { describedEmail } from '../../server/src/http/email-rest/description.ts'
import { openTestApp, PUBLIC_URL } from '../support/app.ts'
import { isFullRun } from '../support/counts.ts'
import { SILENT_DNS } from '../support/deps.ts'
import { emailClient, pairOf, signatureOf, stampOf } from '../support/email.ts'
import { listen } from '../support/identity.ts'
import { MAILBOX_PASSWORD } from '../support/native-mail.ts'
import {
  assertAsShown,
  documentedStatus,
  EVERY_LANGUAGE,
  type Language,
  shownOperations,
} from '../support/shown-examples.ts'

/** What is refused, and why. */
const REFUSED: Readonly<Record<string, number>> = {
  // Accounts are kept.
  deleteCustomer: 400,
  // The record is not in the DNS of this test.
  verifyDkim: 400,
}

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
const rank = ({ id }: Operation) => [...STEPS, ...ENDS].findIndex((step) => step.test(id))

/** As the examples call themselves. */
const EXAMPLE_AGENT = 'keyward-example/1.0'
/** In the short run one does: each goes through all that there is. */
const LANGUAGES: readonly Language[] = isFullRun ? EVERY_LANGUAGE : ['curl']

for (const language of LANGUAGES) {
  const app = await openTestApp(undefined, { sendsMail: true, dns: { ...SILENT_DNS, txt: async () => [] } })
  after(() => app.close())
  const origin = `http://127.0.0.1:${await listen(app)}`
  // Who runs the installation: some are about other accounts.
  const pair = await pairOf(app, app.owner)
  while ((await app.addAccount()) < '100002');
  const shown = shownOperations(describedEmail, PUBLIC_URL, origin)
  for (const operation of shown.toSorted((a, b) => rank(a) - rank(b))) {
    test(`email: ${operation.id} in ${language} does what it says`, async () => {
      // What the example of another way to add one has left.
      if (operation.id === 'deleteDomain')
        await emailClient(app, pair).send('DELETE', '/v1/domains/example.com/rs/mailboxes/bernd')
      const known = {
        KEYWARD_USERNAME: app.owner.username,
        NEW_PASSWORD: 'seven quiet herons over the harbour',
        MAILBOX_PASSWORD,
      }
      // A signature is good once, and limits are per minute.
      app.wait(61_000)
      const expected = REFUSED[operation.id] ?? documentedStatus(operation)
      const all = {
        ...known,
        KEYWARD_SIGNATURE: signatureOf(pair, stampOf(app.nowMs()), EXAMPLE_AGENT),
      }
      await assertAsShown(operation, language, all, expected)
    })
  }

  test('what is refused is still there', () => {
    for (const id of Object.keys(REFUSED))
      assert.ok(
        shown.some((operation) => operation.id === id),
        id,
      )
  })
}
