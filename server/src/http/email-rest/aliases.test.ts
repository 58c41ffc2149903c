import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { addAdministrator, assertDone, assertFault, emailClient } from '../../../../tests/support/email.ts'

const app = await openTestApp()
let made = 0

/** A client with a domain that has these mailboxes. */
async function withMailboxes(...names: readonly string[]) {
  const client = emailClient(app, await addAdministrator(app))
  const domain = `a${++made}.example`
  const P = `/v1/domains/${domain}`
  assertDone(await client.form('POST', P, { serviceType: 'rsemail' }))
  for (const name of names)
    assertDone(await client.form('POST', `${P}/rs/mailboxes/${name}`, { password: 'Str0ng-enough' }))
  const at = (name: string) => `${P}/rs/aliases/${name}`
  const members = async (name: string) => {
    const answer = await client.get(at(name))
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json().emailAddressList.emailAddress
  }
  return { client, domain, P, at, members }
}

describe('an alias', () => {
  test('has its members as a list, also of one, however they were sent', async () => {
    const { client, domain, at, members } = await withMailboxes('x', 'y')
    assertDone(await client.form('POST', at('one'), { aliasEmails: `X@${domain}` }))
    assertDone(
      await client.form('POST', at('two'), { aliasEmails: `x@${domain},y@${domain}, z@else.example` }),
    )
    const repeated: [string, string][] = [
      ['aliasEmails', `x@${domain}`],
      ['AliasEmails', `y@${domain}`],
    ]
    assertDone(await client.form('POST', at('three'), repeated))
    assertDone(await client.json('POST', at('four'), { aliasEmails: [`x@${domain}`, `y@${domain}`] }))
    assert.deepEqual(await members('one'), [`x@${domain}`])
    assert.deepEqual(await members('two'), [`x@${domain}`, `y@${domain}`, 'z@else.example'])
    for (const name of ['three', 'four'])
      assert.deepEqual(await members(name), [`x@${domain}`, `y@${domain}`])
    assert.deepEqual((await client.get(at('one'))).json(), {
      name: 'one',
      emailAddressList: { emailAddress: [`x@${domain}`] },
    })
  })

  test('is found and changed by the addresses that the pages of the vendor have for it besides', async () => {
    const { client, domain, P, at, members } = await withMailboxes('x', 'y')
    assertDone(await client.form('POST', at('team'), { aliasEmails: `x@${domain}` }))
    const shown = await client.get(`${P}/rs/mailboxes/x/alias/team`)
    assert.equal(shown.body, (await client.get(at('team'))).body)
    assertFault(await client.send('PUT', `${P}/rs/mailboxes/x/alias/team`), 405, 'appsFault')
    assertDone(await client.send('POST', `${at('team')}/emailAddresses/y%40${domain}`))
    assert.deepEqual(await members('team'), [`x@${domain}`, `y@${domain}`])
    assertDone(await client.send('DELETE', `${at('team')}/emailAddresses/x@${domain}`))
    assert.deepEqual(await members('team'), [`y@${domain}`])
  })

  test('shows in the index with its one member, or how many there are', async () => {
    const { client, domain, P, at } = await withMailboxes('x', 'y')
    assertDone(await client.form('POST', at('one'), { aliasEmails: `x@${domain}` }))
    assertDone(await client.form('POST', at('two'), { aliasEmails: `x@${domain},y@${domain}` }))
    assert.deepEqual((await client.get(`${P}/rs/aliases/`)).json(), {
      ...{ offset: 0, size: 50, total: 2 },
      aliases: [
        { name: 'one', numberOfMembers: 1, singleMemberName: `x@${domain}` },
        { name: 'two', numberOfMembers: 2, singleMemberName: null },
      ],
    })
    assert.equal((await client.get(`${P}/rs/aliases?startswith=T`)).json().total, 1)
    const xml = await client.send('GET', `${P}/rs/aliases?size=1&offset=1`, {
      headers: { accept: 'text/xml' },
    })
    assert.match(
      xml.body,
      /<aliases><alias><name>two<\/name><numberOfMembers>2<\/numberOfMembers><singleMemberName xsi:nil="true"\/><\/alias><\/aliases><\/aliasList>$/,
    )
    const shown = await client.send('GET', at('two'), { headers: { accept: 'text/xml' } })
    assert.match(
      shown.body,
      /<name>two<\/name><emailAddressList><emailAddress>x@.*<\/emailAddress><emailAddress>y@.*<\/emailAddress><\/emailAddressList><\/alias>$/,
    )
  })

  test('shows its members in the index to who asks for them, in JSON and XML', async () => {
    const { client, domain, P, at } = await withMailboxes('x', 'y')
    assertDone(await client.form('POST', at('one'), { aliasEmails: `x@${domain}` }))
    assertDone(await client.form('POST', at('two'), { aliasEmails: `y@${domain},x@${domain}` }))
    const index = `${P}/rs/aliases?fields=name,members`
    assert.deepEqual(
      (await client.get(index)).json().aliases.map((row: typeof shown) => row.emailAddressList),
      [[`x@${domain}`], [`x@${domain}`, `y@${domain}`]].map((emailAddress) => ({ emailAddress })),
    )
    const shown: { emailAddressList: unknown } = (await client.get(at('two'))).json()
    const xml = await client.send('GET', index, { headers: { accept: 'text/xml' } })
    assert.match(
      xml.body,
      /<name>one<\/name><numberOfMembers>1<\/numberOfMembers><singleMemberName>x@.*?<emailAddressList><emailAddress>x@/,
    )
  })

  test('changes member by member, by address with @ or %40, and is gone with the last', async () => {
    const { client, domain, at, members } = await withMailboxes('x', 'y')
    assertDone(await client.form('POST', at('a'), { aliasEmails: `x@${domain}` }))
    assertDone(await client.send('POST', `${at('a')}/Y%40${domain}`))
    assertDone(
      await client.send('POST', `${at('a')}/o@else.example`, {
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' },
      }),
    )
    assert.deepEqual(await members('a'), ['o@else.example', `x@${domain}`, `y@${domain}`])
    const again = await client.send('POST', `${at('a')}/y@${domain}`)
    assertFault(again, 400, 'validationFault', `Email address y@${domain} is in alias a already.`)
    const none = await client.send('DELETE', `${at('a')}/n@${domain}`)
    assertFault(none, 400, 'validationFault', `Email address n@${domain} does not exist in alias a.`)
    for (const member of ['o@else.example', `x@${domain}`, `y@${domain}`])
      assertDone(await client.send('DELETE', `${at('a')}/${member}`))
    assert.equal(assertFault(await client.get(at('a')), 404, 'itemNotFoundFault')['resourceType'], 'Alias')
  })

  test('is replaced as a whole, and deleted, and its name is free again', async () => {
    const { client, domain, P, at, members } = await withMailboxes('x', 'y')
    assertDone(await client.form('POST', at('a'), { aliasEmails: `x@${domain}` }))
    assertDone(await client.form('PUT', at('a'), { aliasEmails: `y@${domain}` }))
    assert.deepEqual(await members('a'), [`y@${domain}`])
    assertFault(
      await client.form('POST', at('a'), { aliasEmails: `y@${domain}` }),
      400,
      'validationFault',
      'The name is taken.',
    )
    assertDone(await client.send('DELETE', at('a'), { headers: { 'content-type': 'application/json' } }))
    assertFault(await client.send('DELETE', at('a')), 404, 'itemNotFoundFault')
    assertDone(await client.form('POST', `${P}/rs/mailboxes/a`, { password: 'Str0ng-enough' }))
    assertFault(
      await client.form('POST', at('a'), { aliasEmails: `y@${domain}` }),
      400,
      'validationFault',
      'The name is taken.',
    )
  })

  test('may point to another alias, and keeps a member whose mailbox was deleted', async () => {
    const { client, domain, P, at, members } = await withMailboxes('x', 'y')
    assertDone(await client.form('POST', at('a'), { aliasEmails: `x@${domain}` }))
    assertDone(await client.form('POST', at('b'), { aliasEmails: `a@${domain}` }))
    assertDone(await client.send('DELETE', `${P}/rs/mailboxes/x`))
    assertDone(await client.send('POST', `${at('a')}/y@${domain}`))
    assert.deepEqual(await members('a'), [`x@${domain}`, `y@${domain}`])
  })

  test('does not lead back to itself, whichever call would have it so', async () => {
    const { client, domain, at, members } = await withMailboxes('x')
    assertDone(await client.form('POST', at('a'), { aliasEmails: `x@${domain}` }))
    assertDone(await client.form('POST', at('b'), { aliasEmails: `a@${domain}` }))
    const words = `Mail would go round: b@${domain} leads back to a@${domain}.`
    const aliasEmails = `x@${domain},b@${domain}`
    assertFault(await client.form('PUT', at('a'), { aliasEmails }), 400, 'validationFault', words)
    assertFault(await client.send('POST', `${at('a')}/b@${domain}`), 400, 'validationFault', words)
    assert.deepEqual(await members('a'), [`x@${domain}`])
    assertDone(await client.send('DELETE', at('a')))
    assertFault(await client.form('POST', at('a'), { aliasEmails }), 400, 'validationFault', words)
  })
})

describe('what is not allowed of an alias', () => {
  test('is told in the words that programs know', async () => {
    const { client, domain, at } = await withMailboxes('x')
    const outside = (count: number) =>
      Array.from({ length: count }, (_, index) => `o${index}@else.example`).join()
    const inside = Array.from({ length: 51 }, (_, index) => `n${index}@${domain}`).join()
    const refusals: readonly (readonly [string, string | RegExp])[] = [
      ['nonsense', 'An alias must point to a valid email address.'],
      [`x@${domain}, a b@c.example`, 'An alias must point to a valid email address.'],
      [
        `x@${domain},n@${domain},m@${domain}`,
        `An alias must point to a valid email address. The following email addresses do not exist: m@${domain}, n@${domain}`,
      ],
      [outside(5), 'Max number of non-local email recipients reached.'],
      [inside, /50 members at most/],
      [`a@${domain}`, /cannot point to itself/],
    ]
    for (const [aliasEmails, message] of refusals) {
      assertFault(await client.form('POST', at('a'), { aliasEmails }), 400, 'validationFault', message)
    }
    const missing = 'Missing required field: aliasEmails'
    assertFault(await client.form('POST', at('a'), {}), 400, 'badRequestFault', missing)
    for (const aliasEmails of ['', ' , ']) {
      const pointless = 'An alias must point to a valid email address.'
      assertFault(await client.form('POST', at('a'), { aliasEmails }), 400, 'validationFault', pointless)
    }
    assertFault(await client.get(at('a')), 404, 'itemNotFoundFault')
    assertDone(await client.form('POST', at('a'), { aliasEmails: `${outside(4)},x@${domain}` }))
    assertFault(await client.send('POST', `${at('a')}/o9@else.example`), 400, 'validationFault', /non-local/)
    assertFault(
      await client.form('PUT', at('none'), { aliasEmails: 'x@y.example' }),
      404,
      'itemNotFoundFault',
    )
    assertFault(await client.form('POST', at('-a'), { aliasEmails: `x@${domain}` }), 400, 'validationFault')
  })
})
