import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import {
  type Administrator,
  addAdministrator,
  assertDone,
  assertFault,
  emailClient,
  pairOf,
  withMailDomain,
} from '../../../../tests/support/email.ts'
import { generatePair } from '../../domain/key-pairs/generate-pair.ts'

const app = await openTestApp()
after(() => app.close())

const operator: Administrator = { ...app.owner, ...(await pairOf(app, app.owner)) }
const reseller = emailClient(app, operator)
const NOT_ALLOWED = 'You are not authorized to perform this action.'
const PASSWORD = 'Str0ng-enough'

async function aCustomer(name: string): Promise<string> {
  const answer = await reseller.form('POST', '/v1/customers', { name })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().accountNumber
}

describe('customers, for those who run the installation', () => {
  test('are added with a number of ours, shown, renamed and found in pages', async () => {
    const answer = await reseller.form('POST', '/v1/customers', { name: 'Zebra Ltd', referenceNumber: 'r-1' })
    const { accountNumber, ...shown } = answer.json()
    assert.match(accountNumber, /^\d{6,}$/)
    assert.equal(answer.headers.location, `/v1/customers/${accountNumber}`)
    assert.equal(answer.headers['x-warning'], 'Of a customer this server keeps the name only.')
    assert.deepEqual([shown.name, shown.referenceNumber, shown.city], ['Zebra Ltd', '', ''])
    const at = `/v1/customers/${accountNumber}`
    assert.deepEqual((await reseller.get(at)).json(), { ...shown, accountNumber })
    assertDone(await reseller.form('PUT', at, { name: 'zoo inc.' }))
    assertDone(await reseller.form('PUT', at, { phone: '1' }))
    await aCustomer('Yak')
    const index = (await reseller.get('/v1/customers?size=2&contains=YA')).json()
    assert.deepEqual([index.total, index.size, index.customers[0].name], [1, 2, 'Yak'])
    assert.deepEqual(Object.keys(index.customers[0]), ['name', 'accountNumber', 'referenceNumber'])
    const all = (await reseller.get('/v1/customers?size=250')).json().customers
    const names = all.map(({ name }: { name: string }) => name.toLowerCase())
    assert.deepEqual(names, names.toSorted())
    assert.equal(
      (await reseller.get(`/customers?contains=${accountNumber}`)).json().customers[0].name,
      'zoo inc.',
    )
    assert.deepEqual((await reseller.get('/v1/customers?offset=999')).json().customers, [])
    assertFault(
      await reseller.get('/v1/customers?referenceNumber=r-1'),
      404,
      'itemNotFoundFault',
      'Customer Not Found',
    )
  })

  test('need a name, in the words of the vendor', async () => {
    const add = (fields: Record<string, string>) => reseller.form('POST', '/v1/customers', fields)
    assertFault(await add({}), 400, 'badRequestFault', 'Missing required field: name')
    assertFault(await add({ name: '' }), 400, 'badRequestFault', 'Required field name cannot be empty')
    assertFault(await add({ name: ' x' }), 400, 'validationFault', 'Improper Customer Name')
  })

  test('are reached by number, with all that is in them, and each stays by itself', async () => {
    const [one, other] = [await aCustomer('One'), await aCustomer('Other')]
    const at = (account: string) => `/v1/customers/${account}/domains/reached.example`
    assertDone(await reseller.form('POST', at(one), { serviceType: 'rsemail' }))
    assertDone(await reseller.form('POST', `${at(one)}/rs/mailboxes/anna`, { password: PASSWORD }))
    assert.equal((await reseller.get(at(one))).json().accountNumber, one)
    assert.equal((await reseller.get(`${at(one)}/rs/mailboxes/anna`)).json().name, 'anna')
    for (const account of [other, 'me'])
      assertFault(await reseller.get(`${at(account)}/rs/mailboxes/anna`), 404, 'itemNotFoundFault')
    assertFault(await reseller.get(at('999999')), 404, 'itemNotFoundFault', 'Customer Not Found')
  })

  test('are shut out and let in again; mail addresses stay', async () => {
    const account = await aCustomer('Late payer')
    const client = emailClient(app, await addAdministrator(app, account))
    assert.equal((await client.get('/v1/customers/me')).statusCode, 200)
    assertDone(await reseller.send('POST', `/v1/customers/${account}/disable`))
    assertFault(await client.get('/v1/customers/me'), 403, 'unauthorizedFault', 'Authentication failed.')
    assertDone(await reseller.send('POST', `/v1/customers/${account}/Enable`))
    assert.equal((await client.get('/v1/customers/me')).statusCode, 200)
    const own = await reseller.send('POST', '/v1/customers/me/disable')
    assertFault(own, 400, 'validationFault')
  })

  test('are not deleted, and say what to do instead', async () => {
    const account = await aCustomer('Going')
    assertFault(await reseller.send('DELETE', `/v1/customers/${account}`), 400, 'validationFault', /disable/)
    assertFault(await reseller.send('DELETE', '/v1/customers/999999'), 404, 'itemNotFoundFault')
  })

  test('give no token to sign in as somebody in them', async () => {
    const { username, accountId } = await addAdministrator(app)
    const answer = await reseller.form('POST', `/v1/customers/${accountId}/loginToken`, {
      userName: username,
    })
    assertFault(answer, 403, 'unauthorizedFault', NOT_ALLOWED)
  })

  test('come in XML', async () => {
    await aCustomer('A & B')
    const { body } = await reseller.send('GET', '/v1/customers?contains=A%20%26', {
      headers: { accept: 'text/xml' },
    })
    assert.match(body, /<customerList .*<customers><customer><name>A &amp; B<\/name>/)
  })
})

describe('customers, for everybody else', () => {
  test('are the own account to look at, and nothing more', async () => {
    const client = emailClient(app, await addAdministrator(app))
    const { accountId } = client.admin
    for (const [method, path] of [
      ...[
        ['GET', '/v1/customers'],
        ['POST', '/v1/customers'],
        ['PUT', '/v1/customers/me'],
      ],
      ...[
        ['DELETE', '/v1/customers/me'],
        ['POST', `/v1/customers/${accountId}/disable`],
      ],
    ] as ['GET' | 'POST' | 'PUT' | 'DELETE', string][])
      assertFault(await client.form(method, path, { name: 'Mine' }), 403, 'unauthorizedFault', NOT_ALLOWED)
    for (const customer of [app.owner.accountId, '999999'])
      for (const method of ['GET', 'PUT', 'DELETE'] as const)
        assertFault(
          await client.send(method, `/v1/customers/${customer}`),
          404,
          'itemNotFoundFault',
          'Customer Not Found',
        )
  })
})

describe('a pair with a scope of somebody who runs the installation', () => {
  test('reaches no other account, lists none, and makes no administrators', async () => {
    const { domain, client: stranger } = await withMailDomain(app)
    const scope = { access: 'write', areas: ['domains', 'mailboxes'], domains: null } as const
    const { userKey, secretKey } = await generatePair(app.deps, TESTER, app.owner.userId, {
      name: 'part',
      scope,
    })
    const part = emailClient(app, { ...operator, userKey, secretKey })
    const theirs = `/v1/customers/${stranger.admin.accountId}`
    for (const path of [theirs, `${theirs}/domains/${domain}`, `${theirs}/domains`])
      assertFault(await part.get(path), 404, 'itemNotFoundFault', 'Customer Not Found')
    for (const path of ['/v1/customers', '/v1/admins', `/v1/admins/${app.owner.username}`])
      assertFault(await part.get(path), 403, 'unauthorizedFault', NOT_ALLOWED)
    assert.equal((await part.get('/v1/domains')).statusCode, 200)
  })
})
