import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { auditOf } from '../../../../tests/support/deps.ts'
import { type Asker, fill, withDomain, world } from './mail-testing.ts'

describe('spam in the native API', () => {
  let admin: Asker
  let domain: string
  let paths: Readonly<Record<'domain' | 'mailbox' | 'neighbour', string>>

  before(async () => {
    ;({ admin, domain } = await withDomain())
    await fill(admin, domain, ['anna', 'ben'])
    paths = {
      domain: `/domains/${domain}`,
      mailbox: `/mailboxes/anna@${domain}`,
      neighbour: `/mailboxes/ben@${domain}`,
    }
  })

  const show = async (of: keyof typeof paths, what = 'spam') =>
    (await admin.ask('GET', `${paths[of]}/${what}`)).json()
  const change = (of: keyof typeof paths, body: unknown, what = 'spam') =>
    admin.ask('PATCH', `${paths[of]}/${what}`, body)

  const FIRST = {
    ...{ level: 'on', handling: 'toFolder', cleansFolder: false, folderDays: 7, folderMessages: 250 },
    ...{ forwardTo: '', own: false, filterConnected: false },
  }

  describe('spam settings', () => {
    test('of a mailbox are those of its domain until it has its own, and again when the domain overrides them', async () => {
      assert.deepEqual(await show('domain'), FIRST)
      const strict = await change('domain', { level: 'exclusive', handling: 'delete' })
      const wanted = { ...FIRST, level: 'exclusive', handling: 'delete' }
      assert.deepEqual([strict.statusCode, strict.json()], [200, { ...wanted, own: true }])
      assert.deepEqual(await show('mailbox'), wanted)
      const own = { ...wanted, level: 'off', own: true }
      assert.deepEqual((await change('mailbox', { level: 'off' })).json(), own)
      assert.deepEqual(await show('mailbox'), own)
      assert.deepEqual(await show('neighbour'), wanted)
      await change('domain', { level: 'on', overridesMailboxes: true })
      assert.deepEqual(await show('mailbox'), { ...wanted, level: 'on' })
    })

    test('what is not named stays, and what means nothing to the handling is left out', async () => {
      await change('mailbox', { handling: 'toFolder', cleansFolder: true, folderDays: 3 })
      const now = (await change('mailbox', { folderMessages: 0 })).json()
      assert.deepEqual([now.cleansFolder, now.folderDays, now.folderMessages], [true, 3, 0])
      const { folderDays, forwardTo } = (
        await change('mailbox', { handling: 'labelSubject', folderDays: 30, forwardTo: 'x@y.example' })
      ).json()
      assert.deepEqual([folderDays, forwardTo], [3, ''])
    })

    test('spam is forwarded to an address that is there, in the domain', async () => {
      for (const forwardTo of [undefined, '', 'no address', 'x@elsewhere.example', `nobody@${domain}`]) {
        const answer = await change('neighbour', {
          handling: 'toAddress',
          ...(forwardTo !== undefined && { forwardTo }),
        })
        assert.deepEqual([answer.statusCode, answer.json().field], [400, 'forwardTo'], String(forwardTo))
      }
      const given = { handling: 'toAddress', forwardTo: `Anna@${domain.toUpperCase()}` }
      assert.equal((await change('neighbour', given)).json().forwardTo, `anna@${domain}`)
    })

    test('tried out stay as they were, and nothing is written down', async () => {
      const entries = async () => (await auditOf(world.http.deps, admin.user.accountId)).length
      const [shown, written] = [await show('domain'), await entries()]
      const tried = (
        await change('domain', { level: 'off', overridesMailboxes: true }, 'spam?dryRun=true')
      ).json()
      assert.equal(tried.level, 'off')
      assert.deepEqual([await show('domain'), await entries()], [shown, written])
    })

    test('of other words, types and members are refused, naming which', async () => {
      const before = await show('mailbox')
      for (const [field, value] of [
        ['level', 'ON'],
        ['level', null],
        ['handling', 'burn'],
        ['cleansFolder', 'true'],
        ['folderDays', -1],
        ['folderDays', 1.5],
        ['folderMessages', '9'],
        ['folderMessages', 1e9],
        ['forwardTo', 5],
      ] as const) {
        const answer = await change('mailbox', { [field]: value })
        assert.deepEqual([answer.statusCode, answer.json().field], [400, field], `${field} ${value}`)
      }
      for (const body of [{ overridesMailboxes: true }, { own: true }, { quarantine: 'on' }])
        assert.equal((await change('mailbox', body)).statusCode, 400, JSON.stringify(body))
      assert.deepEqual(await show('mailbox'), before)
    })

    test('say that a filter is connected once it has asked, and not a day after its last question', async () => {
      const { filter, clock } = world.http.deps
      filter.asked(clock.now())
      for (const what of ['spam', 'senders'])
        assert.equal((await show('mailbox', what)).filterConnected, true, what)
      assert.equal((await change('domain', { level: 'on' })).json().filterConnected, true)
      assert.equal((await change('domain', { add: [] }, 'senders/safelist')).json().filterConnected, true)
      world.http.clock.advance(24 * 3_600_000)
      assert.equal((await show('domain')).filterConnected, false)
      assert.equal((await change('mailbox', {}, 'senders/safelist')).json().filterConnected, false)
    })
  })

  test('what spam and notices are forwarded to is followed when it is renamed, and nothing else', async () => {
    const { admin, domain } = await withDomain()
    await fill(admin, domain, ['one', 'two', 'three'])
    const at = (name: string) => `${name}@${domain}`
    const spamTo = (path: string, forwardTo: string) =>
      admin.ask('PATCH', `${path}/spam`, { handling: 'toAddress', forwardTo })
    await spamTo(`/domains/${domain}`, at('one'))
    await spamTo(`/mailboxes/${at('two')}`, at('one'))
    await spamTo(`/mailboxes/${at('three')}`, at('two'))
    await admin.ask('PATCH', `/domains/${domain}/storage-notice`, { cc: at('one') })
    const renamed = await admin.ask('PATCH', `/mailboxes/${at('one')}`, { name: 'uno' })
    assert.equal(renamed.statusCode, 200)
    const forwardOf = async (path: string) => (await admin.ask('GET', `${path}/spam`)).json().forwardTo
    assert.equal(await forwardOf(`/domains/${domain}`), at('uno'))
    assert.equal(await forwardOf(`/mailboxes/${at('two')}`), at('uno'))
    assert.equal(await forwardOf(`/mailboxes/${at('three')}`), at('two'))
    const { cc, percentage } = (await admin.ask('GET', `/domains/${domain}/storage-notice`)).json()
    assert.deepEqual([cc, percentage], [at('uno'), 90])
  })

  describe('lists of senders', () => {
    const NONE = { blocklist: [], ipblocklist: [], safelist: [], ipsafelist: [], filterConnected: false }

    test('of a domain and of its mailboxes are lists of their own, in order, each entry once', async () => {
      assert.deepEqual(await show('domain', 'senders'), NONE)
      const added = await change(
        'domain',
        { add: ['b@x.example', ' @A.example', 'b@X.example'] },
        'senders/blocklist',
      )
      const items = ['@a.example', 'b@x.example']
      assert.deepEqual([added.statusCode, added.json()], [200, { items, filterConnected: false }])
      await change('mailbox', { add: ['192.0.2.%'] }, 'senders/ipsafelist')
      assert.deepEqual(await show('domain', 'senders'), { ...NONE, blocklist: items })
      assert.deepEqual(await show('mailbox', 'senders'), { ...NONE, ipsafelist: ['192.0.2.%'] })
      const both = { add: ['c@x.example'], remove: ['B@x.example', 'not@there.example'] }
      assert.deepEqual((await change('domain', both, 'senders/blocklist')).json().items, [
        '@a.example',
        'c@x.example',
      ])
    })

    test('change as a whole or not at all, and take 250 entries', async () => {
      const many = (count: number) => Array.from({ length: count }, (_, at) => `s${at}@x.example`)
      const at = 'senders/safelist'
      for (const add of [['fine@x.example', 'nonsense'], ['192.0.2.1']]) {
        const refused = await change('neighbour', { add }, at)
        assert.deepEqual([refused.statusCode, refused.json().field], [400, 'add'], add.join())
      }
      assert.deepEqual(await show('neighbour', 'senders'), NONE)
      assert.equal((await change('neighbour', { add: many(250) }, at)).json().items.length, 250)
      const full = await change('neighbour', { add: ['one@more.example'] }, at)
      assert.deepEqual([full.statusCode, full.json().field], [400, 'add'])
      const swapped = { add: ['one@more.example'], remove: ['s0@x.example'] }
      assert.equal((await change('neighbour', swapped, at)).json().items.length, 250)
      assert.equal((await change('neighbour', { add: many(251) }, at)).statusCode, 400)
    })

    test('tried out stay as they were', async () => {
      const before = await show('mailbox', 'senders')
      const tried = await change('mailbox', { add: ['@t.example'] }, 'senders/safelist?dryRun=true')
      assert.deepEqual(tried.json().items, ['@t.example'])
      assert.deepEqual(await show('mailbox', 'senders'), before)
    })

    test('have four names, and no others', async () => {
      for (const name of ['blacklist', 'Safelist', 'senders', '%20'])
        assert.equal((await change('mailbox', { add: [] }, `senders/${name}`)).statusCode, 404, name)
    })
  })

  test('spam of a mailbox that is not there, or elsewhere, is not there', async () => {
    const other = await withDomain()
    await fill(other.admin, other.domain, ['anna'])
    for (const address of [`nobody@${domain}`, `anna@${other.domain}`, 'x@nobodys.example'])
      for (const [method, what, body] of [
        ['GET', 'spam'],
        ['PATCH', 'spam', { level: 'off' }],
        ['GET', 'senders'],
        ['PATCH', 'senders/blocklist', { add: ['@x.example'] }],
      ] as const) {
        const answer = await admin.ask(method, `/mailboxes/${address}/${what}`, body)
        assert.equal(answer.statusCode, 404, `${method} ${address} ${what}`)
      }
  })
})
