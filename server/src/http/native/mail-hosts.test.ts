import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { makeOwner, OPERATOR } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { bearer } from '../../../../tests/support/native.ts'
import { addDomain } from '../../domain/domains/add-domain.ts'

const PROGRAMS = { imap: 'imap.mail.example', pop3: 'mx.mail.example', smtp: 'smtp.mail.example' }

let http: TestHttp
before(async () => {
  const mailHosts = { mx: 'mx.mail.example', ...PROGRAMS }
  http = await openTestHttp({ publicUrl: 'https://keyward.example', mailHosts })
})
after(() => http.close())

test('mail is received and read at the hosts of the mail servers, not at that of the panel', async () => {
  const { user, apiKey } = await makeOwner(http.deps)
  await addDomain(http.deps, OPERATOR, { accountId: user.accountId, name: 'a.example' })
  const ask = async (path: string) =>
    (await http.send({ url: `/api/v1${path}`, headers: bearer(apiKey) })).json()
  assert.partialDeepStrictEqual(await ask('/mail-system'), { host: 'mx.mail.example', programs: PROGRAMS })
  const { items } = await ask('/domains/a.example/dns')
  assert.equal(items.find(({ type }: { type: string }) => type === 'MX')?.value, '10 mx.mail.example')
})
