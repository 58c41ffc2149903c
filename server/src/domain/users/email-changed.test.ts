import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf } from '../../../../tests/support/core.ts'
import { makeOwner, makeUser, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { freshName } from '../../../../tests/support/people.ts'
import type { Deps } from '../deps.ts'
import { swapLink } from '../links/swap-link.ts'
import { inviteUser } from './invite-user.ts'
import { updateUser } from './update-user.ts'

let world: TestDeps
let accountId: string

before(async () => {
  world = await openTestDeps({ sendsMail: true })
  accountId = (await makeOwner(world.deps)).account.id
})
after(() => world.close())

/** An invitation, then another address: what the link of the invitation opens. */
async function afterNewAddress(deps: Deps, email: string | null): Promise<string> {
  const { user } = await makeUser(deps, accountId, freshName(), email === null ? {} : { email })
  const { secret } = await inviteUser(deps, OPERATOR, user.id)
  await updateUser(deps, OPERATOR, user.id, { email: `${freshName()}@example.com` })
  return answerOf(swapLink(deps, 'invitation', secret))
}

describe('when an address is put right', () => {
  test('an invitation that was mailed to the old one opens nothing: a stranger may have it', async () => {
    assert.equal(await afterNewAddress(world.deps, 'mistyped@example.com'), 'link.not_found')
  })

  test('a link that was handed over goes on: where there was no address, and where no mail is sent', async () => {
    assert.equal(await afterNewAddress(world.deps, null), 'valid')
    assert.equal(await afterNewAddress({ ...world.deps, sendsMail: false }, 'old@example.com'), 'valid')
  })

  test('the invitation is over for the lists too, and a new one works', async () => {
    const { user } = await makeUser(world.deps, accountId, freshName(), { email: 'old@example.com' })
    await inviteUser(world.deps, OPERATOR, user.id)
    await updateUser(world.deps, OPERATOR, user.id, { email: 'new@example.com' })
    assert.equal((await world.deps.store.users.listed(user.id))?.invitationEndsAtMs, null)
    const { secret, mailedTo } = await inviteUser(world.deps, OPERATOR, user.id)
    assert.equal(mailedTo, 'new@example.com')
    assert.equal(await answerOf(swapLink(world.deps, 'invitation', secret)), 'valid')
  })

  test('the same address again leaves the invitation', async () => {
    const { user } = await makeUser(world.deps, accountId, freshName(), { email: 'same@example.com' })
    const { secret } = await inviteUser(world.deps, OPERATOR, user.id)
    await updateUser(world.deps, OPERATOR, user.id, { email: 'same@example.com', defaultRegion: 'DFW' })
    assert.equal(await answerOf(swapLink(world.deps, 'invitation', secret)), 'valid')
  })
})
