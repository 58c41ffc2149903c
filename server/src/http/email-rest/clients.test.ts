import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import {
  assertDone,
  assertFault,
  signatureOf,
  stampOf,
  withMailDomain,
} from '../../../../tests/support/email.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { changePair } from '../../domain/key-pairs/change-pair.ts'

// The requests of real clients, as they were recorded: what each of them sends and looks at.

const app = await openTestApp()
async function withMailbox() {
  const { client, domain, at } = await withMailDomain(app)
  assertDone(await client.form('POST', at('anna'), { password: 'Str0ng-enough' }))
  return { client, domain }
}

/** Headers with a signature as one program makes it. */
function headersOf(agent: string, pair: Parameters<typeof signatureOf>[0], stamp: string) {
  return { 'user-agent': agent, 'x-api-signature': signatureOf(pair, stamp, agent) }
}

describe('clients go on working', () => {
  test('rackmail: one pasted signature for ever, JSON bodies, also with DELETE', async () => {
    const { client, domain } = await withMailbox()
    await changePair(app.deps, TESTER, client.admin.userId, { clockCheck: 'static' })
    const headers = {
      ...headersOf('Rackspace Management Interface', client.admin, '20240101120000'),
      ...{ accept: 'application/json', 'content-type': 'application/json' },
    }
    const url = `/v1/customers/${client.admin.accountId}/domains/${domain}/rs/mailboxes/new`
    const send = (method: 'POST' | 'PUT' | 'DELETE', body: object) =>
      app.http.inject({ method, url, headers, payload: JSON.stringify(body) })
    assertDone(await send('POST', { password: 'Str0ng-enough' }))
    assertDone(await send('PUT', { enabled: false }))
    const fields = await app.http.inject({ url: url.replace('/new', '?fields=size,enabled'), headers })
    assert.deepEqual(fields.json().rsMailboxes[1], {
      name: 'new',
      displayName: '',
      size: 25_600,
      enabled: false,
    })
    assertDone(await send('DELETE', {}))
  })

  test('Prefinem: a JSON content type with everything, bodies or none', async () => {
    const { client, domain } = await withMailbox()
    const headers = { 'content-type': 'application/json' }
    const at = `/v1/domains/${domain}/rs/mailboxes/anna`
    assert.equal((await client.send('GET', at, { headers })).json().name, 'anna')
    assertDone(await client.send('DELETE', at, { headers }))
  })

  test('bandzoogle: a bare question mark, a form content type and no length on DELETE', async () => {
    const { client, domain } = await withMailbox()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' }
    assert.equal((await client.get('/v1/customers/me/domains?')).json().total, 1)
    assert.equal((await client.get(`/v1/customers/all/domains/${domain}`)).json().name, domain)
    assertDone(
      await client.send('DELETE', `/v1/customers/me/domains/${domain}/rs/mailboxes/anna`, { headers }),
    )
  })

  test('meeb and its fork: one signature for the life of the object, local time, True in forms, /v2', async () => {
    const { client, domain } = await withMailbox()
    const headers = headersOf('RackspaceApps API Client', client.admin, stampOf(app.nowMs() - 7 * HOUR_MS))
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const version of ['v1', 'v2']) {
      const base = `/${version}/domains/${domain}/rs/mailboxes`
      const listed = await app.http.inject({ url: `${base}?size=100&offset=0`, headers })
      assert.deepEqual([listed.statusCode, listed.json().size], [200, 100])
      const payload = 'enabled=True&visibleInRackspaceEmailCompanyDirectory=False'
      const edit = { method: 'PUT', url: `${base}/anna`, headers: { ...headers, ...type }, payload } as const
      assertDone(await app.http.inject(edit))
    }
  })

  test('mydor: slashes at the end, one page too many, some forty fields, members told in the index', async () => {
    const { client, domain } = await withMailbox()
    const fields = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`field${at}`, 'x']))
    const known = {
      ...fields,
      enableForwardingAddresses: 'True',
      personalTitle: 'Dr',
      saveForwardedEmail: 'False',
    }
    assertDone(await client.form('PUT', `/v1/customers/me/domains/${domain}/rs/mailboxes/anna/`, known))
    const page = await client.get(`/v1/customers/me/domains/${domain}/rs/mailboxes/?size=50&offset=50`)
    assert.deepEqual(page.json(), { offset: 50, size: 50, total: 1, rsMailboxes: [] })
    assertDone(
      await client.form('POST', `/v1/domains/${domain}/rs/aliases/info/`, { aliasEmails: `anna@${domain}` }),
    )
    const [alias] = (await client.get(`/v1/domains/${domain}/rs/aliases/`)).json().aliases
    assert.deepEqual(alias, { name: 'info', numberOfMembers: 1, singleMemberName: `anna@${domain}` })
  })

  test('cbenjafield: no version at all', async () => {
    const { client, domain } = await withMailbox()
    assert.equal(
      (await client.get(`/customers/${client.admin.accountId}`)).json().name.startsWith('mail'),
      true,
    )
    assert.equal((await client.get(`/customers/me/domains/${domain}/rs/mailboxes`)).json().total, 1)
  })

  test('patsoffice: limit in place of size, and a mailbox by JSON on the collection that is told back', async () => {
    const { client, domain } = await withMailbox()
    const base = `/v1/customers/me/domains/${domain}/rs/mailboxes`
    assert.equal((await client.get(`${base}?limit=7`)).json().size, 7)
    const added = await client.json('POST', base, { name: 'rust', password: 'Str0ng-enough', size: 1_024 })
    assert.deepEqual([added.statusCode, added.json().name, added.json().size], [200, 'rust', 1_024])
  })

  test('node-rackspace-email: /v0 and JSON on the collection', async () => {
    const { client, domain } = await withMailbox()
    const url = `/v0/customers/me/domains/${domain}/rs/mailboxes`
    assert.equal((await client.json('POST', url, { name: 'n', password: 'Str0ng-enough' })).statusCode, 200)
  })

  test('the C# snap-in: XML, and hundredths of a second in the signature', async () => {
    const { client, domain } = await withMailbox()
    const headers = headersOf('C# Client Library', client.admin, `${stampOf(app.nowMs())}42`)
    const url = `/v1/customers/me/domains/${domain}`
    const answer = await app.http.inject({ url, headers: { ...headers, accept: 'text/xml' } })
    assert.match(answer.body, new RegExp(`xmlns="urn:xml:domain"><name>${domain}</name>`))
  })

  test('the vendor’s C# library: an empty DELETE without a content type, and faults by their message', async () => {
    const { client, domain } = await withMailbox()
    assertDone(await client.send('DELETE', `/v2/customers/me/domains/${domain}/rs/mailboxes/anna`))
    assertFault(
      await client.get(`/v2/customers/me/domains/${domain}/rs/mailboxes/anna`),
      404,
      'itemNotFoundFault',
    )
  })

  test('dover247: an alias with a list of addresses, and whose domain it is asked by all', async () => {
    const { client, domain } = await withMailbox()
    assertDone(
      await client.form('POST', `/v2/domains/${domain}/rs/mailboxes/ben`, { password: 'Str0ng-enough' }),
    )
    const members: [string, string][] = ['anna', 'ben'].map((name) => ['aliasEmails', `${name}@${domain}`])
    assertDone(await client.form('POST', `/v2/customers/me/domains/${domain}/rs/aliases/team`, members))
    const found = await client.get(`/v2/customers/all/domains/${domain}`)
    assert.equal(found.json().accountNumber, client.admin.accountId)
    const listed = await client.get(`/v2/customers/me/domains/${domain}/rs/mailboxes?size=250`)
    assert.equal(listed.json().size, 250)
  })

  test('mydor: the spam settings of a mailbox, a subset of the fields, and its lists by their older names', async () => {
    const { client, domain } = await withMailbox()
    const base = `/v1/customers/me/domains/${domain}/rs/mailboxes/anna/spam`
    const { filterLevel, rsEmailSettings } = (await client.get(`${base}/settings/`)).json()
    assert.deepEqual([filterLevel, rsEmailSettings.spamHandling], ['on', 'toFolder'])
    const subset = {
      filterLevel: 'on',
      'rsEmail.spamHandling': 'toFolder',
      'rsEmail.hasFolderCleaner': 'True',
    }
    assertDone(await client.form('PUT', `${base}/settings`, subset))
    assertDone(await client.form('PUT', `${base}/blacklist`, { addList: '@spam.example,bad@x.example' }))
    assert.deepEqual((await client.get(`${base}/blacklist`)).json().addresses, [
      '@spam.example',
      'bad@x.example',
    ])
  })

  test('bandzoogle: an entry of the safelist by its address, and a login token', async () => {
    const { client, domain } = await withMailbox()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' }
    const base = `/v1/customers/me/domains/${domain}`
    for (const method of ['POST', 'DELETE'] as const)
      assertDone(await client.send(method, `${base}/spam/safelist/friend@x.example`, { headers }))
    const { token } = (await client.send('POST', `${base}/rs/mailboxes/anna/loginToken`, { headers })).json()
    assert.match(token, /^[0-9A-F]{64}$/)
  })

  test('rackmail: a token of a mailbox by the name in small letters, with a JSON body', async () => {
    const { client, domain } = await withMailbox()
    const at = `/v1/customers/me/domains/${domain}/rs/mailboxes/anna/logintoken`
    assert.equal((await client.json('POST', at, {})).json().user, `anna@${domain}`)
  })

  test('pradodigital: administrators, the catch-all, a token with a length of zero, and the panel behind it', async () => {
    const { client, domain } = await withMailbox()
    const { admins } = (await client.get('/v1/customers/me/admins')).json()
    assert.deepEqual(
      admins.map(({ adminId }: { adminId: string }) => adminId),
      [client.admin.username],
    )
    const catchAll = `/v1/customers/me/domains/${domain}/catchAllAddress`
    assertDone(await client.form('PUT', catchAll, { address: `anna@${domain}` }))
    assert.deepEqual((await client.get(catchAll)).json(), { address: `anna@${domain}` })
    const asked = { userName: client.admin.username, virtualUser: 'false' }
    const { token } = (await client.form('POST', '/v1/customers/me/loginToken', asked)).json()
    assert.equal((await app.http.inject(`/TokenLogin.aspx?loginToken=${token}`)).statusCode, 303)
    assertFault(
      await client.get(`/v1/customers/me/domains/${domain}/ex/mailboxes`),
      400,
      'badRequestFault',
      'This domain does not have the Exchange service.',
    )
  })

  test('dover247: lists with their limit, the storage notification, and invoices that are not there', async () => {
    const { client, domain } = await withMailbox()
    const base = `/v2/customers/me/domains/${domain}`
    assertDone(await client.form('PUT', `${base}/spam/ipsafelist`, { addList: '192.0.2.1,192.0.2.%' }))
    assert.equal((await client.get(`${base}/spam/ipsafelist?limit=250`)).json().addresses.length, 2)
    const notice = { enabled: 'true', notificationPercentage: '90', notificationMessage: '<*USER*> is full' }
    assertDone(await client.form('PUT', `${base}/rs/storagenotification`, notice))
    assert.equal((await client.get(`${base}/rs/storageNotification`)).json().notificationPercentage, 90)
    assertFault(await client.get('/v2/customers/me/invoices'), 404, 'itemNotFoundFault')
  })

  test('the vendor’s C# library: DKIM under /v2', async () => {
    const { client, domain } = await withMailbox()
    const at = `/v2/customers/me/domains/${domain}/dkim`
    const made = (await client.send('POST', at)).json()
    assert.deepEqual([made.hostedBy, made.status], ['external', 'pendingVerification'])
    assert.equal((await client.get(at)).json().dnsKey, made.dnsKey)
    assertDone(await client.send('DELETE', at))
  })

  test('the vendor’s PowerShell: local time, a form content type with GET too, pages by offset, faults by their header', async () => {
    const { client, domain } = await withMailbox()
    const headers = {
      ...headersOf('PowerShell/7.4', client.admin, stampOf(app.nowMs() + 10 * HOUR_MS)),
      ...{ accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    }
    const base = `/v1/customers/me/domains/${domain}/rs/mailboxes`
    const page = await app.http.inject({ url: `${base}?size=1&offset=0`, headers })
    assert.deepEqual([page.json().size, page.json().offset, page.json().total], [1, 0, 1])
    const refused = await app.http.inject({ url: `${base}/nobody`, headers })
    assert.equal(refused.statusCode, 404)
    assert.match(String(refused.headers['x-error-message']), /\S/)
  })

  test('csv2rackspace: the columns of its file as fields, and a refusal by badRequestFault.message', async () => {
    const { client, at } = await withMailDomain(app)
    const row = { password: 'Str0ng-enough', firstName: 'Ann', initials: 'B', lastName: 'Lee', userID: '7' }
    assertDone(await client.form('POST', at('ann'), { ...row, businessNumber: '1', mobileNumber: '2' }))
    assert.deepEqual(pick((await client.get(at('ann'))).json()), ['Ann', 'B', 'Lee', '7'])
    const refused = await client.form('POST', at('bob'), { ...row, password: 'short' })
    assert.equal(refused.statusCode, 400)
    assert.match(refused.json().badRequestFault.message, /\S/)
  })

  test('JCF: a password by PUT alone, and any good status will do', async () => {
    const { client, at } = await withMailDomain(app)
    assertDone(await client.form('POST', at('ann'), { password: 'Str0ng-enough' }))
    const changed = await client.form('PUT', at('ann'), { password: 'An0ther-one' })
    assert.ok([200, 202, 204].includes(changed.statusCode))
  })

  test('an in-house PowerShell module: no customer in the path, members of an alias by their path, free as most less used', async () => {
    const { client, domain } = await withMailbox()
    const base = `/v1/domains/${domain}`
    assertDone(await client.form('POST', `${base}/rs/aliases/team`, { aliasEmails: `anna@${domain}` }))
    assertDone(await client.send('POST', `${base}/rs/aliases/team/out@elsewhere.example`))
    assertDone(await client.send('DELETE', `${base}/rs/aliases/team/anna@${domain}`))
    // What the vendor calls used storage is the number of mailboxes.
    const { rsEmailMaxNumberMailboxes, rsEmailUsedStorage } = (await client.get(base)).json()
    assert.ok(rsEmailMaxNumberMailboxes - rsEmailUsedStorage > 0)
  })
})

function pick({ contactInfo }: { readonly contactInfo: Readonly<Record<string, string>> }) {
  return ['firstName', 'initials', 'lastName', 'userID'].map((name) => contactInfo[name])
}
