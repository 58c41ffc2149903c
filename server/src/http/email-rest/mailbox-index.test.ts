import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'

const app = await openTestApp()

describe('the index of mailboxes', async () => {
  const { client, P, at } = await withMailDomain(app)
  const names = ['anna', 'ben', '1st', 'under_score', 'percent', 'zed']
  const add = async (name: string, fields: Record<string, string> = {}) =>
    assertDone(await client.form('POST', at(name), { password: 'Str0ng-enough', ...fields }))
  for (const name of names) await add(name, name === 'ben' ? { displayName: 'Anna B%n' } : {})
  await add('off', { enabled: 'false', customID: 'ZX-7' })
  await add('gone')
  assertDone(await client.send('DELETE', at('gone')))
  const index = async (query: string) => {
    const answer = await client.get(`${P}/rs/mailboxes${query}`)
    assert.equal(answer.statusCode, 200, answer.body)
    const { rsMailboxes, ...page } = answer.json()
    return { page, rows: rsMailboxes, names: rsMailboxes.map(({ name }: { name: string }) => name) }
  }

  test('has them by name, deleted ones left out, in pages that miss none and repeat none', async () => {
    const all = await index('')
    assert.deepEqual(all.page, { offset: 0, size: 50, total: 7 })
    assert.deepEqual(all.names.toSorted(), [...names, 'off'].toSorted())
    assert.deepEqual(all.rows[0], { name: all.names[0], displayName: '' })
    const paged = []
    for (let offset = 0; offset < 9; offset += 2) {
      const { page, names: some } = await index(`?size=2&offset=${offset}`)
      assert.deepEqual(page, { offset, size: 2, total: 7 })
      paged.push(...some)
    }
    assert.deepEqual(paged, all.names)
    assert.deepEqual((await index('/?offset=7&size=250')).rows, [])
  })

  test('searches names, display names and custom ids, in any case, and takes signs for what they are', async () => {
    const found: readonly (readonly [string, readonly string[]])[] = [
      ['?startswith=AN', ['anna', 'ben']],
      ['?contains=nn', ['anna', 'ben']],
      ['?startsWith=0-9', ['1st']],
      ['?contains=%25', ['ben']],
      ['?contains=_', ['under_score']],
      ['?startswith=zx', ['off']],
      ['?contains=%5C', []],
      ['?contains=nobody', []],
    ]
    for (const [query, wanted] of found) {
      const { names: some, page } = await index(query)
      assert.deepEqual([some.toSorted(), page.total], [wanted, wanted.length], query)
    }
    for (const query of ['?startswith=a&contains=b', '?size=x', '?offset=-1', '?enabled=maybe'])
      assertFault(await client.get(`${P}/rs/mailboxes${query}`), 400, 'badRequestFault')
  })

  test('filters by enabled, and adds what is asked for', async () => {
    assert.deepEqual((await index('?enabled=false')).names, ['off'])
    assert.equal((await index('?enabled=True')).page.total, 6)
    const [row] = (
      await index('?fields=size,CurrentUsage, enabled,createdDate,lastLogin,constructor&enabled=0')
    ).rows
    const { createdDate, ...others } = row
    assert.match(createdDate, /^\d+\/\d+\/\d{4} /)
    assert.deepEqual(others, {
      ...{ name: 'off', displayName: '', size: 25_600, currentUsage: 0 },
      ...{ enabled: false, lastLogin: '' },
    })
  })

  test('is a list in XML, rows in elements of their own', async () => {
    const answer = await client.send('GET', `${P}/rs/mailboxes?size=1&contains=off`, {
      headers: { accept: 'application/xml' },
    })
    assert.match(
      answer.body,
      /<rsMailboxList [^>]*xmlns="urn:xml:rsMailboxList"><offset>0<\/offset><size>1<\/size><total>1<\/total><rsMailboxes><rsMailbox><name>off<\/name><displayName><\/displayName><\/rsMailbox><\/rsMailboxes><\/rsMailboxList>$/,
    )
  })
})

test('an unknown domain is told as that, for every operation', async () => {
  const { client } = await withMailDomain(app)
  for (const path of ['/v1/domains/nowhere.example/rs/mailboxes/a', '/v1/domains/x/rs/mailboxes/a']) {
    for (const method of ['GET', 'PUT', 'DELETE', 'POST'] as const) {
      const answer = await client.form(method, path, { password: 'Str0ng-enough' })
      assert.equal(assertFault(answer, 404, 'itemNotFoundFault')['resourceType'], 'Domain')
    }
  }
})
