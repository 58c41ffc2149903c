import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import {
  type Administrator,
  addAdministrator,
  assertDone,
  assertFault,
  emailClient,
} from '../../../../tests/support/email.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { addDomain } from '../../domain/domains/add-domain.ts'

const PASSWORD = 'Str0ng-enough'
const app = await openTestApp()
let made = 0
const nextName = () => `d${++made}.example`
const newClient = async (account?: string) => emailClient(app, await addAdministrator(app, account))

describe('a domain', () => {
  test('is added, shown flat, changed and deleted', async () => {
    const client = await newClient()
    const name = nextName()
    const P = `/v1/customers/me/domains/${name}`
    const fields = {
      serviceType: 'rsemail',
      rsEmailMaxNumberMailboxes: '10',
      rsEmailBaseMailboxSize: '10000',
    }
    assertDone(
      await client.form('POST', P, { ...fields, exchangeExtraStorage: '5', rsEmailProduct: 'rse-plus' }),
    )
    const zero = { exchangeBaseMailboxSize: 0, exchangeTotalStorage: 0, exchangeExtraStorage: 0 }
    const row = {
      name,
      accountNumber: client.admin.accountId,
      serviceType: 'rsemail',
      exchangeMaxNumMailboxes: 0,
      exchangeUsedStorage: 0,
      rsEmailMaxNumberMailboxes: 10,
      rsEmailUsedStorage: 0,
    }
    assert.deepEqual((await client.get(P)).json(), {
      ...row,
      ...zero,
      rsEmailBaseMailboxSize: 10_000,
      rsEmailExtraStorage: 0,
      rsEmailProduct: 'rse-plus',
      archivingServiceEnabled: false,
      publicFoldersEnabled: false,
      activeSyncMobileServiceEnabled: false,
      activeSyncLicenses: 0,
      blackBerryMobileServiceEnabled: false,
      blackBerryLicenses: 0,
      aliases: [],
    })
    assert.deepEqual((await client.get('/v1/domains')).json(), {
      ...{ offset: 0, size: 50, total: 1 },
      domains: [row],
    })
    assertDone(await client.json('PUT', P, { rsEmailExtraStorage: 500, rsEmailMaxNumberMailboxes: 11 }))
    assert.partialDeepStrictEqual((await client.get(P)).json(), {
      rsEmailMaxNumberMailboxes: 11,
      rsEmailExtraStorage: 500,
      rsEmailBaseMailboxSize: 10_000,
    })
    assertDone(await client.send('DELETE', P))
    assert.equal(
      assertFault(await client.get(P), 404, 'itemNotFoundFault', 'Domain Not Found')['resourceType'],
      'Domain',
    )
    assert.equal((await client.get('/v1/domains')).json().total, 0)
  })

  test('counts its mailboxes as used storage, deleted ones left out, and stays while it has some', async () => {
    const client = await newClient()
    const P = `/v1/domains/${nextName()}`
    assertDone(await client.form('POST', P, { serviceType: 'rsemail' }))
    for (const name of ['a', 'b'])
      assertDone(await client.form('POST', `${P}/rs/mailboxes/${name}`, { password: PASSWORD }))
    assert.equal((await client.get(P)).json().rsEmailUsedStorage, 2)
    assertFault(await client.form('PUT', P, { rsEmailMaxNumberMailboxes: '1' }), 400, 'validationFault')
    assertFault(await client.send('DELETE', P), 400, 'validationFault', /2 mailboxes/)
    for (const name of ['a', 'b']) assertDone(await client.send('DELETE', `${P}/rs/mailboxes/${name}`))
    assert.equal((await client.get(P)).json().rsEmailUsedStorage, 0)
    assertDone(await client.form('POST', `${P}/rs/aliases/x`, { aliasEmails: 'x@y.example' }))
    assertDone(await client.send('DELETE', P))
    assertDone(await client.form('POST', P, { serviceType: 'rsemail' }))
    assertDone(await client.form('POST', `${P}/rs/mailboxes/x`, { password: PASSWORD }))
  })

  test('with an international name is one and the same in each of its spellings', async () => {
    const client = await newClient()
    assertDone(await client.form('POST', '/v1/domains/B%C3%BCcher.example', { serviceType: 'rsemail' }))
    assert.equal((await client.get('/v1/domains/b%C3%BCcher.example')).json().name, 'xn--bcher-kva.example')
    assert.equal((await client.get('/v1/domains/XN--BCHER-KVA.example')).statusCode, 200)
    const at = '/v1/domains/b%C3%BCcher.example/rs/mailboxes/a'
    assertDone(await client.form('POST', at, { password: PASSWORD }))
    assert.equal((await client.get(at)).statusCode, 200)
    assertDone(await client.form('PUT', at, { displayName: 'x' }))
    assertDone(await client.send('DELETE', at))
  })

  test('is found by "all" in the own account, alone and in the index, and nowhere else', async () => {
    const [client, other] = [await newClient(), await newClient()]
    const name = nextName()
    assertDone(await client.form('POST', `/v1/domains/${name}`, { serviceType: 'rsemail' }))
    assert.equal(
      (await client.get(`/v1/customers/all/domains/${name}`)).json().accountNumber,
      client.admin.accountId,
    )
    assert.equal((await client.get('/v1/customers/all/domains')).json().total, 1)
    assertFault(await other.get(`/v1/customers/all/domains/${name}`), 404, 'itemNotFoundFault')
    assertFault(await client.send('DELETE', `/v1/customers/all/domains/${name}`), 404, 'itemNotFoundFault')
  })

  test('both is taken for what there is, with a warning; Exchange and archiving are not there', async () => {
    const client = await newClient()
    const P = `/v1/domains/${nextName()}`
    for (const fields of [
      { serviceType: 'exchange' },
      { serviceType: 'rsemail', archivingServiceEnabled: 'true' },
    ])
      assertFault(await client.form('POST', P, fields), 400, 'validationFault')
    const answer = await client.form('POST', P, { serviceType: 'both', archivingServiceEnabled: 'False' })
    assertDone(answer)
    assert.match(String(answer.headers['x-warning']), /no Exchange/)
    assert.equal((await client.get(P)).json().serviceType, 'rsemail')
  })

  test('services that are switched on at the vendor stay off, which is said, and off is no news', async () => {
    const client = await newClient()
    const P = `/v1/domains/${nextName()}`
    const off = { publicFoldersEnabled: 'False', activeSyncMobileServiceEnabled: '0' }
    const quiet = await client.form('POST', P, { serviceType: 'rsemail', ...off })
    assertDone(quiet)
    assert.equal(quiet.headers['x-warning'], undefined)
    const on = { serviceType: 'both', publicFoldersEnabled: 'True', blackBerryMobileServiceEnabled: '1' }
    const told = await client.form('PUT', P, on)
    assertDone(told)
    assert.match(
      String(told.headers['x-warning']),
      /no Exchange.+ off: publicFoldersEnabled, blackBerryMobileServiceEnabled\.$/,
    )
    const { publicFoldersEnabled, blackBerryMobileServiceEnabled } = (await client.get(P)).json()
    assert.deepEqual([publicFoldersEnabled, blackBerryMobileServiceEnabled], [false, false])
  })
})

describe('domains that are not the business of a customer', () => {
  test('are not founded by the customer, with 403, and used as before', async () => {
    const accountId = await app.addAccount()
    const client = await newClient(accountId)
    const name = nextName()
    const P = `/v1/domains/${name}`
    await addDomain(app.deps, TESTER, { accountId, name })
    await updateAccount(app.deps, TESTER, accountId, { ownDomains: false })
    const fields = { serviceType: 'rsemail', rsEmailMaxNumberMailboxes: '5' }
    for (const refused of [
      await client.form('POST', `/v1/domains/${nextName()}`, fields),
      await client.form('PUT', P, fields),
      await client.send('POST', `${P}/alternatedomains/${nextName()}`),
      await client.send('DELETE', P),
    ])
      assertFault(refused, 403, 'unauthorizedFault', 'You are not authorized to perform this action.')
    assertDone(await client.form('POST', `${P}/rs/mailboxes/a`, { password: PASSWORD }))
    assert.equal((await client.get(P)).json().rsEmailMaxNumberMailboxes, 999_999)
  })
})

describe('a domain that is not allowed', () => {
  test('has no service, a bad name or a bad number', async () => {
    const client = await newClient()
    const P = `/v1/domains/${nextName()}`
    assertFault(await client.send('POST', P), 400, 'badRequestFault', 'Missing required field: serviceType')
    const bad = [
      ['rsEmailMaxNumberMailboxes', '-1', 'badRequestFault'],
      ['rsEmailMaxNumberMailboxes', 'x', 'badRequestFault'],
      ['rsEmailMaxNumberMailboxes', '1000001', 'validationFault'],
      ['rsEmailBaseMailboxSize', '0', 'validationFault'],
      ['rsEmailBaseMailboxSize', '1e3', 'badRequestFault'],
      ['rsEmailExtraStorage', '100000001', 'validationFault'],
      ['rsEmailProduct', 'rse-max', 'validationFault'],
      ['serviceType', 'pop3', 'validationFault'],
    ] as const
    for (const [field, value, root] of bad)
      assertFault(await client.form('POST', P, { serviceType: 'rsemail', [field]: value }), 400, root)
    for (const name of [
      'localhost',
      'a..example',
      '-a.example',
      'a_b.example',
      'a.1',
      `${'x'.repeat(64)}.example`,
      'a%20b.example',
    ])
      assertFault(
        await client.form('POST', `/v1/domains/${name}`, { serviceType: 'rsemail' }),
        400,
        'validationFault',
      )
    assertFault(await client.get(P), 404, 'itemNotFoundFault')
  })

  test('is somebody else’s already, and is not shown to those who find out', async () => {
    const [one, other] = [await newClient(), await newClient()]
    const P = `/v1/domains/${nextName()}`
    assertDone(await one.form('POST', P, { serviceType: 'rsemail' }))
    for (const client of [one, other])
      assertFault(
        await client.form('POST', P, { serviceType: 'rsemail' }),
        400,
        'validationFault',
        'The name is taken.',
      )
    for (const method of ['GET', 'PUT', 'DELETE'] as const)
      assertFault(await other.send(method, P), 404, 'itemNotFoundFault', 'Domain Not Found')
  })
})

test('the index of domains has pages, searches, and names that are asked for', async () => {
  const client = await newClient()
  const names = ['ab.example', 'abc.example', '1.example.org', 'x-ab.example']
  for (const name of names)
    assertDone(await client.form('POST', `/v1/domains/${made}${name}`, { serviceType: 'rsemail' }))
  const index = async (query: string) => (await client.get(`/v1/domains?${query}`)).json()
  assert.deepEqual((await index('size=1&offset=1')).domains.length, 1)
  assert.equal((await index('contains=AB')).total, 3)
  assert.equal((await index(`startswith=${made}ab`)).total, 2)
  assert.equal((await index('startswith=0-9')).total, 4)
  const asked = [`${made}ab.example`, 'nobody.example'].join(',')
  assert.deepEqual((await index(`domainNames=${asked}`)).total, 1)
  assertFault(await client.get(`/v1/domains?domainNames=${'a,'.repeat(101)}`), 400, 'badRequestFault')
})

describe('what one account has is not there for another', () => {
  const operations = (domain: string) => {
    const P = `domains/${domain}`
    return [
      ['GET', P],
      ['PUT', P],
      ['DELETE', P],
      ['GET', `${P}/rs/mailboxes`],
      ['POST', `${P}/rs/mailboxes/new`],
      ['GET', `${P}/rs/mailboxes/a`],
      ['PUT', `${P}/rs/mailboxes/a`],
      ['DELETE', `${P}/rs/mailboxes/a`],
      ['GET', `${P}/rs/aliases`],
      ['POST', `${P}/rs/aliases/new`],
      ['GET', `${P}/rs/aliases/i`],
      ['PUT', `${P}/rs/aliases/i`],
      ['DELETE', `${P}/rs/aliases/i`],
      ['POST', `${P}/rs/aliases/i/b@b.example`],
      ['DELETE', `${P}/rs/aliases/i/a@${domain}`],
    ] as const
  }

  test('through no spelling of the customer, and its own goes on', async () => {
    const [owner, thief] = [await newClient(), await newClient()]
    const domain = nextName()
    const P = `/v1/domains/${domain}`
    assertDone(await owner.form('POST', P, { serviceType: 'rsemail' }))
    assertDone(await owner.form('POST', `${P}/rs/mailboxes/a`, { password: PASSWORD, displayName: 'mine' }))
    assertDone(await owner.form('POST', `${P}/rs/aliases/i`, { aliasEmails: `a@${domain}` }))
    const before = (await owner.get(`${P}/rs/mailboxes/a`)).body
    const body = { password: PASSWORD, displayName: 'theirs', aliasEmails: 'b@b.example' }
    for (const customer of ['me', owner.admin.accountId, thief.admin.accountId]) {
      for (const [method, path] of operations(domain)) {
        const answer = await thief.form(method, `/v1/customers/${customer}/${path}`, body)
        assert.equal(answer.statusCode, 404, `${method} ${path}: ${answer.body}`)
      }
    }
    assert.equal((await owner.get(`${P}/rs/mailboxes/a`)).body, before)
    assert.equal((await owner.get(`${P}/rs/aliases`)).json().total, 1)
  })

  test('two super administrators of one account share it', async () => {
    const one = await newClient()
    const other: Administrator = await addAdministrator(app, one.admin.accountId)
    const P = `/v1/domains/${nextName()}`
    assertDone(await one.form('POST', P, { serviceType: 'rsemail' }))
    assert.equal((await emailClient(app, other).get(P)).statusCode, 200)
  })
})

test('what was done stands in the log of the account, with the pair that signed it', async () => {
  const client = await newClient()
  const name = nextName()
  const P = `/v1/domains/${name}`
  assertDone(await client.form('POST', P, { serviceType: 'rsemail' }))
  assertDone(await client.form('POST', `${P}/rs/mailboxes/a`, { password: PASSWORD }))
  assertDone(await client.form('PUT', `${P}/rs/mailboxes/a`, { displayName: 'x', password: 'An0ther-one' }))
  assertDone(await client.form('PUT', `${P}/rs/mailboxes/a`, { name: 'b' }))
  assertDone(await client.send('DELETE', `${P}/rs/mailboxes/b`))
  const entries = (await app.deps.store.audit.page(client.admin.accountId, 0, 1_000)).slice(-5)
  const pair = await app.deps.store.keyPairs.current(client.admin.userId, '')
  for (const { actor } of entries) assert.equal(actor, `user:${client.admin.userId} key-pair:${pair?.id}`)
  const mailboxId = entries[1]?.details['mailboxId']
  assert.deepEqual(
    entries.map(({ action, target, details }) => [action, target, details]),
    [
      ['domain.create', `domain:${name}`, {}],
      ['mailbox.create', `mailbox:a@${name}`, { mailboxId }],
      ['mailbox.update', `mailbox:a@${name}`, { mailboxId, fields: 'displayName password' }],
      ['mailbox.rename', `mailbox:a@${name}`, { mailboxId, to: `b@${name}` }],
      ['mailbox.delete', `mailbox:b@${name}`, { mailboxId }],
    ],
  )
})
