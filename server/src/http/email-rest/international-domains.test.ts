import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertDone, withMailDomain } from '../../../../tests/support/email.ts'
import { mailboxVisit } from '../../../../tests/support/mailbox-owner.ts'
import { signInToMailbox } from '../../domain/mailbox-owners/sign-in.ts'

const app = await openTestApp()
const { client } = await withMailDomain(app)
const NAME = 'xn--w-uga1v8h.example'
const typed = encodeURIComponent('Żółw.example')

test('a domain in another script is added, found, searched and signed in to by either spelling', async () => {
  assertDone(await client.form('POST', `/v1/domains/${typed}`, { serviceType: 'rsemail' }))
  const password = 'Str0ng-enough'
  assertDone(await client.form('POST', `/v1/domains/${typed}/rs/mailboxes/anna`, { password }))
  assert.equal((await client.get(`/v1/domains/${NAME}`)).json().name, NAME)
  for (const query of [`domainNames=${typed}`, `contains=${encodeURIComponent('żółw')}`, 'startswith=xn--w-'])
    assert.deepEqual(
      (await client.get(`/v1/domains?${query}`)).json().domains.map(({ name }: { name: string }) => name),
      [NAME],
      query,
    )
  const alias = `/v1/domains/${NAME}/rs/aliases/team`
  assertDone(await client.form('POST', alias, { aliasEmails: 'anna@żółw.example' }))
  assert.deepEqual((await client.get(alias)).json().emailAddressList.emailAddress, [`anna@${NAME}`])
  const { mailbox } = await signInToMailbox(
    app.deps,
    { address: 'anna@żółw.example', password },
    mailboxVisit(),
  )
  assert.equal(mailbox.address, `anna@${NAME}`)
})
