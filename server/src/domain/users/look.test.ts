import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { usePeople } from '../../../../tests/support/people.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import { createInvitedUser } from './create-invited-user.ts'
import { addUser } from './create-user.ts'
import { updateUser } from './update-user.ts'

const people = usePeople()
const add = (name: string) =>
  addUser(people.deps, OPERATOR, { accountId: people.operator.user.accountId, name, password: null })

describe('a new name that looks like one that is taken', () => {
  before(async () => {
    for (const name of ['paypal', 'modern.harbor', 'Lisa', 'team1']) await add(name)
  })

  for (const name of ['paypa1', 'PAYPA1', 'paypaI', 'modem.harbor', 'm0dern.harbor', 'Iisa', 'teaml']) {
    test(`is refused: ${name}`, async () => {
      const { message } = await refusedWith('user.exists', add(name))
      assert.match(message, /looks like one that is taken/)
    })
  }

  for (const name of ['paypai', 'team2', 'team11', 'modern.harbour', 'lissa', 'paypal1', 'żółw'])
    test(`is no plainly other one: ${name}`, async () => {
      assert.equal((await add(name)).user.name, name)
    })

  test('is refused wherever a user is made, and by another name for one who is there', async () => {
    const owner = keyActor(await people.userWith(USER_ADMIN))
    const { accountId } = people
    const invited = { accountId, name: 'paypa1', email: null, roles: [], invite: true, password: null }
    await refusedWith('user.exists', createInvitedUser(people.deps, owner, invited))
    const { user } = await add('someone.else')
    await refusedWith('user.exists', updateUser(people.deps, OPERATOR, user.id, { name: 'paypa1' }))
  })

  test('is not one’s own: a user may be called by other letters that look the same', async () => {
    const { user } = await add('c1ara')
    assert.equal((await updateUser(people.deps, OPERATOR, user.id, { name: 'clara' })).name, 'clara')
  })
})
