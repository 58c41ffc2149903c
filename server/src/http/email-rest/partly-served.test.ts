import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())
const { client, domain, P, at } = await withMailDomain(app)
for (const name of ['anna', 'ben', 'carl'])
  assertDone(await client.form('POST', at(name), { password: 'Str0ng-enough' }))

describe('split domain routing', () => {
  test('is off, may be told to be off, and never on', async () => {
    const path = `${P}/splitDomainRouting`
    assertDone(await client.form('PUT', path, { enabled: 'false' }))
    const refused = await client.form('PUT', path, { enabled: 'True', externalHost: 'mail.example' })
    assertFault(refused, 400, 'validationFault', /not available/)
    assert.deepEqual((await client.get(path)).json(), { enabled: false })
  })
})

describe('mobile sync', () => {
  const path = `${P}/mobilesync/users`

  test('is on for every mailbox, in pages, by name', async () => {
    const row = (name: string) => ({ name, domain, enabled: true, details: '' })
    assert.deepEqual((await client.get(`${path}?order=Name%20asc`)).json(), {
      ...{ offset: 0, size: 50, total: 3 },
      users: [row('anna'), row('ben'), row('carl')],
    })
    const { users, total } = (await client.get(`${path}?size=1&offset=1`)).json()
    assert.deepEqual([users, total], [[row('ben')], 3])
    assert.deepEqual((await client.get(`${path}?contains=AR`)).json().users, [row('carl')])
    const upper = await client.get(path.replace(domain, domain.toUpperCase()))
    assert.equal(upper.json().users[0].domain, domain)
  })

  test('comes in the order that is asked for, in every spelling, and in no other', async () => {
    const namesBy = async (order: string) =>
      (await client.get(`${path}?${order}`)).json().users.map(({ name }: { name: string }) => name)
    const names = ['anna', 'ben', 'carl']
    for (const order of [
      'order=',
      'order=Name',
      'Order=name+ASC',
      'order[0]=Name%20asc',
      'order=Enabled%20desc',
    ])
      assert.deepEqual(await namesBy(order), names, order)
    for (const order of ['order=Name%20desc', 'order%5B0%5D=NAME+desc'])
      assert.deepEqual(await namesBy(order), names.toReversed(), order)
    assert.deepEqual(await namesBy('order=Name%20desc&size=1&offset=2'), ['anna'])
    for (const order of ['size', 'Name up', 'Name asc, Enabled desc', 'namedesc'])
      assertFault(
        await client.get(`${path}?order=${encodeURIComponent(order)}`),
        400,
        'badRequestFault',
        /order/,
      )
  })

  test('stays on whatever it is told, and says so', async () => {
    const answer = await client.form('PUT', `${path}/anna`, { enabled: 'false' })
    assertDone(answer)
    assert.match(String(answer.headers['x-warning']), /Nothing was changed/)
    assert.equal((await client.get(path)).json().users[0].enabled, true)
    assertFault(await client.form('PUT', `${path}/nobody`, {}), 404, 'itemNotFoundFault', 'Mailbox Not Found')
  })

  test('comes in XML', async () => {
    const { body } = await client.send('GET', path, { headers: { accept: 'text/xml' } })
    assert.match(body, /<mobileSyncUserList .*<users><user><name>anna<\/name>/)
  })
})
