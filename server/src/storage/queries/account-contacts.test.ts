import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, newId, onBothEngines } from '../../../../tests/support/stores.ts'
import { NO_FACTS } from '../../domain/accounts/contact.ts'

const FACTS = {
  ...{
    addressLine1: "1 O'Hara Street",
    addressLine2: '',
    city: 'Köln',
    state: 'NRW',
    zip: '01234',
    country: 'DE',
  },
  ...{ phone: '+49 221 0', email: 'boss@elsewhere.example', referenceNumber: 'R/77' },
}

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    const [one, other] = [anAccount({ id: '200001' }), anAccount({ id: '200002' })]
    for (const account of [one, other]) await store.accounts.insert(account)
    return { store, contacts: store.accountContacts, one: one.id, other: other.id }
  }

  test('what is known of an account comes back, later facts take its place, by number it is found', async (t) => {
    const { contacts, one, other } = await opened(t)
    assert.equal(await contacts.ofAccount(one), null)
    await contacts.put(one, FACTS)
    await contacts.put(other, NO_FACTS)
    assert.deepEqual(await contacts.ofAccount(one), FACTS)
    assert.equal(await contacts.byReference('R/77'), one)
    for (const number of ['r/77', '', 'R/7%']) assert.equal(await contacts.byReference(number), null, number)
    const later = { ...NO_FACTS, city: 'Bonn', referenceNumber: 'R/78' }
    await contacts.put(one, later)
    assert.deepEqual(Object.fromEntries(await contacts.all()), { [one]: later, [other]: NO_FACTS })
  })

  test('a number is of one account, none of any; and nobody has facts without being there', async (t) => {
    const { contacts, one, other } = await opened(t)
    await contacts.put(one, FACTS)
    await assert.rejects(contacts.put(other, FACTS), { code: 'account.exists' })
    assert.equal(await contacts.ofAccount(other), null)
    await contacts.put(one, FACTS)
    await contacts.put(one, { ...FACTS, referenceNumber: '' })
    await contacts.put(other, { ...FACTS, referenceNumber: '' })
    await assert.rejects(contacts.put(newId(), NO_FACTS))
  })
})
