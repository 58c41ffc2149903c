import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import {
  assertDone,
  assertFault,
  signatureOf,
  stampOf,
  withMailDomain,
} from '../../../../tests/support/email.ts'
import { listenBeside } from '../../../../tests/support/ordinary.ts'
import { rawRequest, sendRaw } from '../../../../tests/support/raw-http.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'

// More requests of real clients as they were recorded: those of PowerShell and .NET, and scripts of single companies.

const app = await openTestApp()
const FORM = 'application/x-www-form-urlencoded'
const PASSWORD = 'Str0ng-enough'

async function withMailbox() {
  const { client, domain } = await withMailDomain(app, { rsEmailMaxNumberMailboxes: '10' })
  const base = `/v1/customers/me/domains/${domain}`
  assertDone(await client.form('POST', `${base}/rs/mailboxes/anna`, { password: PASSWORD, size: '25600' }))
  return { client, domain, base }
}

describe('clients of Windows go on working', () => {
  test('Invoke-RsCloudOfficeRequest: a form type with every question, pages, and the message in a header', async () => {
    const { client, base } = await withMailbox()
    const headers = { 'content-type': FORM, accept: 'application/json' }
    const page = await client.send('GET', `${base}/rs/mailboxes?size=250&offset=0`, { headers })
    assert.deepEqual([page.statusCode, page.json().total, 'Order' in page.json()], [200, 1, false])
    const missing = await client.send('GET', `${base}/rs/mailboxes/nobody`, { headers })
    assert.equal(missing.headers['x-error-message'], 'Mailbox Not Found')
    const short = await client.form('POST', `${base}/rs/mailboxes/new`, { password: 'short' })
    assert.equal(short.headers['x-error-message'], short.json().validationFault.message)
    assertDone(await client.json('PUT', `${base}/rs/mailboxes/anna`, { displayName: 'Anna', size: 2_048 }))
  })

  test('the same by the clock of a machine far in the east, or in the west', async () => {
    const { client, base } = await withMailbox()
    for (const hours of [14, -12]) {
      const agent = 'Invoke-RsCloudOfficeRequest'
      const stamp = stampOf(app.nowMs() + hours * HOUR_MS)
      const headers = { 'user-agent': agent, 'x-api-signature': signatureOf(client.admin, stamp, agent) }
      assert.equal((await app.http.inject({ url: base, headers })).statusCode, 200, String(hours))
    }
  })

  test('the snap-in: XML by default, a form type and no body with DELETE, sixteen digits', async () => {
    const { client, base } = await withMailbox()
    const agent = 'C# Client Library'
    const signature = signatureOf(client.admin, `${stampOf(app.nowMs())}99`, agent)
    const own = { 'user-agent': agent, 'x-api-signature': signature, accept: 'text/xml' }
    const url = `${base}/rs/mailboxes/anna`
    const shown = await app.http.inject({ url, headers: own })
    assert.match(shown.body, /^<\?xml version="1.0" encoding="utf-8"\?><rsMailbox .*<name>anna<\/name>/)
    const headers = { ...own, 'content-type': FORM, 'content-length': '0' }
    assertDone(await app.http.inject({ method: 'DELETE', url, headers }))
    const gone = await app.http.inject({ url, headers: own })
    assert.match(gone.body, /<itemNotFoundFault code="404"><message>Mailbox Not Found<\/message>/)
  })

  test('the vendor’s C# library: throttled, it reads one message and waits', async () => {
    const { client, base } = await withMailbox()
    let answer = await client.get(base)
    for (let call = 0; call < 600 && answer.statusCode === 200; call++) answer = await client.get(base)
    assertFault(answer, 403, 'unauthorizedFault', 'Exceeded request limits')
    assert.match(String(answer.headers['retry-after']), /^\d+$/)
    app.wait(Number(answer.headers['retry-after']) * 1_000)
    assert.equal((await client.get(base)).statusCode, 200)
  })

  test('a module for PowerShell: no customer, free licences told from a domain, members by their path', async () => {
    const { client, domain } = await withMailbox()
    const base = `/v1/domains/${domain}`
    const { rsEmailMaxNumberMailboxes: max, rsEmailUsedStorage: used } = (await client.get(base)).json()
    assert.deepEqual([max, used], [10, 1])
    assertDone(await client.form('POST', `${base}/rs/aliases/team`, { aliasEmails: `anna@${domain}` }))
    const headers = { 'content-type': FORM }
    for (const method of ['POST', 'DELETE'] as const)
      assertDone(await client.send(method, `${base}/rs/aliases/team/guest@elsewhere.example`, { headers }))
    assertFault(
      await client.send('DELETE', `${base}/rs/aliases/team/guest@elsewhere.example`, { headers }),
      400,
      'badRequestFault',
      'Email address guest@elsewhere.example does not exist in alias team.',
    )
  })
})

describe('scripts of single companies go on working', () => {
  test('csv2rackspace: a domain and a mailbox are looked at, a row is added, its refusal is read', async () => {
    const { client, base } = await withMailbox()
    assert.equal((await client.get(base)).json().serviceType, 'rsemail')
    assert.equal((await client.get(`${base}/rs/mailboxes/new`)).statusCode, 404)
    const row = {
      ...{ password: PASSWORD, size: '25600', enabled: '1', firstName: 'Zoë', initials: 'Q', lastName: 'B' },
      ...{ organization: '', businessNumber: '+44 1', mobileNumber: '', businessStreet: '1, High St' },
      ...{ notes: 'a\r\nb', userID: '7', customID: 'x-7', recoverDeleted: 'false' },
    }
    assertDone(await client.form('POST', `${base}/rs/mailboxes/new`, row))
    const again = await client.form('POST', `${base}/rs/mailboxes/new`, row)
    assertFault(again, 400, 'badRequestFault', /taken/)
  })

  test('the migration manager: a password is set by PUT, in a form, and nothing else changes', async () => {
    const { client, base } = await withMailbox()
    const before = (await client.get(`${base}/rs/mailboxes/anna`)).json()
    assertDone(await client.form('PUT', `${base}/rs/mailboxes/anna`, { password: 'Another 1 pass' }))
    assert.deepEqual((await client.get(`${base}/rs/mailboxes/anna`)).json(), before)
  })

  test('reago: domains by /v1/domains, and Show is the domain itself, in no wrapper', async () => {
    const { client, domain } = await withMailbox()
    assert.equal((await client.get('/v1/domains')).json().domains[0].name, domain)
    assert.equal((await client.get(`/v1/domains/${domain}`)).json().name, domain)
  })

  test('a wrapper in Java, and Flask: /v0, and everything as text in JSON', async () => {
    const { client, domain } = await withMailbox()
    const at = `/v0/customers/me/domains/${domain}/rs/mailboxes/ben`
    assertDone(await client.json('POST', at, { password: PASSWORD, size: '2048', enabled: 'true' }))
    const { size, enabled } = (await client.get(at)).json()
    assert.deepEqual([size, enabled], [2_048, true])
  })
})

test('header names in any case, blanks and a tab around the signature, and a body that is announced first', async () => {
  const { client, domain } = await withMailbox()
  const server = await listenBeside(app)
  const agent = 'Ruby/1.0'
  const signature = signatureOf(client.admin, stampOf(app.nowMs()), agent)
  const body = 'password=Str0ng-enough'
  for (const [at, lines] of [
    [`USER-AGENT: ${agent}`, `x-API-signature:   ${signature}\t `],
    [`user-agent:${agent}`, `X-Api-Signature: ${signature}`, 'Expect: 100-continue'],
    [`User-Agent: ${agent}`, `X-Api-Signature: ${signature}`, 'Expect: something-else'],
  ].entries()) {
    const target = `/v1/domains/${domain}/rs/mailboxes/new${at}`
    const request = rawRequest('POST', target, [...lines, `content-TYPE: ${FORM}; Charset=UTF-8`], body)
    const { status, body: told } = await sendRaw(server.port, request)
    assert.ok(status === 200 || (status === 100 && told.startsWith('HTTP/1.1 200')), `${status} ${told}`)
  }
  await server.close()
})
