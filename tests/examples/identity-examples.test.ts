import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Operation } from '../../panel/src/features/apis/operations.ts'
import { ALL_APIS } from '../../server/src/dialects.ts'
import { openTestApp, PUBLIC_URL, type TestApp } from '../support/app.ts'
import { shareOf } from '../support/counts.ts'
import { listen } from '../support/identity.ts'
import { castFor, valuesFor } from '../support/identity-examples.ts'
import { assertAsShown, EVERY_LANGUAGE, languagesAt, shownOperations } from '../support/shown-examples.ts'

/** What takes more than a user, a token and something to do it to. */
const LEFT_OUT = [
  // A token from a letter.
  'identity-v2.0 resetPassword',
  // A code that an app shows, and somebody who has set one up.
  'identity-v2.0 verifyOtpDevice',
  'identity-v2.0 addBypassCodes',
  'identity-v2.0 setDomainMultiFactor',
]
const APIS = ALL_APIS.filter(({ id }) => id.startsWith('identity-') || id === 'introspection')
const nameOf = (apiId: string, { id }: Pick<Operation, 'id'>) => `${apiId} ${id}`

// A server for each language: what an example makes, it makes once.
for (const language of EVERY_LANGUAGE) {
  const app: TestApp = await openTestApp()
  after(() => app.close())
  const origin = `http://127.0.0.1:${await listen(app)}`
  await app.addService('files', 'object-store', 'ORD')
  for (const api of APIS) {
    for (const [at, operation] of shareOf([...shownOperations(api, PUBLIC_URL, origin).entries()], 0, 2)) {
      const name = nameOf(api.id, operation)
      if (LEFT_OUT.includes(name) || !languagesAt(at, operation).includes(language)) continue
      test(`${name} in ${language} does what it says`, async () => {
        const known = await valuesFor(app, operation, await castFor(app, operation))
        await assertAsShown(operation, language, known)
      })
    }
  }
}

test('what is left out is still there', () => {
  const all = APIS.flatMap((api) =>
    shownOperations(api, PUBLIC_URL, PUBLIC_URL).map((operation) => nameOf(api.id, operation)),
  )
  for (const name of LEFT_OUT) assert.ok(all.includes(name), name)
})
