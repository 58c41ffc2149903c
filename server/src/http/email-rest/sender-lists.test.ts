import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())

async function withLists() {
  const made = await withMailDomain(app)
  assertDone(await made.client.form('POST', made.at('anna'), { password: 'Str0ng-enough' }))
  const bases = { domain: `${made.P}/spam`, mailbox: `${made.at('anna')}/spam` }
  const of = async (path: string) => (await made.client.get(path)).json().addresses
  return { ...made, bases, of }
}
type Base = 'domain' | 'mailbox'
const BASES: readonly Base[] = ['domain', 'mailbox']

for (const base of BASES)
  describe(`the lists of a ${base}`, () => {
    test('are empty, and are filled and emptied by one or by many', async () => {
      const { client, bases, of } = await withLists()
      const at = `${bases[base]}/blocklist`
      assert.deepEqual(await of(at), [])
      assertDone(await client.form('PUT', at, { addList: 'b@x.example, @C.example ,a@x.example' }))
      assertDone(await client.send('POST', `${at}/${encodeURIComponent('@%.d.example')}`))
      assert.deepEqual(await of(at), ['@%.d.example', '@c.example', 'a@x.example', 'b@x.example'])
      assertDone(
        await client.form('PUT', at, { removeList: 'b@x.example,@c.example', addList: 'z@x.example' }),
      )
      assertDone(await client.send('DELETE', `${at}/A@x.example`))
      assert.deepEqual(await of(at), ['@%.d.example', 'z@x.example'])
    })

    test('go by their older names as well', async () => {
      const { client, bases, of } = await withLists()
      for (const [older, name, entry] of [
        ['blacklist', 'blocklist', 'a@x.example'],
        ['ipBlackList', 'ipblocklist', '192.0.2.1'],
      ]) {
        assertDone(await client.form('PUT', `${bases[base]}/${older}`, { addList: entry ?? '' }))
        assert.deepEqual(await of(`${bases[base]}/${name}`), [entry])
        assert.deepEqual(await of(`${bases[base]}/${older}`), [entry])
      }
    })

    test('are four, each by itself', async () => {
      const { client, bases, of } = await withLists()
      assertDone(await client.form('PUT', `${bases[base]}/safelist`, { addList: 'a@x.example' }))
      assertDone(await client.form('PUT', `${bases[base]}/ipsafelist`, { addList: '192.0.2.%' }))
      assert.deepEqual(await of(`${bases[base]}/blocklist`), [])
      assert.deepEqual(await of(`${bases[base]}/safelist`), ['a@x.example'])
      assert.deepEqual(await of(`${bases[base]}/ipsafelist`), ['192.0.2.%'])
      assertFault(await client.get(`${bases[base]}/greylist`), 404, 'itemNotFoundFault')
    })

    test('take what is there already, and miss what is not', async () => {
      const { client, bases, of } = await withLists()
      const at = `${bases[base]}/safelist`
      for (let time = 0; time < 2; time++) assertDone(await client.send('POST', `${at}/a@x.example`))
      assert.deepEqual(await of(at), ['a@x.example'])
      const fault = assertFault(
        await client.send('DELETE', `${at}/b@x.example`),
        404,
        'itemNotFoundFault',
        'Address Not Found',
      )
      assert.equal(fault['resourceType'], 'Address')
      assertDone(await client.form('PUT', at, { removeList: 'b@x.example' }))
    })

    test('hold 250 entries, and refuse the whole of what is more', async () => {
      const { client, bases, of } = await withLists()
      const at = `${bases[base]}/blocklist`
      const many = (count: number, from = 0) =>
        Array.from({ length: count }, (_, index) => `u${from + index}@x.example`)
      assertDone(await client.json('PUT', at, { addList: many(249) }))
      assertFault(
        await client.json('PUT', at, { addList: many(2, 249) }),
        400,
        'validationFault',
        'A list has 250 entries at most.',
      )
      assert.equal((await of(at)).length, 249)
      assertDone(await client.json('PUT', at, { addList: many(2, 248) }))
      assertFault(await client.send('POST', `${at}/more@x.example`), 400, 'validationFault')
      assertDone(await client.json('PUT', at, { addList: ['more@x.example'], removeList: many(1) }))
      assert.equal((await of(at)).length, 250)
    })

    test('refuse what is no entry, and all that came with it', async () => {
      const { client, bases, of } = await withLists()
      assertFault(
        await client.form('PUT', `${bases[base]}/blocklist`, { addList: 'a@x.example,nonsense' }),
        400,
        'validationFault',
      )
      assertFault(await client.send('POST', `${bases[base]}/ipblocklist/a@x.example`), 400, 'validationFault')
      assertFault(await client.form('PUT', `${bases[base]}/blocklist`, {}), 400, 'badRequestFault')
      assert.deepEqual(await of(`${bases[base]}/blocklist`), [])
    })
  })

describe('a list', () => {
  test('in XML has the name that was asked for', async () => {
    const { client, bases } = await withLists()
    await client.form('PUT', `${bases.domain}/blacklist`, { addList: 'a@x.example,b@x.example' })
    const answer = await client.send('GET', `${bases.domain}/blacklist`, { headers: { accept: 'text/xml' } })
    assert.match(
      answer.body,
      /<blacklist .*<addresses><address>a@x.example<\/address><address>b@x.example<\/address><\/addresses><\/blacklist>$/,
    )
  })

  test('is told in the log by how much it changed, and not when it did not', async () => {
    const { client, bases } = await withLists()
    for (let time = 0; time < 2; time++)
      await client.form('PUT', `${bases.mailbox}/safelist`, { addList: 'a@x.example,b@x.example' })
    const log = (await auditOf(app.deps, client.admin.accountId)).filter(
      ({ action }) => action === 'spam.list',
    )
    const { mailboxId } = log[0]?.details ?? {}
    assert.match(`${mailboxId}`, /^[0-9a-f]{32}$/)
    assert.deepEqual(
      log.map(({ details }) => details),
      [{ mailboxId, list: 'safelist', added: 2, removed: 0 }],
    )
  })

  test("of a mailbox is not the domain's", async () => {
    const { client, bases, of } = await withLists()
    await client.form('PUT', `${bases.mailbox}/safelist`, { addList: 'a@x.example' })
    assert.deepEqual(await of(`${bases.domain}/safelist`), [])
  })
})
