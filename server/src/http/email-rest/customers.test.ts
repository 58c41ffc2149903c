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
    assert.equal(answer.headers['x-warning'], undefined)
    assert.deepEqual([shown.name, shown.referenceNumber, shown.city], ['Zebra Ltd', 'r-1', ''])
    const at = `/v1/customers/${accountNumber}`
    assert.deepEqual((await reseller.get(at)).json(), { ...shown, accountNumber })
    assertDone(await reseller.form('PUT', at, { name: 'zoo inc.' }))
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
  })

  test('keep an address, a telephone number and an e-mail address; what is sent empty is cleared', async () => {
    const place = { addressLine1: '1 Long Street', addressLine2: 'Floor 2', city: 'Köln', state: 'NRW' }
    const told = {
      ...place,
      zip: '50667',
      country: 'DE',
      phone: '+49 221 0',
      email: 'boss@elsewhere.example',
    }
    const { accountNumber, ...made } = (
      await reseller.form('POST', '/v1/customers', { name: 'Reached', ...told })
    ).json()
    assert.deepEqual(made, { name: 'Reached', referenceNumber: '', ...told })
    const at = `/v1/customers/${accountNumber}`
    assertDone(await reseller.form('PUT', at, { ADDRESSLINE2: '', phone: ' 1 ' }))
    const shown = { ...made, accountNumber, addressLine2: '', phone: '1' }
    assert.deepEqual((await reseller.get(at)).json(), shown)
    assertDone(await reseller.send('PUT', at))
    assert.deepEqual((await reseller.get(at)).json(), shown)
  })

  test('are found by the number that the reseller knows them by, which one customer has', async () => {
    const [one, other] = [await aCustomer('Numbered'), await aCustomer('Unnumbered')]
    assertDone(await reseller.form('PUT', `/v1/customers/${one}`, { referenceNumber: 'R/77 x' }))
    const byNumber = (number: string) =>
      reseller.get(`/v1/customers?referenceNumber=${encodeURIComponent(number)}`)
    assert.deepEqual((await byNumber('R/77 x')).json(), (await reseller.get(`/v1/customers/${one}`)).json())
    const rows = (await reseller.get('/v1/customers?startswith=r/7')).json().customers
    assert.deepEqual(rows, [{ name: 'Numbered', accountNumber: one, referenceNumber: 'R/77 x' }])
    for (const number of ['r/77 x', 'R/77', 'R/77 x '])
      assertFault(await byNumber(number), 404, 'itemNotFoundFault', 'Customer Not Found')
    const taken = { name: 'Renamed', referenceNumber: 'R/77 x' }
    const reason = 'Another customer has this reference number.'
    assertFault(await reseller.form('PUT', `/v1/customers/${other}`, taken), 400, 'validationFault', reason)
    assert.equal((await reseller.get(`/v1/customers/${other}`)).json().name, 'Unnumbered')
    assertFault(await reseller.form('POST', '/v1/customers', taken), 400, 'validationFault', reason)
    assertDone(await reseller.form('PUT', `/v1/customers/${one}`, { referenceNumber: '' }))
    assertDone(await reseller.form('PUT', `/v1/customers/${other}`, { referenceNumber: 'R/77 x' }))
    assert.equal((await byNumber('R/77 x')).json().accountNumber, other)
  })

  test('are refused what is no address, and nothing is half done', async () => {
    const account = await aCustomer('Careful')
    const before = (await reseller.get(`/v1/customers/${account}`)).json()
    for (const fields of [
      { email: 'nobody' },
      { city: 'a\nb' },
      { addressLine1: 'x'.repeat(256) },
      { referenceNumber: '\u0001' },
    ])
      assertFault(
        await reseller.form('PUT', `/v1/customers/${account}`, { name: 'Careless', ...fields }),
        400,
        'validationFault',
      )
    assert.deepEqual((await reseller.get(`/v1/customers/${account}`)).json(), before)
  })

  test('need a name, in the words of the vendor', async () => {
    const add = (fields: Record<string, string>) => reseller.form('POST', '/v1/customers', fields)
    assertFault(await add({}), 400, 'badRequestFault', 'Missing required field: name')
    assertFault(await add({ name: '' }), 400, 'badRequestFault', 'Required field name cannot be empty')
    assertFault(await add({ name: ' x' }), 400, 'validationFault', 'Improper Customer Name')
  })

  test('are all searched by the name "all", for domains alone and in pages', async () => {
    const customer = await aCustomer('Sought')
    const at = (account: string) => `/v1/customers/${account}/domains/sought.example`
    assertDone(await reseller.form('POST', at(customer), { serviceType: 'rsemail' }))
    assert.deepEqual((await reseller.get(at('all'))).json(), (await reseller.get(at(customer))).json())
    for (const query of ['startswith=SOUGHT', 'domainNames=sought.example,nobodys.example']) {
      const found = (await reseller.get(`/v1/customers/all/domains?${query}`)).json()
      assert.deepEqual([found.total, found.domains[0].accountNumber], [1, customer])
      const own = (await reseller.get(`/v1/customers/me/domains?${query}`)).json()
      assert.equal(own.total, 0)
    }
    for (const name of ['nobodys.example', 'no_name'])
      assertFault(await reseller.get(`/v1/customers/all/domains/${name}`), 404, 'itemNotFoundFault')
    assertFault(await reseller.send('DELETE', at('all')), 404, 'itemNotFoundFault')
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
