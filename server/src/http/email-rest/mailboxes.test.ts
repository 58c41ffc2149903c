import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertDone, assertFault, type EmailClient, withMailDomain } from '../../../../tests/support/email.ts'
import { CONTACT_FIELDS } from '../../domain/mailboxes/mailbox.ts'

const PASSWORD = 'Str0ng-enough'
const DAY_MS = 24 * 3_600_000
const app = await openTestApp()
const withDomain = (fields?: Record<string, string>) => withMailDomain(app, fields)

async function add(client: EmailClient, path: string, fields: Record<string, string> = {}) {
  assertDone(await client.form('POST', path, { password: PASSWORD, ...fields }))
}

async function show(client: EmailClient, path: string) {
  const answer = await client.get(path)
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json()
}

describe('a mailbox', () => {
  test('is added by its password alone, and shows every member', async () => {
    const { client, at } = await withDomain()
    await add(client, at('Anna'))
    const shown = await show(client, at('anna'))
    const { createdDate, contactInfo, ...others } = shown
    assert.match(createdDate, /^\d+\/\d+\/\d{4} \d+:\d\d:\d\d [AP]M$/)
    assert.deepEqual(Object.keys(contactInfo), [...CONTACT_FIELDS])
    assert.deepEqual(new Set(Object.values(contactInfo)), new Set(['']))
    assert.deepEqual(others, {
      name: 'anna',
      size: 25_600,
      currentUsage: 0,
      displayName: '',
      enabled: true,
      vacationMessage: '',
      enableVacationMessage: false,
      emailForwardingAddressList: [],
      saveForwardedEmail: false,
      lastLogin: '',
      visibleInRackspaceEmailCompanyDirectory: true,
      visibleInExchangeGAL: false,
    })
  })

  test('takes every field flat and tells it nested, in either kind of body', async () => {
    const { client, at, domain } = await withDomain()
    const contact = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, `${field} é & <x>`]))
    const fields = {
      ...contact,
      password: PASSWORD,
      size: '2048',
      displayName: 'Zoë "Z" <z>',
      enabled: 'False',
      vacationMessage: 'Away\r\nuntil "Monday"',
      enableVacationMessage: 'True',
      emailForwardingAddresses: `B@${domain}, x@elsewhere.example,b@${domain}`,
      saveForwardedEmail: '1',
      visibleInRackspaceEmailCompanyDirectory: '0',
      visibleInExchangeGAL: 'TRUE',
      somethingElse: 'ignored',
    }
    assertDone(await client.form('POST', at('f'), fields))
    const body = { ...fields, size: 2_048, enabled: false, saveForwardedEmail: true }
    const list = fields.emailForwardingAddresses.split(',')
    assertDone(await client.json('POST', at('j'), { ...body, emailForwardingAddresses: list }))
    for (const name of ['f', 'j']) {
      const { createdDate: _, ...shown } = await show(client, at(name))
      assert.deepEqual(shown, {
        name,
        size: 2_048,
        currentUsage: 0,
        displayName: 'Zoë "Z" <z>',
        enabled: false,
        vacationMessage: 'Away\r\nuntil "Monday"',
        enableVacationMessage: true,
        emailForwardingAddressList: [`b@${domain}`, 'x@elsewhere.example'],
        saveForwardedEmail: true,
        lastLogin: '',
        visibleInRackspaceEmailCompanyDirectory: false,
        visibleInExchangeGAL: true,
        contactInfo: contact,
      })
    }
  })

  test('changes only in what is sent; empty clears text and lists, and leaves password and size', async () => {
    const { client, at } = await withDomain()
    const given = { displayName: 'A', firstName: 'F', lastName: 'L', emailForwardingAddresses: 'x@y.example' }
    await add(client, at('a'), { ...given, size: '1000' })
    const before = await app.deps.store.mailboxes.byAddress(client.admin.accountId, addressOf(at('a')))
    assertDone(await client.form('PUT', at('a'), { firstName: 'G', password: '', size: '' }))
    const shown = await show(client, at('a'))
    assert.deepEqual(
      [shown.displayName, shown.contactInfo.firstName, shown.contactInfo.lastName, shown.size],
      ['A', 'G', 'L', 1_000],
    )
    assert.deepEqual(shown.emailForwardingAddressList, ['x@y.example'])
    assertDone(
      await client.form('PUT', at('a'), { displayName: '', emailForwardingAddresses: '', lastName: '' }),
    )
    const cleared = await show(client, at('a'))
    assert.deepEqual(
      [cleared.displayName, cleared.contactInfo.lastName, cleared.emailForwardingAddressList],
      ['', '', []],
    )
    const later = await app.deps.store.mailboxes.byAddress(client.admin.accountId, addressOf(at('a')))
    assert.equal(later?.passwordHash, before?.passwordHash)
    assertDone(await client.send('PUT', at('a')))
  })

  test('keeps its password as Dovecot reads it, and never tells it', async () => {
    const { client, at } = await withDomain()
    await add(client, at('a'))
    const mailbox = await app.deps.store.mailboxes.byAddress(client.admin.accountId, addressOf(at('a')))
    const [, phc = ''] =
      /^\{ARGON2ID\}(\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$.+)$/.exec(mailbox?.passwordHash ?? '') ?? []
    assert.equal((await app.deps.hasher.verify(PASSWORD, phc)).matches, true)
    assertDone(await client.form('PUT', at('a'), { password: 'An0ther-one' }))
    assert.equal((await client.get(at('a'))).body.includes('argon2'), false)
    const entries = await app.deps.store.audit.page(client.admin.accountId, 0, 1_000)
    assert.equal(/Str0ng|An0ther|argon2/.test(JSON.stringify(entries)), false)
  })

  test('goes by another name after it was renamed, and aliases and forwards that name it follow', async () => {
    const { client, at, P, domain } = await withDomain()
    await add(client, at('old'), { displayName: 'Same' })
    await add(client, at('other'), { emailForwardingAddresses: `old@${domain}` })
    assertDone(await client.form('POST', `${P}/rs/aliases/all`, { aliasEmails: `old@${domain}` }))
    const before = await app.deps.store.mailboxes.byAddress(client.admin.accountId, `old@${domain}`)
    assertDone(await client.form('PUT', at('old'), { name: 'New' }))
    const gone = assertFault(await client.get(at('old')), 404, 'itemNotFoundFault')
    assert.deepEqual(gone['additionalData'], { isRecoverable: false })
    assert.equal((await show(client, at('new'))).displayName, 'Same')
    const later = await app.deps.store.mailboxes.byAddress(client.admin.accountId, `new@${domain}`)
    assert.equal(later?.id, before?.id, 'mail is stored by id')
    assert.deepEqual((await show(client, at('other'))).emailForwardingAddressList, [`new@${domain}`])
    const { emailAddressList } = await show(client, `${P}/rs/aliases/all`)
    assert.deepEqual(emailAddressList, { emailAddress: [`new@${domain}`] })
    assertFault(
      await client.form('PUT', at('new'), { name: 'other' }),
      400,
      'validationFault',
      'The name is taken.',
    )
    await add(client, at('old'))
  })

  test('can be brought back for 14 days after it was deleted, with all but its password', async () => {
    const { client, at } = await withDomain()
    await add(client, at('a'), { displayName: 'First', emailForwardingAddresses: 'x@y.example' })
    assertDone(await client.json('DELETE', at('a'), { some: 'body' }))
    const gone = assertFault(await client.get(at('a')), 404, 'itemNotFoundFault', 'Mailbox Not Found')
    assert.deepEqual([gone['resourceType'], gone['additionalData']], ['Mailbox', { isRecoverable: true }])
    const { body } = await client.send('GET', at('a'), { headers: { accept: 'text/xml' } })
    assert.match(body, /<additionalData><isRecoverable>true<\/isRecoverable><\/additionalData>/)
    assertFault(await client.send('DELETE', at('a')), 404, 'itemNotFoundFault')
    await add(client, at('a'), { recoverDeleted: 'true', displayName: 'ignored' })
    const shown = await show(client, at('a'))
    assert.deepEqual([shown.displayName, shown.emailForwardingAddressList], ['First', ['x@y.example']])
    assertDone(await client.send('DELETE', at('a')))
    await add(client, at('a'))
    assert.equal((await show(client, at('a'))).displayName, '', 'without being asked for it is a new one')
    const taken = await client.form('POST', at('a'), { password: PASSWORD, recoverDeleted: 'true' })
    assertFault(taken, 400, 'validationFault', 'The name is taken.')
  })

  test('cannot be brought back later, or where there was none', async () => {
    const { client, at } = await withDomain()
    await add(client, at('a'))
    assertDone(await client.send('DELETE', at('a')))
    app.wait(14 * DAY_MS)
    const gone = assertFault(await client.get(at('a')), 404, 'itemNotFoundFault')
    assert.deepEqual(gone['additionalData'], { isRecoverable: false })
    for (const name of ['a', 'never']) {
      const answer = await client.form('POST', at(name), { password: PASSWORD, recoverDeleted: '1' })
      assertFault(answer, 400, 'validationFault', 'There is no deleted mailbox of this name to recover.')
    }
    app.wait(1)
    const forgotten = await app.deps.store.mailboxes.forgetDeletedBefore(app.nowMs() - 14 * DAY_MS)
    assert.ok(forgotten.length >= 1)
  })

  test('is added on the collection too, by the name in the body, and told back', async () => {
    const { client, P } = await withDomain()
    const answer = await client.json('POST', `${P}/rs/mailboxes`, {
      name: 'rust',
      password: PASSWORD,
      size: 100,
    })
    assert.equal(answer.statusCode, 200, answer.body)
    assert.deepEqual([answer.json().name, answer.json().size], ['rust', 100])
    const without = await client.json('POST', `${P}/rs/mailboxes`, { password: PASSWORD })
    assertFault(without, 400, 'badRequestFault', 'Missing required field: name')
  })
})

const addressOf = (path: string) => {
  const [, , , domain, , , name] = path.split('/')
  return `${name}@${domain}`
}

describe('what is not allowed of a mailbox is refused, and nothing changes', () => {
  const long = 'x'.repeat(256)
  const bad: readonly (readonly [Record<string, string>, string, (string | RegExp)?])[] = [
    [{ password: 'Sh0rt-x' }, 'validationFault', /8 characters/],
    [{ password: 'alllowercase' }, 'validationFault', /three of/],
    [{ password: 'lower1234' }, 'validationFault', /three of/],
    [{ password: `Aa1${'x'.repeat(126)}` }, 'validationFault', /128 bytes/],
    [{ password: 'Xy1-mailbox-Xy' }, 'validationFault', /must not contain the name/],
    [{ size: '0' }, 'validationFault'],
    [{ size: '25601' }, 'validationFault', /1 to 25600/],
    [{ size: '-5' }, 'badRequestFault'],
    [{ size: 'big' }, 'badRequestFault'],
    [{ size: '1.5' }, 'badRequestFault'],
    [{ enabled: 'yes' }, 'badRequestFault'],
    [{ enableVacationMessage: 'maybe' }, 'badRequestFault'],
    [{ enableVacationMessage: 'true' }, 'validationFault', /vacation message/],
    [{ enableVacationMessage: 'true', vacationMessage: ' ' }, 'validationFault'],
    [{ vacationMessage: 'x'.repeat(8_001) }, 'validationFault'],
    [{ displayName: long }, 'validationFault'],
    [{ firstName: long }, 'validationFault'],
    [{ notes: 'x'.repeat(4_097) }, 'validationFault'],
    [{ emailForwardingAddresses: 'nonsense' }, 'validationFault'],
    [{ emailForwardingAddresses: 'a@b' }, 'validationFault'],
    [{ emailForwardingAddresses: 'a b@c.example' }, 'validationFault'],
    [
      { emailForwardingAddresses: [1, 2, 3, 4, 5].map((at) => `${at}@y.example`).join() },
      'validationFault',
      /4 of them outside/,
    ],
    [{ saveForwardedEmail: '2' }, 'badRequestFault'],
    [{ visibleInExchangeGAL: 'x' }, 'badRequestFault'],
  ]
  for (const [fields, root, message] of bad) {
    test(JSON.stringify(fields).slice(0, 80), async () => {
      const { client, at, domain } = await withDomain()
      const added = await client.form('POST', at('mailbox'), { password: PASSWORD, ...fields })
      const fault = assertFault(added, 400, root, message)
      if (root === 'validationFault') assert.deepEqual(added.json().badRequestFault, fault)
      assertFault(await client.get(at('mailbox')), 404, 'itemNotFoundFault')
      await add(client, at('mailbox'))
      const before = await app.deps.store.mailboxes.byAddress(client.admin.accountId, `mailbox@${domain}`)
      const edited = await client.form('PUT', at('mailbox'), { displayName: 'half', ...fields })
      assertFault(edited, 400, root, message)
      const later = await app.deps.store.mailboxes.byAddress(client.admin.accountId, `mailbox@${domain}`)
      assert.deepEqual(later, before)
    })
  }

  test('a mailbox that forwards to itself', async () => {
    const { client, at, domain } = await withDomain()
    const answer = await client.form('POST', at('me'), {
      password: PASSWORD,
      emailForwardingAddresses: `ME@${domain}`,
    })
    assertFault(answer, 400, 'validationFault', 'A mailbox cannot forward to itself.')
  })

  test('a bad name, one that is taken, and no password', async () => {
    const { client, P, at } = await withDomain()
    for (const name of ['.a', 'a.', 'a..b', '-a', 'a%20b', 'a%40b', 'é', 'a%2Bb', 'x'.repeat(65)]) {
      assertFault(await client.form('POST', at(name), { password: PASSWORD }), 400, 'validationFault')
    }
    await add(client, at('taken'))
    assertFault(
      await client.form('POST', at('taken'), { password: PASSWORD }),
      400,
      'validationFault',
      'The name is taken.',
    )
    assertDone(await client.form('POST', `${P}/rs/aliases/info`, { aliasEmails: `x@y.example` }))
    assertFault(
      await client.form('POST', at('info'), { password: PASSWORD }),
      400,
      'validationFault',
      'The name is taken.',
    )
    for (const fields of [{}, { password: '' }, { size: '100' }]) {
      const answer = await client.form('POST', at('b'), fields)
      assertFault(answer, 400, 'badRequestFault', 'Missing required field: password')
    }
  })

  test('more mailboxes than the domain may have', async () => {
    const { client, at, P } = await withDomain({ rsEmailMaxNumberMailboxes: '1' })
    const both = await Promise.all(
      ['a', 'b', 'c'].map((name) => client.form('POST', at(name), { password: PASSWORD })),
    )
    assert.deepEqual(both.map(({ statusCode }) => statusCode).toSorted(), [200, 400, 400])
    assertDone(await client.form('PUT', P, { rsEmailMaxNumberMailboxes: '2' }))
    const statuses = []
    for (const name of ['a', 'b', 'c'])
      statuses.push((await client.form('POST', at(name), { password: PASSWORD })).statusCode)
    assert.deepEqual(statuses.toSorted(), [200, 400, 400])
  })
})
