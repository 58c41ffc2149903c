import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { addAdministrator, assertFault, emailClient } from '../../../../tests/support/email.ts'
import { addDomain } from '../../domain/domains/add-domain.ts'
import { addAlternate } from '../../domain/domains/alternate-names.ts'
import { generatePair } from '../../domain/key-pairs/generate-pair.ts'
import type { PairTerms } from '../../domain/key-pairs/pair-options.ts'
import { addMailbox } from '../../domain/mailboxes/add-mailbox.ts'

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

describe('a pair for one domain is not led into another', () => {
  type Given = Parameters<ReturnType<typeof emailClient>['send']>
  const form = (payload: string) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload,
  })
  const json = (body: object) => ({
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })
  const PASSWORD = 'Str0ng-enough'
  const upper = (text: string) => text.toUpperCase()
  const escaped = (text: string) => `%${text.charCodeAt(0).toString(16)}${text.slice(1)}`
  const wide = (text: string) =>
    [...text]
      .map((letter) => (/[a-z]/.test(letter) ? String.fromCodePoint(letter.charCodeAt(0) + 0xfee0) : letter))
      .join('')
  const LURES: readonly (readonly [string, (own: string, other: string) => Given])[] = [
    ['capitals', (_, other) => ['GET', `/V1/CUSTOMERS/ME/DOMAINS/${upper(other)}/RS/MAILBOXES/ANNA`]],
    ['an escape', (_, other) => ['GET', `/v1/domains/${escaped(other)}/rs/mailboxes/anna`]],
    [
      'an escape in capitals',
      (_, other) => ['GET', `/v1/domains/${escaped(upper(other))}/rs/mailboxes/anna`],
    ],
    ['an escaped escape', (_, other) => ['GET', `/v1/domains/${escaped('%')}${other}/rs/mailboxes/anna`]],
    [
      'letters of full width',
      (_, other) => ['GET', `/v1/domains/${encodeURIComponent(wide(other))}/rs/mailboxes/anna`],
    ],
    ['a dot at the end', (_, other) => ['GET', `/v1/domains/${other}./rs/mailboxes/anna`]],
    ['another name of it', (_, other) => ['GET', `/v1/domains/also-${other}/rs/mailboxes/anna`]],
    ['no version', (_, other) => ['GET', `/customers/me/domains/${other}/rs/mailboxes/anna`]],
    ['another version', (_, other) => ['GET', `/v2/domains/${other}/rs/mailboxes/anna/`]],
    ['all customers', (_, other) => ['GET', `/v1/customers/all/domains/${other}/rs/mailboxes/anna`]],
    ['all customers, for the domain', (_, other) => ['GET', `/v1/customers/all/domains/${other}`]],
    ['dots', (own, other) => ['GET', `/v1/domains/${own}/../${other}/rs/mailboxes/anna`]],
    ['escaped dots', (own, other) => ['GET', `/v1/domains/${own}%2F..%2F${other}/rs/mailboxes/anna`]],
    [
      'a whole address for the name',
      (own, other) => ['GET', `/v1/domains/${own}/rs/mailboxes/anna%40${other}`],
    ],
    [
      'a name that ends in an address',
      (own, other) => ['DELETE', `/v1/domains/${own}/rs/mailboxes/anna@${other}`],
    ],
    ['a query', (own, other) => ['DELETE', `/v1/domains/${own}/rs/mailboxes/anna?domain=${other}`]],
    [
      'a domain in a form',
      (own, other) => [
        'PUT',
        `/v1/domains/${own}/rs/mailboxes/anna`,
        form(`domain=${other}&password=${PASSWORD}`),
      ],
    ],
    [
      'a new name with a domain',
      (own, other) => ['PUT', `/v1/domains/${own}/rs/mailboxes/bert`, form(`name=new@${other}`)],
    ],
    [
      'an address in the body',
      (own, other) => [
        'POST',
        `/v1/domains/${own}/rs/mailboxes`,
        json({ name: `new@${other}`, password: PASSWORD }),
      ],
    ],
    [
      'a domain in the body',
      (_, other) => [
        'POST',
        `/v1/domains/${other}/rs/mailboxes`,
        json({ domain: 'x', name: 'new', password: PASSWORD }),
      ],
    ],
    [
      'another method, said in a header',
      (_, other) => [
        'GET',
        `/v1/domains/${other}/rs/mailboxes/anna`,
        { headers: { 'x-http-method-override': 'DELETE' } },
      ],
    ],
    [
      'a path, said in a header',
      (own, other) => [
        'DELETE',
        `/v1/domains/${own}/rs/mailboxes/anna`,
        {
          headers: {
            'x-original-url': `/v1/domains/${other}/rs/mailboxes/anna`,
            'x-rewrite-url': `/v1/domains/${other}/rs/mailboxes/anna`,
          },
        },
      ],
    ],
    [
      'the question for XML',
      (_, other) => ['GET', `/v1/domains/${other}/rs/mailboxes/anna`, { headers: { accept: 'text/xml' } }],
    ],
    ['a question without a body', (_, other) => ['HEAD', `/v1/domains/${other}/rs/mailboxes/anna`]],
    [
      'an alias there',
      (_, other) => ['POST', `/v1/domains/${other}/rs/aliases/all`, form('aliasEmails=a@x.example')],
    ],
    ['a new domain below', (own) => ['POST', `/v1/domains/sub.${own}`, form('serviceType=rsemail')]],
  ]

  /** Bert in the domain of the pair, Anna in the other one, which has two names. */
  async function withMailboxes() {
    const { client: main, domains } = await withPair({})
    const { accountId, userId } = main.admin
    const [own, other] = domains
    await addAlternate(app.deps, TESTER, { accountId, name: other }, `also-${other}`)
    const rest = { accountId, password: PASSWORD, settings: {}, recoverDeleted: false }
    await addMailbox(app.deps, TESTER, { ...rest, domain: own, name: 'bert' })
    await addMailbox(app.deps, TESTER, { ...rest, domain: other, name: 'anna' })
    const scope = { access: 'write', areas: ['mailboxes'], domains: [own] } as const
    const terms = { name: 'one', scope, clockCheck: 'lenient' } as const
    const { userKey, secretKey } = await generatePair(app.deps, TESTER, userId, terms)
    return { client: emailClient(app, { userKey, secretKey }), own, other }
  }

  test('by nothing that could be tried', async (t) => {
    const { client, own, other } = await withMailboxes()
    assert.equal((await client.get(`/v1/domains/${own}/rs/mailboxes/bert`)).json().name, 'bert')
    for (const [lure, given] of LURES)
      await t.test(`by ${lure}`, async () => {
        const answer = await changingNothing(app, () => client.send(...given(own, other)))
        assert.ok([400, 403, 404].includes(answer.statusCode), `${answer.statusCode} ${answer.body}`)
        assert.doesNotMatch(answer.body, /"name"|<name>/)
      })
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
