import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ALL_APIS } from '../../server/src/dialects.ts'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { openTestApp, PUBLIC_URL, TESTER } from '../support/app.ts'
import { pairOf, signatureOf, stampOf } from '../support/email.ts'
import { listen, tokenOf } from '../support/identity.ts'
import { assertAsShown, LANGUAGES, languagesAt, shownOperations } from '../support/shown-examples.ts'

// Every operation is run by a test of its API beside this one, in three languages; here what all APIs have in common.

const app = await openTestApp()
const origin = `http://127.0.0.1:${await listen(app)}`
after(() => app.close())
await app.addService('cloudFiles', 'object-store', 'DFW')
await changeAdminType(app.deps, TESTER, app.owner.userId, 'super')
const pair = await pairOf(app, app.owner)

/** What a reader has in the environment. */
async function known(): Promise<Record<string, string>> {
  const { username, apiKey, password, userId, accountId } = app.owner
  // A signature is good once.
  app.wait(1_000)
  return {
    ...{ KEYWARD_USERNAME: username, KEYWARD_KEY: apiKey, KEYWARD_PASSWORD: password },
    ...{ KEYWARD_TOKEN: await tokenOf(app, app.owner), USER_ID: userId, TENANT_ID: accountId },
    KEYWARD_SIGNATURE: signatureOf(pair, stampOf(app.nowMs()), 'keyward-example/1.0'),
  }
}

describe('the examples of the catalog run as they are shown (E10)', () => {
  for (const api of ALL_APIS) {
    const shown = shownOperations(api, PUBLIC_URL, origin)
    for (const language of LANGUAGES) {
      test(`${api.id}: the first call in ${language} succeeds`, async () => {
        const first = shown.find(({ id }) => id === api.firstCall) ?? assert.fail(api.firstCall)
        await assertAsShown(first, language, await known())
      })
    }
  }

  for (const language of LANGUAGES) {
    test(`variables in the address, in headers and in the body in ${language}`, async () => {
      for (const [apiId, id] of [
        ['identity-v2.0', 'getUser'],
        ['identity-v2.0', 'validateToken'],
        ['identity-v3', 'logIn'],
        ['identity-v3', 'validateToken'],
      ]) {
        const api = ALL_APIS.find((one) => one.id === apiId) ?? assert.fail(apiId)
        const shown = shownOperations(api, PUBLIC_URL, origin)
        const operation = shown.find((one) => one.id === id) ?? assert.fail(id)
        await assertAsShown(operation, language, await known())
      }
    })
  }
})

describe('forward-auth: every example does what it says', () => {
  const api = ALL_APIS.find(({ id }) => id === 'forward-auth') ?? assert.fail()
  for (const [at, operation] of shownOperations(api, PUBLIC_URL, origin).entries()) {
    for (const language of languagesAt(at, operation)) {
      test(`${operation.id} in ${language}`, async () => {
        await assertAsShown(operation, language, await known())
      })
    }
  }
})
