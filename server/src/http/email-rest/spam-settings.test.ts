import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'
import { filterFor } from '../../domain/spam/filter-for.ts'

const app = await openTestApp()
after(() => app.close())

const DEFAULTS = {
  filterLevel: 'on',
  rsEmailSettings: {
    spamHandling: 'toFolder',
    hasFolderCleaner: false,
    spamFolderAgeLimit: 7,
    spamFolderNumLimit: 250,
    spamForwardingAddress: '',
  },
}
const NO_EXCHANGE = { forwardToDomainQuarantine: 'off', quarantineOwner: '', defaultQuarantineOwner: '' }
const withHandling = (spamHandling: string, more = {}) => ({
  ...DEFAULTS,
  rsEmailSettings: { ...DEFAULTS.rsEmailSettings, spamHandling, ...more },
})

async function withBoxes() {
  const made = await withMailDomain(app)
  for (const name of ['anna', 'ben'])
    assertDone(await made.client.form('POST', made.at(name), { password: 'Str0ng-enough' }))
  const paths = {
    domain: `${made.P}/spam/settings`,
    anna: `${made.at('anna')}/spam/settings`,
    ben: `${made.at('ben')}/spam/settings`,
  }
  const put = (where: keyof typeof paths, fields: Record<string, string>) =>
    made.client.form('PUT', paths[where], fields)
  const shown = async (where: keyof typeof paths) => (await made.client.get(paths[where])).json()
  return { ...made, paths, put, shown }
}

/** Done; the header that comes while no filter is connected is looked at by a test of its own. */
const settled = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof withBoxes>>['put']>>) =>
  assertDone(answer)

describe('spam settings', () => {
  test("are the vendor's where nothing was set, and those of the domain tell of the quarantine", async () => {
    const { shown } = await withBoxes()
    assert.deepEqual(await shown('domain'), { ...DEFAULTS, exchangeSettings: NO_EXCHANGE })
    assert.deepEqual(await shown('anna'), DEFAULTS)
  })

  test('of a domain hold for mailboxes that have none of their own', async () => {
    const { put, shown } = await withBoxes()
    settled(await put('anna', { filterLevel: 'off' }))
    settled(await put('domain', { filterLevel: 'exclusive', 'rsEmail.spamHandling': 'delete' }))
    assert.deepEqual(await shown('anna'), { ...DEFAULTS, filterLevel: 'off' })
    assert.deepEqual(await shown('ben'), { ...withHandling('delete'), filterLevel: 'exclusive' })
  })

  test('with overrideUserSettings take the place of what mailboxes have, once', async () => {
    const { put, shown } = await withBoxes()
    settled(await put('anna', { filterLevel: 'off' }))
    settled(
      await put('domain', {
        filterLevel: 'on',
        'rsEmail.spamHandling': 'labelSubject',
        overrideUserSettings: 'True',
      }),
    )
    assert.deepEqual(await shown('anna'), withHandling('labelSubject'))
    settled(await put('anna', { filterLevel: 'off' }))
    settled(await put('domain', { filterLevel: 'on', 'rsEmail.spamHandling': 'delete' }))
    assert.deepEqual(await shown('anna'), { ...withHandling('labelSubject'), filterLevel: 'off' })
  })

  test('change by what is sent; the rest stays', async () => {
    const { put, shown } = await withBoxes()
    const folder = {
      'rsEmail.hasFolderCleaner': '1',
      'rsEmail.spamFolderAgeLimit': '0',
      'rsEmail.spamFolderNumLimit': '9',
    }
    settled(await put('anna', { filterLevel: 'on', 'rsEmail.spamHandling': 'toFolder', ...folder }))
    settled(await put('anna', { filterLevel: 'OFF', 'rsEmail.spamFolderNumLimit': '10' }))
    const expected = withHandling('toFolder', {
      hasFolderCleaner: true,
      spamFolderAgeLimit: 0,
      spamFolderNumLimit: 10,
    })
    assert.deepEqual(await shown('anna'), { ...expected, filterLevel: 'off' })
  })

  test('leave out the fields of another handling, whatever is in them', async () => {
    const { put, shown } = await withBoxes()
    const both = { 'rsEmail.spamForwardingAddress': 'not an address', 'rsEmail.spamFolderAgeLimit': '3' }
    settled(await put('anna', { filterLevel: 'on', 'rsEmail.spamHandling': 'toFolder', ...both }))
    assert.deepEqual(await shown('anna'), withHandling('toFolder', { spamFolderAgeLimit: 3 }))
    settled(await put('ben', { filterLevel: 'on', 'rsEmail.spamHandling': 'delete', ...both }))
    assert.deepEqual(await shown('ben'), withHandling('delete'))
    const nonsense = { 'rsEmail.hasFolderCleaner': 'n/a', 'rsEmail.spamFolderAgeLimit': 'never' }
    for (const handling of ['delete', 'labelSubject'])
      settled(await put('ben', { filterLevel: 'on', 'rsEmail.spamHandling': handling, ...nonsense }))
    for (const more of [{}, { 'rsEmail.spamHandling': 'toFolder' }, { 'rsEmail.spamHandling': '' }])
      assertFault(await put('ben', { filterLevel: 'on', ...more, ...nonsense }), 400, 'badRequestFault')
    assert.deepEqual(await shown('ben'), withHandling('labelSubject'))
  })

  test('forward spam to an address that exists in the domain, and to no other', async () => {
    const { put, shown, domain } = await withBoxes()
    const to = (address: string) =>
      put('anna', {
        filterLevel: 'on',
        'rsEmail.spamHandling': 'toAddress',
        'rsEmail.spamForwardingAddress': address,
      })
    for (const address of ['', 'ben', `nobody@${domain}`, 'a@elsewhere.example'])
      assertFault(await to(address), 400, 'validationFault', /address/)
    assertFault(
      await put('anna', { filterLevel: 'on', 'rsEmail.spamHandling': 'toAddress' }),
      400,
      'validationFault',
    )
    assert.deepEqual(await shown('anna'), DEFAULTS)
    settled(await to(`Ben@${domain}`))
    assert.deepEqual(
      await shown('anna'),
      withHandling('toAddress', { spamForwardingAddress: `ben@${domain}` }),
    )
  })

  test('need the level with every change, and know words only', async () => {
    const { put, shown } = await withBoxes()
    assertFault(
      await put('domain', { 'rsEmail.spamHandling': 'delete' }),
      400,
      'badRequestFault',
      'Missing required field: filterLevel',
    )
    assertFault(
      await put('domain', { filterLevel: 'medium' }),
      400,
      'validationFault',
      'filterLevel is one of on, off, exclusive.',
    )
    for (const fields of [
      { 'rsEmail.spamHandling': 'burn' },
      { 'exchange.forwardToDomainQuarantine': 'maybe' },
    ])
      assertFault(await put('domain', { filterLevel: 'on', ...fields }), 400, 'validationFault')
    for (const [field, value] of [
      ['rsEmail.spamFolderAgeLimit', '-1'],
      ['rsEmail.hasFolderCleaner', 'yes'],
      ['overrideUserSettings', 'x'],
    ])
      assertFault(
        await put('domain', { filterLevel: 'on', [field ?? '']: value ?? '' }),
        400,
        'badRequestFault',
      )
    assert.deepEqual(await shown('domain'), { ...DEFAULTS, exchangeSettings: NO_EXCHANGE })
  })

  test('keep what is sent about the quarantine of Exchange, and tell it back', async () => {
    const { put, shown } = await withBoxes()
    const owners = { 'exchange.quarantineOwner': 'q', 'exchange.defaultQuarantineOwner': 'd' }
    settled(
      await put('domain', { filterLevel: 'on', 'exchange.forwardToDomainQuarantine': 'nonuser', ...owners }),
    )
    settled(await put('domain', { filterLevel: 'on', 'exchange.removeQuarantineOwner': 'true' }))
    const { exchangeSettings } = await shown('domain')
    assert.deepEqual(exchangeSettings, {
      forwardToDomainQuarantine: 'nonuser',
      quarantineOwner: '',
      defaultQuarantineOwner: 'd',
    })
  })

  test('come in XML with the roots and namespaces of the vendor', async () => {
    const { client, paths } = await withBoxes()
    const xml = async (path: string) =>
      (await client.send('GET', path, { headers: { accept: 'text/xml' } })).body
    assert.match(
      await xml(paths.domain),
      /<domainSpamSettings [^>]*xmlns="urn:xml:DomainSpamSettings"><filterLevel>on</,
    )
    assert.match(await xml(paths.anna), /<rsMailboxSpamSetting [^>]*xmlns="urn:xml:RSMailboxSpamSetting">/)
  })

  test('warn while no filter is connected, and only then', async () => {
    const { client, paths } = await withBoxes()
    const warning = async (path: string) => (await client.get(path)).headers['x-warning']
    assert.match(String(await warning(paths.domain)), /^No spam filter is connected/)
    app.deps.filter.asked(app.nowMs())
    for (const path of [paths.domain, paths.anna, paths.anna.replace('settings', 'blocklist')])
      assert.equal(await warning(path), undefined)
    app.wait(25 * 3_600_000)
    assert.match(String(await warning(paths.anna)), /^No spam filter is connected/)
  })

  test('go with their mailbox, back too, and are told in the log', async () => {
    const { client, at, put, shown } = await withBoxes()
    settled(await put('anna', { filterLevel: 'off' }))
    assertDone(await client.send('DELETE', at('anna')))
    assertDone(await client.form('POST', at('anna'), { password: 'Str0ng-enough', recoverDeleted: 'true' }))
    assert.equal((await shown('anna')).filterLevel, 'off')
    const log = await auditOf(app.deps, client.admin.accountId)
    const [entry] = log.filter(({ action }) => action === 'spam.settings')
    const { mailboxId, ...details } = entry?.details ?? {}
    assert.match(`${mailboxId}`, /^[0-9a-f]{32}$/)
    assert.deepEqual(
      [entry?.target.slice(0, 13), details],
      ['mailbox:anna@', { fields: 'level', level: 'off', levelBefore: 'on', handling: 'toFolder' }],
    )
  })
})

describe('what the filter is told of a recipient', () => {
  test('are the settings that hold, and the lists of mailbox and domain together', async () => {
    const { client, domain, P, at, put } = await withBoxes()
    settled(await put('domain', { filterLevel: 'exclusive' }))
    for (const base of [P, at('anna')]) {
      const addList = base === P ? '@everywhere.example,@both.example' : '@mine.example,@both.example'
      settled(await client.form('PUT', `${base}/spam/blocklist`, { addList }))
    }
    const found = await app.deps.store.mailboxes.byAddress(client.admin.accountId, `anna@${domain}`)
    assert.ok(found)
    const { settings, lists } = await filterFor(app.deps.store, {
      domainId: found.domainId,
      mailboxId: found.id,
    })
    assert.equal(settings.level, 'exclusive')
    assert.deepEqual([...lists.blocklist].sort(), ['@both.example', '@everywhere.example', '@mine.example'])
    assert.deepEqual(lists.safelist, [])
    const whole = await filterFor(app.deps.store, { domainId: found.domainId, mailboxId: null })
    assert.deepEqual(whole.lists.blocklist, ['@both.example', '@everywhere.example'])
  })
})
