import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { addAdministrator, assertFault, emailClient } from '../../../../tests/support/email.ts'
import { addDomain } from '../../domain/domains/add-domain.ts'
import { generatePair } from '../../domain/key-pairs/generate-pair.ts'
import type { PairTerms } from '../../domain/key-pairs/pair-options.ts'

const app = await openTestApp()
after(() => app.close())
let made = 0

/** A program with a named pair, in an account with two domains. */
async function withPair(terms: PairTerms) {
  const admin = await addAdministrator(app)
  const { accountId, userId } = admin
  const domains = [`s${++made}.example`, `t${made}.example`] as const
  for (const name of domains) await addDomain(app.deps, TESTER, { accountId, name })
  const name = 'program'
  const { userKey, secretKey } = await generatePair(app.deps, TESTER, userId, { name, ...terms })
  return {
    client: emailClient(app, { ...admin, userKey, secretKey }),
    main: emailClient(app, admin),
    domains,
  }
}

const mailboxes = (domain: string) => `/v1/customers/me/domains/${domain}/rs/mailboxes`

describe('a pair for some areas of some domains', () => {
  test('does there what it may and nothing beyond, and the main pair goes on', async () => {
    const { client, main, domains } = await withPair({
      scope: { access: 'write', areas: ['mailboxes'], domains: ['s-none.example'] },
    })
    for (const domain of domains) {
      assertFault(await client.get(mailboxes(domain)), 403, 'unauthorizedFault', /not authorized/)
      assert.equal((await main.get(mailboxes(domain))).statusCode, 200)
    }
  })

  test('sees the domains that it may use and no other', async () => {
    const { client, domains } = await withPair({ scope: null })
    assert.equal((await client.get('/v1/customers/me/domains')).json().total, 2)
    const [mine] = domains
    const scope = { access: 'write', areas: ['mailboxes'], domains: [mine] } as const
    const { userId } = client.admin
    const made = await generatePair(app.deps, TESTER, userId, { name: 'one', scope })
    const one = emailClient(app, { ...client.admin, userKey: made.userKey, secretKey: made.secretKey })
    assert.equal((await one.get('/v1/customers/me/domains')).json().total, 1)
    assert.equal((await one.get(mailboxes(mine))).statusCode, 200)
    assertFault(await one.get(`/v1/customers/me/domains/${mine}/rs/aliases`), 403, 'unauthorizedFault')
  })
})

describe('a pair is refused as a wrong one is', () => {
  test('from another network than its own, or than its administrator has', async () => {
    const { client } = await withPair({ networks: ['192.0.2.0/24'] })
    assertFault(await client.get('/v1/customers/me'), 403, 'unauthorizedFault', 'Authentication failed.')
    const { client: inside } = await withPair({ networks: ['127.0.0.0/8'] })
    assert.equal((await inside.get('/v1/customers/me')).statusCode, 200)
  })

  test('from the moment it ends', async () => {
    const { client } = await withPair({ expiresAtMs: app.nowMs() + 60_000 })
    assert.equal((await client.get('/v1/customers/me')).statusCode, 200)
    app.wait(60_000)
    assertFault(await client.get('/v1/customers/me'), 403, 'unauthorizedFault', 'Authentication failed.')
  })
})
