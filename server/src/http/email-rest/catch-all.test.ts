import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())

const PASSWORD = 'Str0ng-enough'

async function withCatchAll() {
  const made = await withMailDomain(app)
  assertDone(await made.client.form('POST', made.at('anna'), { password: PASSWORD }))
  const path = `${made.P}/catchalladdress`
  const set = (address: string) => made.client.form('PUT', path, { address })
  const shown = async () => (await made.client.get(path)).json()
  return { ...made, path, set, shown, anna: `anna@${made.domain}` }
}

describe('the catch-all of a domain', () => {
  test('is off at first, set, replaced, and off again by an empty address', async () => {
    const { client, domain, set, shown, anna } = await withCatchAll()
    assert.deepEqual(await shown(), { address: '' })
    assertDone(await set(anna.toUpperCase()))
    assert.deepEqual(await shown(), { address: anna })
    assertDone(await set('somebody@elsewhere.example'))
    assert.deepEqual(await shown(), { address: 'somebody@elsewhere.example' })
    assertDone(await set(''))
    assert.deepEqual(await shown(), { address: '' })
    const log = (await auditOf(app.deps, client.admin.accountId)).filter(
      ({ action }) => action === 'domain.catch_all',
    )
    assert.deepEqual(
      log.map(({ target, details }) => [target, details['before'], details['after']]),
      [
        [`domain:${domain}`, null, anna],
        [`domain:${domain}`, anna, 'somebody@elsewhere.example'],
        [`domain:${domain}`, 'somebody@elsewhere.example', null],
      ],
    )
  })

  test('set as it is changes nothing and is not told', async () => {
    const { client, set, anna } = await withCatchAll()
    for (let time = 0; time < 3; time++) assertDone(await set(anna))
    const log = await auditOf(app.deps, client.admin.accountId)
    assert.equal(log.filter(({ action }) => action === 'domain.catch_all').length, 1)
  })

  test('goes with a mailbox that is renamed', async () => {
    const { client, domain, at, set, shown, anna } = await withCatchAll()
    assertDone(await set(anna))
    assertDone(await client.form('PUT', at('anna'), { name: 'johanna' }))
    assert.deepEqual(await shown(), { address: `johanna@${domain}` })
  })

  test('is no address of the domain that there is not, and no other text', async () => {
    const { domain, set, shown } = await withCatchAll()
    for (const address of [
      `nobody@${domain}`,
      'anna',
      '@elsewhere.example',
      'a@b.example,c@d.example',
      'a b@c.example',
    ])
      assertFault(await set(address), 400, 'validationFault', /catch-all/)
    assert.deepEqual(await shown(), { address: '' })
  })

  test('needs the field', async () => {
    const { client, path } = await withCatchAll()
    const answer = await client.form('PUT', path, { adress: 'x' })
    assertFault(answer, 400, 'badRequestFault', 'Missing required field: address')
  })

  test('comes in XML, and in any letter case of the address', async () => {
    const { client, domain, set, anna } = await withCatchAll()
    assertDone(await set(anna))
    const headers = { accept: 'text/xml' }
    const answer = await client.send('GET', `/v1/domains/${domain}/CatchAllAddress`, { headers })
    assert.match(answer.body, /<catchAllAddress [^>]*xmlns="urn:xml:catchAllAddress"><address>anna@/)
  })
})
