import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())
const { client, P } = await withMailDomain(app)
const at = `${P}/webmail/settings`
const put = (fields: Record<string, string>) => client.form('PUT', at, fields)
const shown = async () => (await client.get(at)).json()

const FIRST = {
  ...{ ChatEnabled: false, DropboxEnabled: false, PasswordResetEnabled: true, User24HourTime: false },
  ...{ MultiFactorSetting: 'off', Language: 'en_US', DateFormat: 1, TimeZone: 'UTC' },
}
const CHANGED = {
  ...{ ChatEnabled: true, DropboxEnabled: false, PasswordResetEnabled: false, User24HourTime: true },
  ...{ MultiFactorSetting: 'forced', Language: 'de_DE', DateFormat: 2, TimeZone: 'Europe/Berlin' },
}

describe('the webmail settings of a domain', () => {
  test('are kept as they were sent, and stay where nothing or an empty word is sent', async () => {
    assert.deepEqual(await shown(), FIRST)
    assertDone(await put({ chatenabled: 'True', User24HourTime: '1', MultiFactorSetting: 'FORCED' }))
    assertDone(
      await put({ Language: 'de_DE', DateFormat: '2', TimeZone: 'Europe/Berlin', PasswordResetEnabled: '0' }),
    )
    assert.deepEqual(await shown(), CHANGED)
    assertDone(await put({ Language: '', TimeZone: '', DateFormat: '', MultiFactorSetting: '' }))
    assertDone(await put({}))
    assert.deepEqual(await shown(), CHANGED)
    const [last] = (await auditOf(app.deps, client.admin.accountId)).filter(
      ({ action }) => action === 'domain.webmail',
    )
    assert.ok(last)
  })

  test('are told to have no effect but two, and in XML by a name of their own', async () => {
    for (const answer of [await client.get(at), await put({ ChatEnabled: 'true' })])
      assert.match(
        String(answer.headers['x-warning']),
        /no webmail on this server: MultiFactorSetting and PasswordResetEnabled hold at \/mailbox/,
      )
    const { body } = await client.send('GET', at, { headers: { accept: 'text/xml' } })
    assert.match(body, /<domainWebmailSettings .*<Language>de_DE<\/Language>/)
  })

  test('of other words, numbers and lengths are refused, and nothing of the rest is kept', async () => {
    const before = await shown()
    for (const [name, value] of [
      ['MultiFactorSetting', 'maybe'],
      ['Language', 'german'],
      ['Language', 'de_de'],
      ['DateFormat', '3'],
      ['DateFormat', '0'],
      ['TimeZone', 'x'.repeat(65)],
      ['TimeZone', 'Zürich'],
    ] as const) {
      const answer = await put({ User24HourTime: 'false', [name]: value })
      assertFault(answer, 400, 'validationFault')
    }
    assertFault(await put({ ChatEnabled: 'perhaps' }), 400, 'badRequestFault')
    assertFault(await put({ DateFormat: 'two' }), 400, 'badRequestFault')
    assert.deepEqual(await shown(), before)
  })

  test('of a domain of somebody else are not there', async () => {
    const other = await withMailDomain(app)
    for (const answer of [
      await client.get(`/v1/domains/${other.domain}/webmail/settings`),
      await client.form('PUT', `/v1/domains/${other.domain}/webmail/settings`, { Language: 'de_DE' }),
    ])
      assert.equal(assertFault(answer, 404, 'itemNotFoundFault')['resourceType'], 'Domain')
  })
})
