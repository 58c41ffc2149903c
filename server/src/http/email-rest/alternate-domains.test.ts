import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import {
  addAdministrator,
  assertDone,
  assertFault,
  emailClient,
  withMailDomain,
} from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())

async function withAlternates() {
  const made = await withMailDomain(app)
  const path = `${made.P}/alternatedomains`
  const names = async () =>
    (await made.client.get(path)).json().alternateDomains.map(({ name }: { name: string }) => name)
  const add = (name: string) => made.client.send('POST', `${path}/${name}`)
  const remove = (name: string) => made.client.send('DELETE', `${path}/${name}`)
  return { ...made, path, names, add, remove }
}

let taken = 0
const freeName = () => `other${++taken}.example`

describe('the alternate names of a domain', () => {
  test('are added and taken away, shown in their list and with the domain, and told in the audit log', async () => {
    const { client, domain, path, P, names, add, remove } = await withAlternates()
    const [first, second] = [freeName(), freeName()]
    assert.deepEqual((await client.get(path)).json(), { alternateDomains: [] })
    assertDone(await add(second.toUpperCase()))
    assertDone(await add(first))
    const shown = [first, second].map((name) => ({ name, type: 'DomainAlias' }))
    assert.deepEqual((await client.get(path)).json(), { alternateDomains: shown })
    assert.deepEqual((await client.get(P)).json().aliases, [first, second])
    assertDone(await remove(first.toUpperCase()))
    assert.deepEqual(await names(), [second])
    const acts = await auditOf(app.deps, client.admin.accountId)
    assert.deepEqual(
      acts
        .filter(({ action }) => action.startsWith('domain.alternate'))
        .map(({ action, target, details }) => [action, target, details['alternate']]),
      [
        ['domain.alternate_add', `domain:${domain}`, second],
        ['domain.alternate_add', `domain:${domain}`, first],
        ['domain.alternate_remove', `domain:${domain}`, first],
      ],
    )
  })

  test('are no name that any domain has, of whatever account', async () => {
    const { domain, names, add } = await withAlternates()
    const other = await withAlternates()
    const theirs = freeName()
    assertDone(await other.add(theirs))
    for (const name of [domain, other.domain, theirs])
      assertFault(await add(name), 400, 'validationFault', 'The name is taken.')
    assert.deepEqual(await names(), [])
    const added = await other.client.form('POST', `/v1/domains/${theirs}`, { serviceType: 'rsemail' })
    assertFault(added, 400, 'validationFault', 'The name is taken.')
  })

  test('are free again once taken away, or once their domain is deleted', async () => {
    const { client, P, add, remove } = await withAlternates()
    const other = await withAlternates()
    const [first, second] = [freeName(), freeName()]
    for (const name of [first, second]) assertDone(await add(name))
    assertDone(await remove(first))
    assertDone(await other.add(first))
    assertDone(await client.send('DELETE', P))
    assertDone(await other.add(second))
  })

  test('are shown one by one too, in any letters, and one that was never added is not there', async () => {
    const { client, path, add } = await withAlternates()
    const [first, second] = [freeName(), freeName()]
    for (const name of [first, second]) assertDone(await add(name))
    const shown = { alternateDomains: [{ name: second, type: 'DomainAlias' }] }
    assert.deepEqual((await client.get(`${path}/${second.toUpperCase()}`)).json(), shown)
    for (const name of [freeName(), 'nothing', '%20'])
      assertFault(await client.get(`${path}/${name}`), 404, 'itemNotFoundFault', 'Domain Not Found')
  })

  test('are of the one type that there is without Exchange', async () => {
    const { client, path, names } = await withAlternates()
    const name = freeName()
    const add = (type: string) => client.form('POST', `${path}/${name}`, { type })
    for (const type of ['AcceptedDomain', 'x'])
      assertFault(
        await add(type),
        400,
        'validationFault',
        'type must be DomainAlias: this server has no Exchange.',
      )
    assert.deepEqual(await names(), [])
    for (const type of ['DomainAlias', 'domainalias', '']) {
      assertDone(await add(type))
      assertDone(await client.send('DELETE', `${path}/${name}`))
    }
  })

  test('are names: nothing else is added, and what was never added is not there', async () => {
    const { domain, names, add, remove } = await withAlternates()
    for (const name of ['nothing', 'a%20b.example', '-a.example', '1.2.3.4'])
      assertFault(await add(name), 400, 'validationFault')
    for (const name of [domain, freeName(), 'nothing'])
      assertFault(await remove(name), 404, 'itemNotFoundFault', 'Domain Not Found')
    assert.deepEqual(await names(), [])
  })

  test('are a hundred at most', async () => {
    const { client, domain, add } = await withAlternates()
    const { accountId } = client.admin
    const { id } = (await app.deps.store.mailDomains.byName(accountId, domain)) ?? { id: '' }
    for (let at = 0; at < 99; at++) await app.deps.store.mailDomains.addName(id, freeName())
    assertDone(await add(freeName()))
    assertFault(await add(freeName()), 400, 'validationFault', /100 alternate names/)
  })

  test('come in XML, a list of one as well', async () => {
    const { client, path, add } = await withAlternates()
    const name = freeName()
    assertDone(await add(name))
    const answer = await client.send('GET', path, { headers: { accept: 'text/xml' } })
    const one = `<alternateDomain><name>${name}</name><type>DomainAlias</type></alternateDomain>`
    assert.ok(answer.body.includes(`<alternateDomains>${one}</alternateDomains>`), answer.body)
  })

  test('of another account are nobody’s', async () => {
    const { path, add } = await withAlternates()
    const name = freeName()
    assertDone(await add(name))
    const stranger = emailClient(app, await addAdministrator(app))
    for (const [method, url] of [
      ['GET', path],
      ['POST', `${path}/${freeName()}`],
      ['DELETE', `${path}/${name}`],
    ] as const)
      assertFault(await stranger.send(method, url), 404, 'itemNotFoundFault', 'Domain Not Found')
  })
})
