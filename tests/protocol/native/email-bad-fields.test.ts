import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { USER_ADMIN } from '../../../server/src/domain/roles/roles.ts'
import type { User } from '../../../server/src/domain/users/user.ts'
import type { Browser } from '../../support/browser.ts'
import { bodyFor, type NativeWorld, openNativeWorld } from '../../support/native.ts'
import { isForSupers } from '../../support/native-admins.ts'
import { isMail } from '../../support/native-mail.ts'
import { OPERATIONS } from '../../support/native-operations.ts'

// Every field of every e-mail operation that takes a body: what is no value of it is refused, and nothing is changed.

const NO_VALUES: Readonly<Record<string, unknown>> = {
  null: null,
  'an object': { a: 1 },
  'a list of lists': [['a']],
  'a list of objects': [{ a: 1 }],
  'a fraction': 1.5,
  'a zero byte': 'a\0b',
  'half a character': 'a\ud800b',
  'too long': 'x'.repeat(20_000),
}
/** Null says that there is none; any text is a file with a column, which is then told. */
const ALLOWED = ['changeCatchAll address, null', 'planImport file, too long']

let world: NativeWorld
let owner: User
let browser: Browser

before(async () => {
  world = await openNativeWorld()
  owner = (await world.someoneIn(await world.newAccount(), [USER_ADMIN])).user
  await world.http.deps.store.users.update(owner.id, { adminType: 'super' })
  browser = await world.browserOf(owner)
})
after(() => world.http.close())

for (const operation of OPERATIONS) {
  if (!operation.needsBody || !(isMail(operation) || isForSupers(operation))) continue
  test(`${operation.id} takes what is no value in no field`, async () => {
    await world.prepare(owner, operation)
    const body = bodyFor(operation) ?? {}
    await world.changingNothing(async () => {
      for (const field of Object.keys(body))
        for (const [what, value] of Object.entries(NO_VALUES)) {
          if (ALLOWED.includes(`${operation.id} ${field}, ${what}`)) continue
          const answer = await world.call(browser, operation, { body: { ...body, [field]: value } })
          const told = `${field}, ${what}: ${answer.body.slice(0, 200)}`
          assert.ok(answer.statusCode === 400 || answer.statusCode === 404, told)
        }
      const answer = await world.call(browser, operation, { body: { ...body, unknownField: 'x' } })
      assert.equal(answer.statusCode, 400, answer.body)
    })
  })
}
