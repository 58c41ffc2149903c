import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { USER_ADMIN } from '../../../server/src/domain/roles/roles.ts'
import { shareOf } from '../../support/counts.ts'
import { openNativeWorld } from '../../support/native.ts'
import { isForSupers } from '../../support/native-admins.ts'
import { isMail } from '../../support/native-mail.ts'
import { namesUser, OPERATIONS } from '../../support/native-operations.ts'
import { triesOf } from '../../support/rights.ts'

// What the description of the native API says of rights is what the server does: whoever has one of them is not refused
// as `forbidden`, and everybody else is. The e-mail area has a test of its own, `email-roles.test.ts`.

const world = await openNativeWorld()
after(() => world.http.close())

describe('native API: who may is told as it is', () => {
  const own = OPERATIONS.filter((operation) => !isMail(operation) && !isForSupers(operation))
  for (const [at, operation] of own.entries()) {
    test(`${operation.id}: ${operation.rights.join(', ')}`, async () => {
      const accountId = await world.newAccount()
      await world.someoneIn(accountId, [USER_ADMIN])
      for (const { who, roles, isOwn, may } of shareOf(triesOf(operation.rights), at, 3)) {
        const { user } = await world.someoneIn(accountId, roles)
        await world.newSubject(accountId)
        const userId = isOwn ? user.id : world.subjectId()
        if (operation.path.includes('{groupId}')) await world.prepare(user, operation)
        const browser = await world.browserOf(user)
        const answer = await world.call(browser, operation, namesUser(operation) ? { userId } : {})
        const isRefused = answer.statusCode === 403 && answer.json().code === 'forbidden'
        const about = isOwn ? 'on oneself' : 'on a member'
        assert.equal(!isRefused, may || operation.rights.includes('none'), `${who} ${about}: ${answer.body}`)
      }
    })
  }
})
