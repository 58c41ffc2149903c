import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { SERVICE_ADMIN, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { checkedFacts, NO_FACTS } from './contact.ts'
import { addCustomer, changeCustomer, customerByReference, customerFor, listCustomers } from './customers.ts'
import { changeOwnSettings, readOwnSettings } from './own-settings.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

describe('what is known of a customer', () => {
  test('is changed with the name or not at all, told in lists, and the log tells which of it, not what', async () => {
    const { deps } = core
    const made = await addCustomer(deps, OPERATOR, { name: 'One', facts: { city: 'Bonn', phone: '0' } })
    assert.deepEqual(made.facts, { ...NO_FACTS, city: 'Bonn', phone: '0' })
    await changeCustomer(deps, OPERATOR, made.id, { name: 'Two', facts: { phone: '', zip: '1' } })
    const wrong = changeCustomer(deps, OPERATOR, made.id, { name: 'Three', facts: { email: 'x' } })
    await refusedWith('input.invalid', wrong)
    const facts = { ...NO_FACTS, city: 'Bonn', zip: '1' }
    assert.deepEqual(await customerFor(deps, made.id), { id: made.id, name: 'Two', facts })
    const listed = (await listCustomers(deps, OPERATOR)).find(({ id }) => id === made.id)
    assert.deepEqual(listed, { id: made.id, name: 'Two', facts })
    const log = (await auditOf(deps, made.id)).filter(({ action }) => action === 'account.contact')
    assert.deepEqual(
      log.map(({ details }) => details),
      [{ fields: 'city phone' }, { fields: 'zip phone' }],
    )
  })

  test('is not written down again where nothing of it changes', async () => {
    const { id } = await addCustomer(core.deps, OPERATOR, { name: 'Same', facts: { city: 'Bonn' } })
    const length = (await auditOf(core.deps, id)).length
    await changeCustomer(core.deps, OPERATOR, id, { name: 'Same', facts: { city: ' Bonn ', phone: '' } })
    assert.equal((await auditOf(core.deps, id)).length, length)
  })

  test('is the owner’s to change of the own account, but not the number that others know it by', async () => {
    const accountId = await core.account()
    const owner = keyActor((await core.person([USER_ADMIN], accountId)).user)
    const changed = await changeCustomer(core.deps, owner, accountId, { facts: { city: 'Bonn' } })
    assert.equal(changed.facts.city, 'Bonn')
    const numbered = { facts: { city: 'Rome', referenceNumber: 'mine' } }
    await refusedWith('actor.forbidden', changeCustomer(core.deps, owner, accountId, numbered))
    assert.equal((await customerFor(core.deps, accountId)).facts.city, 'Bonn')
    await refusedWith('actor.forbidden', customerByReference(core.deps, owner, 'mine'))
    await refusedWith('actor.forbidden', listCustomers(core.deps, owner))
  })

  test('is nobody else’s to change', async () => {
    const accountId = await core.account()
    for (const [roles, home, code] of [
      [[USER_MANAGE], accountId, 'actor.forbidden'],
      [[], accountId, 'actor.forbidden'],
      [[USER_ADMIN], await core.account(), 'account.not_found'],
    ] as const) {
      const { user } = await core.person(roles, home)
      await refusedWith(code, changeCustomer(core.deps, keyActor(user), accountId, { facts: { city: 'x' } }))
    }
    const { user: operator } = await core.person([SERVICE_ADMIN])
    await changeCustomer(core.deps, keyActor(operator), accountId, {
      facts: { referenceNumber: `n${accountId}` },
    })
    assert.equal((await customerByReference(core.deps, OPERATOR, `n${accountId}`)).id, accountId)
  })

  test('stands among the settings of the own account, without that number, after a proof of presence', async () => {
    const accountId = await core.account()
    const { user } = await core.person([USER_ADMIN], accountId)
    await changeCustomer(core.deps, OPERATOR, accountId, { facts: { referenceNumber: `s${accountId}` } })
    const { referenceNumber: _theirs, ...empty } = NO_FACTS
    const actor = panelActor(user, core.clock.now())
    assert.deepEqual((await readOwnSettings(core.deps, actor)).contact, empty)
    const changed = await changeOwnSettings(core.deps, actor, { name: 'Named', contact: { phone: '1' } })
    assert.deepEqual([changed.account.name, changed.contact], ['Named', { ...empty, phone: '1' }])
    const stale = changeOwnSettings(core.deps, panelActor(user, null), { contact: { phone: '2' } })
    await refusedWith('step_up.needed', stale)
  })
})

test('any text on one line is kept as it is but for blanks around it; others are refused by name', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 })
  const property = fc.property(text, (city) => {
    const isGood = city.trim().length <= 255 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(city.trim())
    if (isGood) assert.deepEqual(checkedFacts({ city }), { city: city.trim() })
    else
      assert.throws(() => checkedFacts({ phone: '1', city }), {
        code: 'input.invalid',
        facts: { field: 'city', reason: '255 characters at most, on one line.' },
      })
  })
  fc.assert(property, { examples: [['a\u2028b'], ['x'.repeat(256)], [' \u0000 '], ['\t'], ['']] })
})
