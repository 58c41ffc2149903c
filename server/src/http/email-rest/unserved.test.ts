import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertFault, withMailDomain } from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())
const { client, domain, P } = await withMailDomain(app)
const other = await withMailDomain(app)

const EXCHANGE = 'This domain does not have the Exchange service.'

describe('what this server has not is refused as the vendor refuses it, never by an empty list', () => {
  const PLACES: readonly (readonly [path: string, message: string])[] = [
    ['/ex/mailboxes', EXCHANGE],
    ['/ex/mailboxes?size=250&offset=0', EXCHANGE],
    ['/ex/mailboxes/anna/emailaddresses/a%40b.example', EXCHANGE],
    ['/Ex/DistributionLists', EXCHANGE],
    ['/ex/contacts/x', EXCHANGE],
    ['/ex/resources', EXCHANGE],
    ['/ex/publicFolders', EXCHANGE],
    ['/ex', EXCHANGE],
    ['/ex/lync/users', 'This domain does not have the Skype for Business service.'],
    ['/blackberry/users', 'This domain does not have the BlackBerry service.'],
    ['/activesync/users', 'This domain does not have the ActiveSync service.'],
  ]
  for (const [path, message] of PLACES) {
    test(`${path}, whatever the method`, async () => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const)
        assertFault(await client.send(method, `${P}${path}`), 400, 'badRequestFault', message)
    })
  }

  test('with or without a version, by account number, and under /v2', async () => {
    const { accountId } = client.admin
    for (const base of ['/v2', '/v0', ''])
      assertFault(
        await client.get(`${base}/customers/${accountId}/domains/${domain}/ex/contacts`),
        400,
        'badRequestFault',
        EXCHANGE,
      )
  })

  test('SharePoint belongs to the account', async () => {
    const message = 'This account does not have the SharePoint service.'
    assertFault(await client.get('/v1/customers/me/sharepoint/settings'), 400, 'badRequestFault', message)
    assertFault(await client.get('/v1/sharepoint'), 400, 'badRequestFault', message)
  })

  test('there are no invoices', async () => {
    for (const path of ['/v2/customers/me/invoices', '/v2/customers/me/invoices/12']) {
      const fault = assertFault(await client.get(path), 404, 'itemNotFoundFault', 'Invoice Not Found')
      assert.equal(fault['resourceType'], 'Invoice')
    }
  })

  test('there is no archive', async () => {
    const message = `Domain ${domain} has no archiving service enabled`
    const answer = await client.get(`${P.replace('example', 'EXAMPLE')}/archivingSSOLoginURL`)
    assertFault(answer, 404, 'itemNotFoundFault', message)
  })

  test('an unsigned request hears nothing of it', async () => {
    for (const path of [
      `${P}/ex/mailboxes`,
      `${P}/archivingssologinurl`,
      '/v2/invoices',
      '/v1/sharepoint',
      '/v1/customers',
    ])
      assertFault(await app.http.inject(path), 403, 'unauthorizedFault', 'Authentication failed.')
  })

  test('of a domain or customer of somebody else it is told what is told of an unknown one', async () => {
    for (const name of [other.domain, 'unknown.example', 'no%20domain']) {
      const answer = await client.get(`/v1/domains/${name}/ex/mailboxes`)
      assert.equal(assertFault(answer, 404, 'itemNotFoundFault')['resourceType'], 'Domain')
    }
    for (const customer of [other.client.admin.accountId, '999999'])
      for (const rest of [`domains/${domain}/ex/mailboxes`, 'sharepoint/settings', 'invoices']) {
        const answer = await client.get(`/v1/customers/${customer}/${rest}`)
        assertFault(answer, 404, 'itemNotFoundFault', 'Customer Not Found')
      }
  })

  test('what only begins alike is nothing at all', async () => {
    for (const path of [`${P}/exchange`, `${P}/rs/ex`, '/v1/customers/me/sharepoints', '/v1/invoicesx'])
      assertFault(await client.get(path), 404, 'itemNotFoundFault', 'There is nothing at this address.')
  })
})

describe('a domain in an address', () => {
  test('is decoded once: what was escaped twice is another name', async () => {
    assert.equal((await client.get(P.replace('example', 'ex%61mple'))).statusCode, 200)
    assertFault(await client.get(P.replace('example', 'ex%2561mple')), 404, 'itemNotFoundFault')
    const added = await client.form('POST', '/v1/domains/twice%252Eexample', { serviceType: 'rsemail' })
    assertFault(added, 400, 'validationFault')
  })

  test('counts as a write to a domain however it is written', async () => {
    const { client: own, domain: name } = await withMailDomain(app)
    const writes = [`/v1/domains/${name}/`, `/v1/d%6Fmains/${name}`, `/DOMAINS/${name}`.replace('/', '/v2/')]
    for (let call = 1; call < 60; call++) {
      const url = writes[call % writes.length] ?? ''
      assert.equal((await own.form('PUT', url, {})).statusCode, 200)
    }
    assertFault(
      await own.form('PUT', writes[0] ?? '', {}),
      403,
      'unauthorizedFault',
      'Exceeded request limits',
    )
    assert.equal((await own.form('POST', `/v1/domains/${name}/rs/mailboxes/a`, {})).statusCode, 400)
  })
})
