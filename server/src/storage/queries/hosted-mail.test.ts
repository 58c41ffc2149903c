import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain, aList, aMailbox, anAlias } from '../../../../tests/support/hosted-mail.ts'
import { anAccount, newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { Mailbox } from '../../domain/mailboxes/mailbox.ts'
import type { OpenedStore } from '../opened-store.ts'

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    await withUser(store)
    const domain = aDomain()
    await store.mailDomains.insert(domain)
    return { store, domain }
  }
  const taken = { code: 'address.exists' }
  const page = { search: null, offset: 0, limit: 10 }

  test('the catch-all of a domain is set, goes with a mailbox that is renamed, and is taken away', async (t) => {
    const { store, domain } = await opened(t)
    const anna = aMailbox(domain, 'anna')
    await store.mailboxes.insert(anna)
    const shown = async () => (await store.mailDomains.find(domain.name))?.catchAll
    await store.mailDomains.update(domain.id, { catchAll: anna.address })
    await store.mailDomains.update(domain.id, { product: 'rse-plus' })
    assert.equal(await shown(), anna.address)
    await store.mailboxes.rename(anna, { name: 'ann', address: `ann@${domain.name}` })
    assert.equal(await shown(), `ann@${domain.name}`)
    await store.mailDomains.update(domain.id, { catchAll: null })
    assert.equal(await shown(), null)
  })

  test('alternate names of a domain are sorted and its alone, taken for everybody, and go with it', async (t) => {
    const { store, domain } = await opened(t)
    const other = aDomain({ name: 'other.example' })
    await store.mailDomains.insert(other)
    for (const name of ['z.example', 'b.example']) await store.mailDomains.addName(domain.id, name)
    assert.deepEqual(await store.mailDomains.alternateNames(domain.id), ['b.example', 'z.example'])
    assert.deepEqual(await store.mailDomains.alternateNames(other.id), [])
    for (const name of ['b.example', domain.name, other.name])
      await assert.rejects(store.mailDomains.addName(other.id, name), { code: 'mail_domain.exists' })
    await assert.rejects(store.mailDomains.insert(aDomain({ name: 'b.example' })), {
      code: 'mail_domain.exists',
    })
    assert.equal(await store.delivery.ownName('b.example'), domain.name)
    assert.equal(await store.delivery.hasDomain('b.example'), true)
    assert.deepEqual(
      [await store.mailDomains.removeName(other.id, 'b.example'), await store.delivery.ownName('c.example')],
      [false, null],
    )
    assert.equal(await store.mailDomains.removeName(domain.id, domain.name), false)
    assert.equal(await store.mailDomains.removeName(domain.id, 'b.example'), true)
    assert.equal(await store.delivery.hasDomain('b.example'), false)
    await store.mailDomains.delete(domain.id)
    for (const name of ['z.example', domain.name]) assert.equal(await store.delivery.hasDomain(name), false)
    await store.mailDomains.insert(aDomain({ name: 'z.example' }))
  })

  test('mail for nobody is caught under an alternate name, too', async (t) => {
    const { store, domain } = await opened(t)
    await store.mailDomains.addName(domain.id, 'too.example')
    await store.mailDomains.update(domain.id, { catchAll: 'a@b.example' })
    assert.equal(await store.delivery.catchAll('too.example'), 'a@b.example')
  })

  test('a mailbox is found by its id while it is there, with where it forwards', async (t) => {
    const { store, domain } = await opened(t)
    const anna = aMailbox(domain, 'anna', { forwardTo: ['a@b.example', 'c@d.example'] })
    await store.mailboxes.insert(anna)
    assert.deepEqual(await store.mailboxes.byId(anna.id), anna)
    await store.mailboxes.markDeleted(anna, 9_000)
    assert.equal(await store.mailboxes.byId(anna.id), null)
    assert.equal(await store.mailboxes.byId(newId()), null)
  })

  test('login tokens are found by digest, deleted once, forgotten when over, and go with whose they are', async (t) => {
    const { store, domain } = await opened(t)
    const anna = aMailbox(domain, 'anna')
    await store.mailboxes.insert(anna)
    const token = (digest: string, expiresAtMs: number) =>
      ({ digest, userId: null, mailboxId: anna.id, expiresAtMs }) as const
    const [one, two, three] = [token('one', 10), token('two', 20), token('three', 30)]
    for (const each of [one, two, three]) await store.loginTokens.insert(each)
    assert.deepEqual(await store.loginTokens.byDigest('two'), two)
    assert.equal(await store.loginTokens.byDigest('four'), null)
    assert.deepEqual(
      [await store.loginTokens.delete('one'), await store.loginTokens.delete('one')],
      [true, false],
    )
    await store.loginTokens.forgetExpired(20)
    assert.equal(await store.loginTokens.byDigest('two'), null)
    assert.equal(await store.ring.countDigests('thr', 0), 1)
    assert.equal(await store.ring.countDigests('thr', 30), 0)
    await store.mailboxes.markDeleted(anna, 1)
    await store.mailboxes.forgetDeletedBefore(2)
    assert.equal(await store.loginTokens.byDigest('three'), null)
  })

  test('a domain comes back as it was put in, to its account alone', async (t) => {
    const { store, domain } = await opened(t)
    assert.deepEqual(await store.mailDomains.byName(domain.accountId, domain.name), domain)
    assert.deepEqual(await store.mailDomains.find(domain.name), domain)
    assert.equal(await store.mailDomains.byName('100002', domain.name), null)
    assert.equal(await store.mailDomains.listed('100002', domain.name), null)
    assert.deepEqual(await store.mailDomains.list(), [{ ...domain, mailboxes: 0 }])
    assert.deepEqual(await store.mailDomains.list('100002'), [])
  })

  test('a name of a domain is taken for every account', async (t) => {
    const { store, domain } = await opened(t)
    await store.accounts.insert(anAccount({ id: '100002' }))
    const other = aDomain({ accountId: '100002', name: domain.name })
    await assert.rejects(store.mailDomains.insert(other), { code: 'mail_domain.exists' })
  })

  test('a mailbox comes back as it was put in, its forwards in order', async (t) => {
    const { store, domain } = await opened(t)
    const forwardTo = ['a@x.example', 'b@x.example', 'c@x.example']
    const contact = { firstName: 'Zoë', notes: 'a\nb', customID: '7' }
    const flags = {
      enabled: false,
      vacationEnabled: true,
      keepForwarded: true,
      inDirectory: false,
      inGal: true,
      protocols: ['pop3'] as const,
      mustChangePassword: true,
    }
    const mailbox = aMailbox(domain, 'anna', {
      forwardTo,
      contact,
      ...flags,
      vacationMessage: '"x"',
      displayName: 'A',
    })
    await store.mailboxes.insert({ ...mailbox, forwardTo: forwardTo.toReversed() })
    assert.deepEqual(await store.mailboxes.byAddress(domain.accountId, mailbox.address), mailbox)
    assert.equal(await store.mailboxes.byAddress('100002', mailbox.address), null)
    assert.equal(await store.mailboxes.byAddress(domain.accountId, mailbox.address.toUpperCase()), null)
  })

  test('an address belongs to one thing, whichever comes first, and is free when that is gone', async (t) => {
    const { store, domain } = await opened(t)
    const [mailbox, alias] = [aMailbox(domain, 'x'), anAlias(domain, 'y', ['a@b.example'])]
    await store.mailboxes.insert(mailbox)
    await store.aliases.insert(alias)
    await assert.rejects(store.mailboxes.insert(aMailbox(domain, 'x')), taken)
    await assert.rejects(store.mailboxes.insert(aMailbox(domain, 'y')), taken)
    await assert.rejects(store.aliases.insert(anAlias(domain, 'x', [])), taken)
    await assert.rejects(store.aliases.insert(anAlias(domain, 'y', [])), taken)
    await assert.rejects(store.mailboxes.rename(mailbox, alias), taken)
    assert.deepEqual(await store.mailboxes.byAddress(domain.accountId, mailbox.address), mailbox)
    await store.aliases.delete(alias)
    await store.mailboxes.rename(mailbox, alias)
    await store.mailboxes.insert(aMailbox(domain, 'x'))
    const all = await store.aliases.existing([mailbox.address, alias.address, 'n@x.example'])
    assert.deepEqual([...all].toSorted(), [mailbox.address, alias.address].toSorted())
  })

  test('ways of mail go over aliases, lists and other names of domains, within the account and round', async (t) => {
    const { store, domain } = await opened(t)
    const at = (name: string) => `${name}@${domain.name}`
    const alternate = `too-${domain.name}`
    await store.mailDomains.addName(domain.id, alternate)
    await store.aliases.insert(anAlias(domain, 'a', [at('list'), 'out@e.example']))
    await store.aliases.insert(anAlias(domain, 'b', [`a@${alternate}`]))
    await store.aliases.insert(anAlias(domain, 'c', [at('box')]))
    await store.lists.insert(aList(domain, 'list', [at('b'), at('box')], { posters: [at('c')] }))
    const box = aMailbox(domain, 'box', { forwardTo: [at('c')] })
    await store.mailboxes.insert(box)
    const ways = new Map([
      [at('a'), [at('list'), 'out@e.example']],
      ['out@e.example', []],
      [at('list'), [at('b'), at('box')]],
      [at('b'), [`a@${alternate}`]],
      [`a@${alternate}`, [at('a')]],
      [at('box'), []],
    ])
    const found = await store.aliases.waysFrom(domain.accountId, [at('a')])
    assert.deepEqual(new Map([...found].map(([from, to]) => [from, to.toSorted()])), ways)
    const elsewhere = await store.aliases.waysFrom('100002', [at('a'), `a@${alternate}`])
    assert.deepEqual([...elsewhere.values()], [[], []])
    assert.deepEqual(await store.aliases.waysFrom(domain.accountId, []), new Map())
  })

  test('a deleted mailbox gives its address away, and the latest of a name comes back', async (t) => {
    const { store, domain } = await opened(t)
    const first = aMailbox(domain, 'x', { forwardTo: ['a@b.example'] })
    const second = aMailbox(domain, 'x')
    await store.mailboxes.insert(first)
    await store.mailboxes.markDeleted(first, 7_000)
    assert.equal(await store.mailboxes.byAddress(domain.accountId, first.address), null)
    await store.mailboxes.insert(second)
    await assert.rejects(store.mailboxes.restore(first, '{ARGON2ID}y'), taken)
    await store.mailboxes.markDeleted(second, 8_000)
    const latest = await store.mailboxes.deletedAt(domain.accountId, first.address, 6_000)
    assert.equal(latest?.id, second.id)
    assert.equal(await store.mailboxes.deletedAt(domain.accountId, first.address, 8_000), null)
    assert.equal(await store.mailboxes.deletedAt('100002', first.address, 6_000), null)
    await store.mailboxes.restore(first, '{ARGON2ID}y')
    const back = await store.mailboxes.byAddress(domain.accountId, first.address)
    assert.deepEqual(back, { ...first, passwordHash: '{ARGON2ID}y' })
    assert.deepEqual(await store.mailboxes.forgetDeletedBefore(8_000), [])
    assert.deepEqual(await store.mailboxes.forgetDeletedBefore(8_001), [second.id])
    assert.ok(await store.mailboxes.byAddress(domain.accountId, first.address))
  })

  test('those who name a renamed mailbox follow it, and name nobody twice', async (t) => {
    const { store, domain } = await opened(t)
    const [from, to] = [`old@${domain.name}`, `new@${domain.name}`]
    const old = aMailbox(domain, 'old')
    const one = aMailbox(domain, 'one', { forwardTo: [from] })
    const both = aMailbox(domain, 'both', { forwardTo: [to, from] })
    for (const mailbox of [old, one, both]) await store.mailboxes.insert(mailbox)
    await store.aliases.insert(anAlias(domain, 'l', [from]))
    await store.aliases.insert(anAlias(domain, 'm', [to, from]))
    await store.mailboxes.rename(old, { name: 'new', address: to })
    const forwardsOf = async ({ address }: Mailbox) =>
      (await store.mailboxes.byAddress(domain.accountId, address))?.forwardTo
    assert.deepEqual([await forwardsOf(one), await forwardsOf(both)], [[to], [to]])
    for (const name of ['l', 'm'])
      assert.deepEqual((await store.aliases.byAddress(domain.accountId, `${name}@${domain.name}`))?.members, [
        to,
      ])
  })

  test('counts and pages leave deleted mailboxes and other domains out', async (t) => {
    const { store, domain } = await opened(t)
    const other = aDomain()
    await store.mailDomains.insert(other)
    const gone = aMailbox(domain, 'gone')
    for (const one of [aMailbox(domain, 'b'), aMailbox(domain, 'a'), gone, aMailbox(other, 'a')])
      await store.mailboxes.insert(one)
    await store.mailboxes.markDeleted(gone, 7_000)
    assert.equal(await store.mailboxes.countOf(domain.id), 2)
    assert.equal((await store.mailDomains.listed(domain.accountId, domain.name))?.mailboxes, 2)
    const found = await store.mailboxes.page({ ...page, accountId: domain.accountId, domainId: domain.id })
    assert.deepEqual([found.rows.map(({ name }) => name), found.total], [['a', 'b'], 2])
    const second = await store.mailboxes.page({
      ...page,
      accountId: domain.accountId,
      domainId: domain.id,
      offset: 1,
      limit: 1,
    })
    assert.deepEqual([second.rows.map(({ name }) => name), second.total], [['b'], 2])
  })

  test('what is searched for is text, whatever it means to the database', async (t) => {
    const { store, domain } = await opened(t)
    const named = { displayName: '100%_\\x', contact: { customID: 'K-1' } }
    for (const one of [aMailbox(domain, 'ab', named), aMailbox(domain, '1b'), aMailbox(domain, 'cc')])
      await store.mailboxes.insert(one)
    const search = async (kind: 'contains' | 'startsWith' | 'startsWithDigit', text: string) => {
      const { rows } = await store.mailboxes.page({
        ...page,
        accountId: domain.accountId,
        domainId: domain.id,
        search: { kind, text },
      })
      return rows.map(({ name }) => name).toSorted()
    }
    assert.deepEqual(await search('contains', 'b'), ['1b', 'ab'])
    assert.deepEqual(await search('startsWith', 'k-'), ['ab'])
    // A display name that begins with a digit counts as well.
    assert.deepEqual(await search('startsWithDigit', ''), ['1b', 'ab'])
    for (const sign of ['%', '_', '\\', '0%_\\'])
      assert.deepEqual(await search('contains', sign), ['ab'], sign)
    for (const text of ["'", '%%%', '__']) assert.deepEqual(await search('contains', text), [], text)
  })

  test('a domain takes everything in it along', async (t) => {
    const { store, domain } = await opened(t)
    const mailbox = aMailbox(domain, 'x', { forwardTo: ['a@b.example'] })
    await store.mailboxes.insert(mailbox)
    await store.aliases.insert(anAlias(domain, 'y', ['a@b.example']))
    await store.mailDomains.delete(domain.id)
    assert.equal((await store.aliases.existing([mailbox.address, `y@${domain.name}`])).size, 0)
    const again: OpenedStore['mailDomains'] = store.mailDomains
    await again.insert(domain)
    await store.mailboxes.insert(mailbox)
    await store.aliases.insert(anAlias(domain, 'y', []))
  })
})
