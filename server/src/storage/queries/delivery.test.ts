import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain, aList, aMailbox, anAlias } from '../../../../tests/support/hosted-mail.ts'
import { onBothEngines, withUser } from '../../../../tests/support/stores.ts'

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    const { account } = await withUser(store)
    const domain = aDomain()
    await store.mailDomains.insert(domain)
    return { store, domain, account, at: (name: string) => `${name}@${domain.name}` }
  }

  test('a domain is there from the moment it is added to the one it is deleted', async (t) => {
    const { store, domain } = await opened(t)
    assert.equal(await store.delivery.hasDomain(domain.name), true)
    assert.equal(await store.delivery.hasDomain(domain.name.toUpperCase()), false)
    await store.mailDomains.delete(domain.id)
    assert.equal(await store.delivery.hasDomain(domain.name), false)
  })

  test('a domain catches for whom it says, from then on', async (t) => {
    const { store, domain, at } = await opened(t)
    assert.equal(await store.delivery.catchAll(domain.name), null)
    await store.mailDomains.update(domain.id, { catchAll: at('ann') })
    assert.equal(await store.delivery.catchAll(domain.name), at('ann'))
    assert.equal(await store.delivery.catchAll('other.example'), null)
  })

  test('an address stands for its mailbox with its forwards, for its members, or for nothing', async (t) => {
    const { store, domain, at } = await opened(t)
    const forwardTo = ['b@x.example', 'a@x.example']
    await store.mailboxes.insert(aMailbox(domain, 'plain'))
    await store.mailboxes.insert(
      aMailbox(domain, 'away', { forwardTo, keepForwarded: true, vacationEnabled: true }),
    )
    await store.aliases.insert(anAlias(domain, 'team', [at('plain'), at('away')]))
    const { target } = store.delivery
    assert.deepEqual(await target(at('plain')), {
      kind: 'mailbox',
      forwardTo: [],
      keepForwarded: false,
      answers: false,
    })
    const away = { kind: 'mailbox', forwardTo: forwardTo.toSorted(), keepForwarded: true, answers: true }
    assert.deepEqual(await target(at('away')), away)
    assert.deepEqual(await target(at('team')), { kind: 'alias', addresses: [at('away'), at('plain')] })
    for (const none of ['nobody', 'PLAIN', '', '%']) assert.equal(await target(at(none)), null)
  })

  test('a list stands for its members, not for those who may write to it', async (t) => {
    const { store, domain, at } = await opened(t)
    const list = aList(domain, 'all', [at('x'), 'y@out.example'], {
      posters: [at('boss')],
      posting: 'chosen',
    })
    await store.lists.insert(list)
    const found = await store.delivery.target(at('all'))
    assert.deepEqual(found, { kind: 'list', addresses: [at('x'), 'y@out.example'] })
    await store.lists.insert(aList(domain, 'none', []))
    assert.deepEqual(await store.delivery.target(at('none')), { kind: 'list', addresses: [] })
  })

  test('a deleted mailbox is neither a target nor does it sign anybody in', async (t) => {
    const { store, domain, at } = await opened(t)
    const gone = aMailbox(domain, 'x')
    await store.mailboxes.insert(gone)
    await store.mailboxes.markDeleted(gone, 7_000)
    assert.deepEqual(
      [await store.delivery.target(at('x')), await store.delivery.holder(at('x'))],
      [null, null],
    )
    const next = aMailbox(domain, 'x', { passwordHash: '{ARGON2ID}next' })
    await store.mailboxes.insert(next)
    const holder = await store.delivery.holder(at('x'))
    assert.deepEqual([holder?.id, holder?.passwordHash], [next.id, '{ARGON2ID}next'])
  })

  test('nobody signs in to a blocked mailbox, nor to any of an account that is switched off', async (t) => {
    const { store, domain, account, at } = await opened(t)
    await store.mailboxes.insert(aMailbox(domain, 'open'))
    await store.mailboxes.insert(aMailbox(domain, 'blocked', { enabled: false }))
    const signsIn = async (name: string) => (await store.delivery.holder(at(name)))?.signsIn
    assert.deepEqual([await signsIn('open'), await signsIn('blocked')], [true, false])
    await store.accounts.update(account.id, { enabled: false })
    assert.deepEqual([await signsIn('open'), await signsIn('blocked')], [false, false])
    // Their mail comes in all the same.
    assert.equal((await store.delivery.target(at('blocked')))?.kind, 'mailbox')
  })

  test('a vacation message is there only while somebody is away', async (t) => {
    const { store, domain, at } = await opened(t)
    const vacation = { vacationMessage: 'back "soon"\n', vacationEnabled: true }
    await store.mailboxes.insert(aMailbox(domain, 'away', vacation))
    await store.mailboxes.insert(aMailbox(domain, 'here', { ...vacation, vacationEnabled: false }))
    assert.equal((await store.delivery.holder(at('away')))?.vacationMessage, 'back "soon"\n')
    assert.equal((await store.delivery.holder(at('here')))?.vacationMessage, null)
  })

  test('aliases that lead to an address are those that name it', async (t) => {
    const { store, domain, at } = await opened(t)
    await store.aliases.insert(anAlias(domain, 'b', [at('x'), at('y')]))
    await store.aliases.insert(anAlias(domain, 'a', [at('x')]))
    assert.deepEqual(await store.delivery.aliasesTo(at('x')), [at('a'), at('b')])
    assert.deepEqual(await store.delivery.aliasesTo(at('y')), [at('b')])
    assert.deepEqual(await store.delivery.aliasesTo(at('a')), [])
  })

  test('a login is noted once in a while, for the mailbox that is there', async (t) => {
    const { store, domain, at, account } = await opened(t)
    const gone = aMailbox(domain, 'x', { lastLoginAtMs: null })
    await store.mailboxes.insert(gone)
    await store.mailboxes.markDeleted(gone, 7_000)
    await store.mailboxes.insert(aMailbox(domain, 'x', { lastLoginAtMs: null }))
    const last = async () => (await store.mailboxes.byAddress(account.id, at('x')))?.lastLoginAtMs
    await store.delivery.noteLogin(at('x'), 10_000, 9_000)
    assert.equal(await last(), 10_000)
    await store.delivery.noteLogin(at('x'), 10_500, 10_000)
    assert.equal(await last(), 10_000)
    await store.delivery.noteLogin(at('x'), 11_500, 10_500)
    assert.equal(await last(), 11_500)
    assert.equal((await store.mailboxes.deletedAt(account.id, at('x'), 0))?.lastLoginAtMs, null)
  })

  test('what a mailbox holds is noted for the one that has the address, and no other column changes', async (t) => {
    const { store, domain, account, at } = await opened(t)
    const gone = aMailbox(domain, 'x')
    await store.mailboxes.insert(gone)
    await store.mailboxes.markDeleted(gone, 7_000)
    const mailbox = aMailbox(domain, 'x')
    await store.mailboxes.insert(mailbox)
    await store.delivery.noteUsage(at('x'), 42)
    await store.delivery.noteUsage(at('nobody'), 43)
    assert.deepEqual(await store.mailboxes.byAddress(account.id, at('x')), { ...mailbox, usageMb: 42 })
    assert.equal((await store.mailboxes.deletedAt(account.id, at('x'), 0))?.usageMb, gone.usageMb)
    await store.delivery.noteUsage(at('x'), 0)
    assert.equal((await store.mailboxes.byId(mailbox.id))?.usageMb, 0)
  })
})
