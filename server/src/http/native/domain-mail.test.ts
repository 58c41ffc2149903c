import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { auditOf } from '../../../../tests/support/deps.ts'
import { type Asker, fill, somebody, withDomain, world } from './mail-testing.ts'

type Answer = Awaited<ReturnType<Asker['ask']>>

describe('what a domain has besides its limits', () => {
  let admin: Asker
  let domain: string
  before(async () => {
    ;({ admin, domain } = await withDomain())
    await fill(admin, domain, ['anna'])
  })

  function assertInvalid(answer: Answer, field: string, what?: string): void {
    assert.deepEqual(
      [answer.statusCode, answer.json().code, answer.json().field],
      [400, 'invalid', field],
      what,
    )
  }

  describe('the catch-all of a domain', () => {
    const ask = (body?: unknown, query = '') =>
      admin.ask(body === undefined ? 'GET' : 'PATCH', `/domains/${domain}/catch-all${query}`, body)

    test('is refused mail at first, is set in any letter case, and cleared by null', async () => {
      assert.deepEqual((await ask()).json(), { address: null })
      const set = await ask({ address: ` Anna@${domain.toUpperCase()} ` })
      assert.deepEqual([set.statusCode, set.json()], [200, { address: `anna@${domain}` }])
      assert.deepEqual((await ask()).json(), { address: `anna@${domain}` })
      assert.deepEqual((await ask({ address: 'x@elsewhere.example' })).json(), {
        address: 'x@elsewhere.example',
      })
      assert.deepEqual((await ask({ address: null })).json(), { address: null })
      assert.deepEqual((await ask()).json(), { address: null })
    })

    test('tried out is answered as if it were done, and nothing is done or written down', async () => {
      const entries = async () => (await auditOf(world.http.deps, admin.user.accountId)).length
      const before = await entries()
      const tried = await ask({ address: `anna@${domain}` }, '?dryRun=true')
      assert.deepEqual(tried.json(), { address: `anna@${domain}` })
      assert.deepEqual((await ask()).json(), { address: null })
      assert.equal(await entries(), before)
    })

    test('is an address, and within the domain one that is there', async () => {
      for (const address of ['anna', '@x.example', 'a b@x.example', `nobody@${domain}`, 'a'.repeat(321)])
        assertInvalid(await ask({ address }), 'address', address.slice(0, 20))
      assertInvalid(await ask({}), 'address')
      assert.deepEqual((await ask()).json(), { address: null })
    })
  })

  describe('other names of a domain', () => {
    const names = async () =>
      (await admin.ask('GET', `/domains/${domain}/alternate-names`))
        .json()
        .items.map(({ name }: { readonly name: string }) => name)
    const add = (name: string, query = '') =>
      admin.ask('POST', `/domains/${domain}/alternate-names${query}`, { name })
    const remove = (name: string) =>
      admin.ask('DELETE', `/domains/${domain}/alternate-names/${encodeURIComponent(name)}`)

    test('are added as DNS has them, listed by name, and taken away', async () => {
      const [one, two] = [`b-${domain}`, `a-${domain}`]
      const added = await add(one.toUpperCase())
      assert.deepEqual([added.statusCode, added.json()], [201, { name: one }])
      assert.equal((await add(two)).statusCode, 201)
      assert.deepEqual(await names(), [two, one])
      assert.equal((await remove(two.toUpperCase())).statusCode, 204)
      assert.deepEqual(await names(), [one])
      assert.equal((await remove(two)).statusCode, 404, 'gone is gone')
      await remove(one)
    })

    test('that any account has are conflicts, and what is no name is refused', async () => {
      const other = await withDomain()
      for (const name of [other.domain, domain]) {
        const answer = await add(name)
        assert.deepEqual([answer.statusCode, answer.json().code], [409, 'conflict'], name)
      }
      for (const name of ['', 'nodots', 'a..example', '-a.example', `${'a.'.repeat(130)}example`])
        assertInvalid(await add(name), 'name', name.slice(0, 20))
      assert.deepEqual(await names(), [])
    })

    test('tried out are not added', async () => {
      assert.deepEqual((await add(`c-${domain}`, '?dryRun=true')).json(), { name: `c-${domain}` })
      assert.deepEqual(await names(), [])
    })

    test('the name of the domain itself is not taken away, nor is that of another domain', async () => {
      const other = await withDomain()
      for (const name of [domain, other.domain, 'x']) assert.equal((await remove(name)).statusCode, 404, name)
    })

    test('are seen by standard administrators, and changed by super administrators', async () => {
      const standard = await somebody(admin.user.accountId, 'standard')
      const at = `/domains/${domain}/alternate-names`
      assert.equal((await standard.ask('GET', at)).statusCode, 200)
      assert.equal((await standard.ask('POST', at, { name: `d-${domain}` })).statusCode, 403)
      assert.equal((await standard.ask('DELETE', `${at}/x.example`)).statusCode, 403)
    })
  })

  describe('the storage notice of a domain', () => {
    const ask = (body?: unknown, query = '') =>
      admin.ask(body === undefined ? 'GET' : 'PATCH', `/domains/${domain}/storage-notice${query}`, body)
    const NONE = { enabled: false, percentage: 90, message: '', cc: '' }

    test('is off at first; what is not named stays; tried out it stays as it was', async () => {
      assert.deepEqual((await ask()).json(), NONE)
      const given = {
        enabled: true,
        percentage: 80,
        message: '<*USER*> is nearly full',
        cc: 'Boss@x.example',
      }
      const wanted = { ...given, cc: 'boss@x.example' }
      assert.deepEqual((await ask(given, '?dryRun=true')).json(), wanted)
      assert.deepEqual((await ask()).json(), NONE)
      assert.deepEqual((await ask(given)).json(), wanted)
      assert.deepEqual((await ask({ cc: '' })).json(), { ...wanted, cc: '' })
      assert.deepEqual((await ask({ enabled: false })).json(), { ...wanted, cc: '', enabled: false })
      assert.deepEqual((await ask({})).json(), { ...wanted, cc: '', enabled: false })
    })

    test('knows six percentages, one address and 4096 characters', async () => {
      for (const percentage of [50, 60, 70, 80, 90, 99])
        assert.equal((await ask({ percentage })).statusCode, 200, String(percentage))
      for (const percentage of [0, 51, 100, -90, 90.5, '90', null])
        assertInvalid(await ask({ percentage }), 'percentage', String(percentage))
      for (const cc of ['boss', 'a@x.example,b@x.example', 1]) assertInvalid(await ask({ cc }), 'cc')
      assertInvalid(await ask({ message: 'x'.repeat(4_097) }), 'message')
      assert.equal((await ask({ message: 'x'.repeat(4_096) })).statusCode, 200)
    })
  })

  test('a domain of another account looks like none, whatever is asked of it', async () => {
    const other = await withDomain()
    for (const [method, path, body] of [
      ['GET', 'catch-all'],
      ['PATCH', 'catch-all', { address: null }],
      ['GET', 'alternate-names'],
      ['POST', 'alternate-names', { name: 'mine.example' }],
      ['DELETE', 'alternate-names/x.example'],
      ['GET', 'storage-notice'],
      ['PATCH', 'storage-notice', { enabled: true }],
      ['GET', 'spam'],
      ['PATCH', 'spam', { level: 'off' }],
      ['GET', 'senders'],
      ['PATCH', 'senders/safelist', { add: ['@x.example'] }],
    ] as const) {
      const answer = await admin.ask(method, `/domains/${other.domain}/${path}`, body)
      assert.equal(answer.statusCode, 404, `${method} ${path}`)
    }
  })
})
