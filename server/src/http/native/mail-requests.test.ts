import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { MAILBOX_PASSWORD } from '../../../../tests/support/native-mail.ts'
import { fill, withDomain, world } from './mail-testing.ts'

const password = MAILBOX_PASSWORD

describe('a dry run', () => {
  test('answers as the real one would, refusals included, and leaves nothing behind', async () => {
    const { admin, domain } = await withDomain()
    await fill(admin, domain, ['a', 'gone'])
    const { id } = (await admin.ask('GET', `/mailboxes/gone@${domain}`)).json()
    await admin.ask('DELETE', `/mailboxes/gone@${domain}`)
    const acts: readonly (readonly ['POST' | 'PATCH' | 'DELETE', string, unknown, number])[] = [
      ['POST', '/domains', { name: `other-${domain}` }, 201],
      ['POST', '/domains', { name: domain }, 409],
      ['PATCH', `/domains/${domain}`, { maxMailboxes: 1 }, 200],
      ['PATCH', `/domains/${domain}`, { maxMailboxes: 0 }, 400],
      ['DELETE', `/domains/${domain}`, undefined, 409],
      ['POST', '/mailboxes', { address: `b@${domain}`, password }, 201],
      ['POST', '/mailboxes', { address: `a@${domain}`, password }, 409],
      ['PATCH', `/mailboxes/a@${domain}`, { name: 'c', enabled: false }, 200],
      ['DELETE', `/mailboxes/a@${domain}`, undefined, 204],
      ['POST', `/deleted-mailboxes/${id}/restore`, undefined, 200],
    ]
    await changingNothing(world.http, async () => {
      for (const [method, path, body, status] of acts) {
        const answer = await admin.ask(method, `${path}?dryRun=true`, body)
        assert.equal(answer.statusCode, status, `${method} ${path} ${answer.body}`)
      }
    })
    const renamed = await admin.ask('PATCH', `/mailboxes/a@${domain}?dryRun=true`, { name: 'c' })
    assert.equal(renamed.json().address, `c@${domain}`)
    for (const [method, path, body, status] of acts.filter(([, , , wanted]) => wanted >= 400))
      assert.equal((await admin.ask(method, path, body)).statusCode, status)
  })

  test('that says false is none, and anything else is refused', async () => {
    const { admin, domain } = await withDomain()
    await fill(admin, domain, ['a'])
    assert.equal((await admin.ask('DELETE', `/mailboxes/a@${domain}?dryRun=yes`)).statusCode, 400)
    assert.equal((await admin.ask('DELETE', `/mailboxes/a@${domain}?dryRun=false`)).statusCode, 204)
  })
})

describe('the same Idempotency-Key', () => {
  const once = { 'idempotency-key': 'once' }

  test('makes one domain and one mailbox, also when sent at once', async () => {
    const { admin } = await withDomain()
    const name = `once-${admin.user.accountId}.example`
    const domains = await Promise.all([1, 2, 3].map(() => admin.ask('POST', '/domains', { name }, once)))
    assert.deepEqual(
      domains.map(({ statusCode }) => statusCode),
      [201, 201, 201],
    )
    assert.equal(new Set(domains.map(({ body }) => body)).size, 1)
    const asked = { address: `a@${name}`, password }
    const key = { 'idempotency-key': 'box' }
    const boxes = await Promise.all([1, 2, 3].map(() => admin.ask('POST', '/mailboxes', asked, key)))
    assert.equal(new Set(boxes.map(({ body }) => body)).size, 1)
    assert.equal(boxes[0]?.statusCode, 201)
    assert.equal((await admin.ask('POST', '/mailboxes', asked)).statusCode, 409)
  })

  test('for something else is a conflict, and so is one whose mailbox is gone', async () => {
    const { admin, domain } = await withDomain()
    const make = (more: object) =>
      admin.ask('POST', '/mailboxes', { address: `a@${domain}`, password, ...more }, once)
    assert.equal((await make({})).statusCode, 201)
    assert.equal((await make({ quotaMb: 5 })).statusCode, 409)
    assert.equal((await make({ address: `b@${domain}` })).statusCode, 409)
    assert.equal((await admin.ask('POST', '/domains', { name: `b-${domain}` }, once)).statusCode, 409)
    await admin.ask('DELETE', `/mailboxes/a@${domain}`)
    const gone = await make({})
    assert.deepEqual([gone.statusCode, gone.json().detail], [409, 'What this request made is gone since.'])
  })

  test('of another person is another one', async () => {
    const [one, other] = [await withDomain(), await withDomain()]
    for (const { admin, domain } of [one, other]) {
      const answer = await admin.ask('POST', '/mailboxes', { address: `a@${domain}`, password }, once)
      assert.equal(answer.json().address, `a@${domain}`)
    }
  })
})

describe('a domain', () => {
  test('is made in any spelling, listed by name, changed and deleted when it is empty', async () => {
    const { admin, domain } = await withDomain()
    const made = await admin.ask('POST', '/domains', { name: `MÜLLER-${domain}`, baseMailboxMb: 100 })
    const { createdAt, ...facts } = made.json()
    assert.deepEqual(facts, {
      name: `xn--mller-${domain.replace('.example', '')}-${facts.name.split('-').pop()}`,
      accountId: admin.user.accountId,
      maxMailboxes: null,
      mailboxes: 0,
      baseMailboxMb: 100,
      extraStorageMb: 0,
      product: 'rse-basic',
    })
    assert.ok(createdAt)
    const { name } = facts
    await fill(admin, name, ['a'])
    const [shown, listed] = [
      (await admin.ask('GET', `/domains/${encodeURIComponent(`müller-${domain}`)}`)).json(),
      (await admin.ask('GET', '/domains?text=MLLER')).json(),
    ]
    assert.deepEqual(listed, { items: [shown], total: 1 })
    assert.equal(shown.mailboxes, 1)
    assert.equal((await admin.ask('DELETE', `/domains/${name}`)).json().code, 'conflict')
    await admin.ask('DELETE', `/mailboxes/a@${name}`)
    assert.equal((await admin.ask('DELETE', `/domains/${name}`)).statusCode, 204)
    assert.equal((await admin.ask('GET', `/domains/${name}`)).statusCode, 404)
  })

  test('of any account is there once, and what cannot be a name is refused', async () => {
    const [one, other] = [await withDomain(), await withDomain()]
    assert.equal((await other.admin.ask('POST', '/domains', { name: one.domain })).statusCode, 409)
    for (const name of ['', 'localhost', '-a.example', 'a..example', '192.0.2.1', 'a b.example'])
      assert.equal((await one.admin.ask('POST', '/domains', { name })).statusCode, 400, name)
  })

  test('pages of domains end where they end', async () => {
    const { admin, domain } = await withDomain()
    for (const at of [1, 2, 3]) await admin.ask('POST', '/domains', { name: `z${at}-${domain}` })
    const names = async (query: string) =>
      (await admin.ask('GET', `/domains?${query}`)).json().items.map(({ name }: { name: string }) => name)
    assert.deepEqual(await names('text=z&limit=2&offset=2'), [`z3-${domain}`])
    assert.deepEqual(await names('text=z&offset=9'), [])
    for (const query of ['limit=0', 'limit=101', 'offset=-1', 'text=%00'])
      assert.equal((await admin.ask('GET', `/domains?${query}`)).statusCode, 400, query)
  })
})

describe('the DNS records of a domain', () => {
  test('are told, and checked when that is asked for', async () => {
    const { admin, domain } = await withDomain()
    const told = (await admin.ask('GET', `/domains/${domain}/dns`)).json().items
    assert.deepEqual(
      told.map(({ name, type, value, state }: Record<string, string>) => [name, type, value, state]),
      [
        [domain, 'MX', '10 localhost', null],
        [domain, 'TXT', 'v=spf1 mx -all', null],
        [`_dmarc.${domain}`, 'TXT', 'v=DMARC1; p=quarantine', null],
      ],
    )
    const asked: string[] = []
    const answers = (answer: readonly string[]) => async (name: string) => {
      asked.push(name)
      return answer
    }
    Object.assign(world.http.deps.dns, { mx: answers(['localhost.']), txt: answers(['v=spf1 -all']) })
    const checked = (await admin.ask('GET', `/domains/${domain}/dns?check=true`)).json().items
    assert.deepEqual(
      checked.map(({ state, found }: Record<string, unknown>) => [state, found]),
      [
        ['ok', ['localhost.']],
        ['different', ['v=spf1 -all']],
        ['missing', []],
      ],
    )
    assert.deepEqual(asked.sort(), [`_dmarc.${domain}`, domain, domain])
    assert.deepEqual((await admin.ask('GET', '/mail-system')).json(), {
      ...{ connected: false, host: 'localhost' },
      programs: { imap: 'localhost', pop3: 'localhost', smtp: 'localhost' },
      areas: ['domains', 'mailboxes', 'aliases', 'lists', 'spam'],
      foundsDomains: true,
    })
  })
})
