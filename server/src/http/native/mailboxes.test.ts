import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { auditOf } from '../../../../tests/support/deps.ts'
import { MAILBOX_PASSWORD } from '../../../../tests/support/native-mail.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import type { MailArea } from '../../domain/administrators/mail-scope.ts'
import { NO_SETTINGS } from '../../domain/administrators/settings.ts'
import { SERVICE_ADMIN } from '../../domain/roles/roles.ts'
import { fill, somebody, withDomain, world } from './mail-testing.ts'

const DAY_MS = 24 * HOUR_MS
const password = MAILBOX_PASSWORD

describe('a mailbox', () => {
  test('is made, shown, listed, changed and renamed; what is not named stays', async () => {
    const { admin, domain } = await withDomain()
    const address = `anna@${domain}`
    const given = {
      displayName: 'Anna',
      quotaMb: 2_048,
      forwardTo: ['X@Elsewhere.example'],
      keepForwarded: true,
    }
    const made = await admin.ask('POST', '/mailboxes', { address: `Anna@${domain}`, password, ...given })
    assert.equal(made.statusCode, 201, made.body)
    const { id, createdAt, ...facts } = made.json()
    assert.deepEqual(facts, {
      ...given,
      address,
      forwardTo: ['x@elsewhere.example'],
      usageMb: 0,
      enabled: true,
      vacationEnabled: false,
      vacationMessage: '',
      ...{ contact: {}, inDirectory: true, inGal: false, protocols: ['imap', 'pop3', 'smtp'] },
      mustChangePassword: false,
      lastSignInAt: null,
    })
    assert.deepEqual((await admin.ask('GET', `/mailboxes/${address}`)).json(), made.json())
    const change = {
      vacationEnabled: true,
      vacationMessage: 'Away',
      enabled: false,
      protocols: ['imap', 'smtp'],
      contact: { title: 'Dr' },
    }
    const changed = await admin.ask('PATCH', `/mailboxes/${address}`, change)
    assert.deepEqual(changed.json(), { ...made.json(), ...change })
    const renamed = await admin.ask('PATCH', `/mailboxes/${address}`, {
      name: 'Berta',
      contact: { notes: 'n' },
    })
    const after = { ...changed.json(), address: `berta@${domain}`, contact: { title: 'Dr', notes: 'n' } }
    assert.deepEqual(renamed.json(), after)
    assert.equal((await admin.ask('GET', `/mailboxes/${address}`)).statusCode, 404)
    const { vacationMessage, contact, protocols, mustChangePassword, inDirectory, inGal, ...listed } = after
    const { items } = (await admin.ask('GET', '/mailboxes')).json()
    assert.deepEqual(items, [{ ...listed, restorableUntil: null }])
    assert.deepEqual([id, createdAt], [listed.id, listed.createdAt])
  })

  test('never tells its password, and the log does not either', async () => {
    const { admin, domain } = await withDomain()
    await fill(admin, domain, ['a'])
    const answers = [
      await admin.ask('PATCH', `/mailboxes/a@${domain}`, { password: 'An0ther-secret' }),
      await admin.ask('GET', '/mailboxes'),
    ]
    const entries = JSON.stringify(await auditOf(world.http.deps, admin.user.accountId))
    for (const text of [...answers.map(({ body }) => body), entries])
      assert.doesNotMatch(text, /An0ther-secret|Str0ng|ARGON2/)
    assert.match(entries, /"fields":"password"/)
  })

  test('is refused with the field and the reason, and nothing is made', async () => {
    const { admin, domain } = await withDomain()
    const good = { address: `a@${domain}`, password }
    const bad: readonly (readonly [object, string])[] = [
      [{ address: domain }, 'address'],
      [{ address: `a@b@${domain}` }, 'address'],
      [{ address: `.a@${domain}` }, 'name'],
      [{ address: `\u212A@${domain}` }, 'name'],
      [{ password: 'short' }, 'password'],
      [{ password: 1 }, 'password'],
      [{ protocols: 'imap' }, 'protocols'],
      [{ protocols: ['imap', 'webmail'] }, 'protocols.1'],
      [{ protocols: ['IMAP'] }, 'protocols.0'],
      [{ mustChangePassword: 'true' }, 'mustChangePassword'],
      [{ quotaMb: 0 }, 'quotaMb'],
      [{ quotaMb: 1.5 }, 'quotaMb'],
      [{ quotaMb: 10_000_000 }, 'quotaMb'],
      [{ displayName: 'x'.repeat(256) }, 'displayName'],
      [{ forwardTo: ['nobody'] }, 'forwardTo'],
      [{ forwardTo: [`a@${domain}`] }, 'forwardTo'],
      [{ vacationEnabled: true }, 'vacationMessage'],
      [{ contact: { shoeSize: '43' } }, 'contact'],
      [{ passwordHash: '{ARGON2ID}x' }, 'passwordHash'],
      [{ id: 'f'.repeat(32) }, 'id'],
    ]
    for (const [change, field] of bad) {
      const answer = await admin.ask('POST', '/mailboxes', { ...good, ...change })
      assert.deepEqual([answer.statusCode, answer.json().code], [400, 'invalid'], JSON.stringify(change))
      assert.ok([field, undefined].includes(answer.json().field), `${answer.body} ${JSON.stringify(change)}`)
    }
    assert.equal((await admin.ask('GET', '/mailboxes?count=true')).json().total, 0)
  })

  test('that was deleted comes back with its settings and password for 14 days, unless its address was taken', async () => {
    const { admin, domain } = await withDomain()
    await fill(admin, domain, ['a'])
    await admin.ask('PATCH', `/mailboxes/a@${domain}`, { displayName: 'First', forwardTo: ['x@y.example'] })
    const before = (await admin.ask('GET', `/mailboxes/a@${domain}`)).json()
    const hashOf = async () =>
      (await world.http.deps.store.mailboxes.byAddress(admin.user.accountId, `a@${domain}`))?.passwordHash
    const hash = await hashOf()
    assert.equal((await admin.ask('DELETE', `/mailboxes/a@${domain}`)).statusCode, 204)
    assert.equal((await admin.ask('DELETE', `/mailboxes/a@${domain}`)).statusCode, 404)
    const { items } = (await admin.ask('GET', `/mailboxes?state=deleted&domain=${domain}`)).json()
    assert.deepEqual(
      items.map((one: { id: string }) => one.id),
      [before.id],
    )
    const untilMs = world.http.clock.now() + 14 * DAY_MS
    assert.equal(items[0].restorableUntil, new Date(untilMs).toISOString())
    await fill(admin, domain, ['a'])
    const restore = () => admin.ask('POST', `/deleted-mailboxes/${before.id}/restore`)
    assert.equal((await restore()).json().code, 'conflict')
    await admin.ask('PATCH', `/mailboxes/a@${domain}`, { name: 'b' })
    assert.deepEqual((await restore()).json(), before)
    assert.equal(await hashOf(), hash)
    assert.equal((await restore()).statusCode, 404)
    await admin.ask('DELETE', `/mailboxes/a@${domain}`)
    world.http.clock.advance(14 * DAY_MS)
    assert.equal((await restore()).statusCode, 404)
    assert.deepEqual((await admin.ask('GET', '/mailboxes?state=deleted')).json().items, [])
  })

  test('does not come back into a domain that is full', async () => {
    const { admin, domain } = await withDomain()
    await fill(admin, domain, ['a', 'b'])
    const { id } = (await admin.ask('GET', `/mailboxes/a@${domain}`)).json()
    await admin.ask('DELETE', `/mailboxes/a@${domain}`)
    await admin.ask('PATCH', `/domains/${domain}`, { maxMailboxes: 1 })
    const answer = await admin.ask('POST', `/deleted-mailboxes/${id}/restore`)
    assert.deepEqual([answer.statusCode, answer.json().field], [400, 'name'])
  })
})

describe('an address', () => {
  test('can be taken or not, and says what has it and what was there', async () => {
    const { admin, domain } = await withDomain()
    const state = async (name: string) => (await admin.ask('GET', `/mail-addresses/${name}@${domain}`)).json()
    assert.deepEqual(await state('A'), { address: `a@${domain}`, holder: null, recoverable: null })
    await fill(admin, domain, ['a'])
    assert.equal((await state('a')).holder, 'mailbox')
    const { id } = (await admin.ask('GET', `/mailboxes/a@${domain}`)).json()
    await admin.ask('DELETE', `/mailboxes/a@${domain}`)
    const { holder, recoverable } = await state('a')
    assert.deepEqual([holder, recoverable.id], [null, id])
    assert.equal((await admin.ask('GET', `/mail-addresses/.a@${domain}`)).json().field, 'name')
  })
})

describe('who may', () => {
  test('super and standard administrators what is in a domain; others nothing; strangers see nothing', async () => {
    const { admin, domain } = await withDomain()
    const { accountId } = admin.user
    await fill(admin, domain, ['a'])
    const standard = await somebody(accountId, 'standard')
    assert.equal((await standard.ask('PATCH', `/mailboxes/a@${domain}`, { enabled: false })).statusCode, 200)
    assert.equal((await standard.ask('DELETE', `/domains/${domain}`)).statusCode, 403)
    for (const type of ['limited', null] as const) {
      const { ask } = await somebody(accountId, type)
      for (const path of ['/mailboxes', `/mailboxes/a@${domain}`, '/domains', `/mailboxes?domain=${domain}`])
        assert.equal((await ask('GET', path)).statusCode, 403, `${type} ${path}`)
    }
    const stranger = (await withDomain()).admin
    for (const path of [`/mailboxes/a@${domain}`, `/domains/${domain}`, `/mailboxes?domain=${domain}`])
      assert.equal((await stranger.ask('GET', path)).statusCode, 404, path)
    assert.equal((await stranger.ask('GET', `/mailboxes?account=${accountId}`)).statusCode, 404)
    assert.deepEqual((await stranger.ask('GET', '/mailboxes')).json().items, [])
  })

  test('are shown by an alias who it leads to only where that alias is theirs, too', async () => {
    const { admin, domain } = await withDomain()
    const { accountId } = admin.user
    await fill(admin, domain, ['a', 'b', 'c'])
    const alias = `team@${domain}`
    const members = [`a@${domain}`, `c@${domain}`, 'far@e.example']
    await admin.ask('POST', '/aliases', { address: alias, members })
    const asked = (of: string) => `/mailboxes?count=true&limit=1&alias=${of}`
    const first = (await admin.ask('GET', asked(alias.toUpperCase()))).json()
    assert.deepEqual([first.items[0].address, first.total], [members[0], 2])
    const second = (await admin.ask('GET', `${asked(alias)}&after=${first.next}&sort=address`)).json()
    assert.deepEqual([second.items[0].address, second.next], [members[1], null])
    const blocked = { kind: 'mailbox.block', filter: { alias } }
    assert.equal((await admin.ask('POST', '/jobs', blocked)).json().total, 2)
    assert.equal((await admin.ask('GET', asked('a%00b'))).statusCode, 400)
    const stranger = await withDomain()
    await fill(stranger.admin, stranger.domain, ['s'])
    assert.deepEqual((await stranger.admin.ask('GET', asked(alias))).json().items, [])
    const limited = await somebody(accountId, 'limited')
    const { administrators } = world.http.deps.store
    const may = async (areas: readonly MailArea[], domains: readonly string[]) => {
      await administrators.put({ ...NO_SETTINGS, accountId, userId: limited.user.id, areas, domains })
      const answer = await limited.ask('GET', asked(alias))
      return answer.statusCode === 200 ? answer.json().total : answer.statusCode
    }
    assert.equal(await may(['mailboxes', 'aliases'], [domain]), 2)
    assert.equal(await may(['mailboxes'], [domain]), 403)
    assert.equal(await may(['aliases'], [domain]), 403)
    assert.equal(await may(['mailboxes', 'aliases'], ['other.example']), 0)
  })

  test('operators everything, in whichever account the domain is', async () => {
    const { admin, domain } = await withDomain()
    await fill(admin, domain, ['a'])
    const operator = await somebody(await world.newAccount(), null, [SERVICE_ADMIN])
    const listed = await operator.ask('GET', `/mailboxes?account=${admin.user.accountId}&count=true`)
    assert.equal(listed.json().total, 1)
    assert.equal((await operator.ask('GET', `/mailboxes?domain=${domain}`)).json().items.length, 1)
    assert.equal((await operator.ask('DELETE', `/mailboxes/a@${domain}`)).statusCode, 204)
    const { items } = (await admin.ask('GET', '/mailboxes?state=deleted')).json()
    assert.equal((await operator.ask('POST', `/deleted-mailboxes/${items[0].id}/restore`)).statusCode, 200)
  })
})
