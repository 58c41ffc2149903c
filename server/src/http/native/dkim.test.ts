import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { SILENT_DNS } from '../../../../tests/support/deps.ts'
import { withDomain, world } from './mail-testing.ts'

type Asker = Awaited<ReturnType<typeof withDomain>>['admin']

/** What the DNS has at each name. */
const published = new Map<string, readonly string[]>()
beforeEach(() => {
  published.clear()
  Object.assign(world.http.deps.dns, { txt: async (name: string) => published.get(name) ?? [] })
})

async function make(admin: Asker, domain: string): Promise<Record<string, string>> {
  const answer = await admin.ask('POST', `/domains/${domain}/dkim`)
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}

const verify = (admin: Asker, domain: string) => admin.ask('POST', `/domains/${domain}/dkim/verification`)

async function dkimOf(admin: Asker, domain: string, query = '') {
  const { items } = (await admin.ask('GET', `/domains/${domain}/dns${query}`)).json()
  return items.filter(({ purpose }: Record<string, string>) => purpose === 'dkim')
}

describe('the DKIM key of a domain', () => {
  test('is among the records from when it is made until it is revoked, and signs once it was verified', async () => {
    const { admin, domain } = await withDomain()
    assert.deepEqual(await dkimOf(admin, domain), [])
    const { name = '', value = '', ...made } = await make(admin, domain)
    assert.equal(made['signing'], false)
    assert.equal(name, `${made['selector']}._domainkey.${domain}`)
    const record = { purpose: 'dkim', name, type: 'TXT', value }
    assert.deepEqual(await dkimOf(admin, domain), [{ ...record, state: null, found: [], signing: false }])

    const early = await verify(admin, domain)
    assert.deepEqual([early.statusCode, early.json().code], [400, 'invalid'])
    published.set(name, [value])
    const verified = await verify(admin, domain)
    assert.deepEqual([verified.statusCode, verified.json().signing], [200, true])
    assert.deepEqual(await dkimOf(admin, domain, '?check=true'), [
      { ...record, state: 'ok', found: [value], signing: true },
    ])

    assert.equal((await admin.ask('DELETE', `/domains/${domain}/dkim`)).statusCode, 204)
    assert.deepEqual(await dkimOf(admin, domain), [])
    assert.equal((await admin.ask('DELETE', `/domains/${domain}/dkim`)).statusCode, 204, 'gone is gone')
  })

  test('that follows another is the one to publish, and the private half is in no answer', async () => {
    const { admin, domain } = await withDomain()
    const first = await make(admin, domain)
    published.set(first['name'] ?? '', [first['value'] ?? ''])
    await verify(admin, domain)
    const answer = await admin.ask('POST', `/domains/${domain.toUpperCase()}/dkim`)
    const second = answer.json()
    assert.notEqual(second.selector, first['selector'])
    assert.equal(second.name, `${second.selector}._domainkey.${domain}`)
    assert.deepEqual(Object.keys(second).sort(), ['createdAt', 'name', 'selector', 'signing', 'value'])
    const [{ name, signing }] = await dkimOf(admin, domain)
    assert.deepEqual([name, signing], [second.name, false])
  })

  test('is not verified where there is none, nor while the DNS is silent', async () => {
    const { admin, domain } = await withDomain()
    const none = await verify(admin, domain)
    assert.deepEqual([none.statusCode, none.json().code], [400, 'invalid'])
    await make(admin, domain)
    Object.assign(world.http.deps.dns, { txt: SILENT_DNS.txt })
    const silent = await verify(admin, domain)
    assert.deepEqual([silent.statusCode, silent.json().code], [503, 'busy'])
    const [{ state }] = await dkimOf(admin, domain, '?check=true')
    assert.equal(state, 'unknown')
  })

  test('of another account looks like none, and nobody takes a body or a query', async () => {
    const { admin } = await withDomain()
    const { domain } = await withDomain()
    for (const [method, path] of [
      ['POST', '/dkim'],
      ['POST', '/dkim/verification'],
      ['DELETE', '/dkim'],
    ] as const) {
      assert.equal(
        (await admin.ask(method, `/domains/${domain}${path}`)).statusCode,
        404,
        `${method} ${path}`,
      )
      assert.equal((await admin.ask(method, `/domains/${domain}${path}?x=1`)).statusCode, 400)
    }
    assert.equal((await admin.ask('POST', `/domains/${domain}/dkim`, { selector: 'x' })).statusCode, 400)
  })
})
