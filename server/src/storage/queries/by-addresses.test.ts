import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDomain, aMailbox, anAlias } from '../../../../tests/support/hosted-mail.ts'
import { onBothEngines, withUser } from '../../../../tests/support/stores.ts'

onBothEngines((engine) => {
  test('mailboxes and aliases are found many at once as one by one, in their account alone, none that is deleted', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    const accountId = '100001'
    const domain = aDomain()
    await store.mailDomains.insert(domain)
    const at = (name: string) => `${name}@${domain.name}`
    // More than go into one statement.
    const asked = Array.from({ length: 1_100 }, (_, nr) => at(`none${nr}`))
    const gone = aMailbox(domain, 'gone')
    // Which of these comes first is another matter in every language.
    const outside = ['b@x.example', 'a_b@x.example', 'a1@x.example', 'a-b@x.example', 'a.b@x.example']
    for (const mailbox of [aMailbox(domain, 'plain'), aMailbox(domain, 'away', { forwardTo: outside }), gone])
      await store.mailboxes.insert(mailbox)
    await store.mailboxes.markDeleted(gone, 1)
    await store.aliases.insert(anAlias(domain, 'team', outside))
    await store.aliases.insert(anAlias(domain, 'left', []))
    const all = [at('plain'), at('team'), at('gone'), ...asked, at('away'), at('left')]
    const mailboxes = await store.mailboxes.byAddresses(accountId, all)
    const aliases = await store.aliases.byAddresses(accountId, all)
    assert.deepEqual([...mailboxes.keys()].toSorted(), [at('away'), at('plain')])
    assert.deepEqual([...aliases.keys()].toSorted(), [at('left'), at('team')])
    assert.deepEqual(mailboxes.get(at('away'))?.forwardTo, outside.toSorted())
    assert.deepEqual(aliases.get(at('team'))?.members, outside.toSorted())
    for (const [address, mailbox] of mailboxes)
      assert.deepEqual(mailbox, await store.mailboxes.byAddress(accountId, address))
    for (const [address, alias] of aliases)
      assert.deepEqual(alias, await store.aliases.byAddress(accountId, address))
    assert.equal((await store.mailboxes.byAddresses('100009', all)).size, 0)
    assert.equal((await store.aliases.byAddresses('100009', all)).size, 0)
    assert.equal((await store.mailboxes.byAddresses(accountId, [])).size, 0)
  })
})
