import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { addAlias } from '../../domain/aliases/change-alias.ts'
import { createGroupList } from '../../domain/lists/change-list.ts'
import { addMailbox } from '../../domain/mailboxes/add-mailbox.ts'
import type { MailboxSettings } from '../../domain/mailboxes/mailbox.ts'
import { readTable } from '../../lib/delimited-text.ts'
import { type MailWorld, openMailWorld } from './mail-area-testing.ts'

let world: MailWorld

before(async () => {
  world = await openMailWorld()
})
after(() => world.http.close())

const PATHS = ['/mailboxes/export', '/aliases/export', '/lists/export'] as const
const file = (path: string, who = world.admin.browser) =>
  who.api('GET', path, undefined, { accept: 'text/csv' })
const at = (name: string) => `${name}@${world.admin.domain}`
const place = (name: string) => ({
  accountId: world.admin.user.accountId,
  domain: world.admin.domain,
  name,
})

async function rowsOf(path: string) {
  const answer = await file(path)
  assert.equal(answer.statusCode, 200, answer.body)
  const { columns, rows } = await readTable(Buffer.from(answer.body), 10_000)
  return { columns, rows, text: answer.body, headers: answer.headers }
}

const firsts = async (path: string) => (await rowsOf(path)).rows.map(([first = '']) => first)

async function add(name: string, settings: Partial<MailboxSettings> = {}) {
  const { deps } = world.http
  const given = { ...place(name), password: 'Str0ng-enough', settings, recoverDeleted: false }
  return addMailbox(deps, OPERATOR, given)
}

describe('an export of mailboxes', () => {
  test('has what the filter finds in the order that is asked for, harmless to spreadsheets, without secrets', async () => {
    await add('x-blocked', { enabled: false, displayName: '=HYPERLINK("http://x.example")' })
    await add('x-forwards', { forwardTo: ['a@x.example', 'b@x.example'], displayName: 'One, two' })
    const { columns, rows, text, headers } = await rowsOf('/mailboxes/export?text=x-')
    assert.deepEqual(columns.slice(0, 3), ['Mailbox', 'DisplayName', 'Enabled'])
    assert.deepEqual(
      rows.map((row) => [row[0], row[1], row[2], row[6]]),
      [
        [at('x-blocked'), '\'=HYPERLINK("http://x.example")', '0', ''],
        [at('x-forwards'), 'One, two', '1', 'a@x.example b@x.example'],
      ],
    )
    assert.match(String(headers['content-disposition']), /^attachment; filename="keyward-mailboxes\.csv"/)
    assert.match(String(headers['content-type']), /^text\/csv/)
    assert.doesNotMatch(text, /ARGON2|Str0ng/)
    assert.deepEqual(await firsts('/mailboxes/export?text=x-&sort=-address'), [
      at('x-forwards'),
      at('x-blocked'),
    ])
    assert.deepEqual(await firsts('/mailboxes/export?state=blocked'), [at('x-blocked')])
    assert.deepEqual(await firsts('/mailboxes/export?forwards=true'), [at('x-forwards')])
    assert.deepEqual(await firsts('/mailboxes/export?state=deleted'), [])
  })

  test('is a file that an import changes nothing by', async () => {
    const { body } = await file('/mailboxes/export')
    const asked = { domain: world.admin.domain, file: Buffer.from(body).toString('base64') }
    const { mapping, total, unchanged } = (
      await world.admin.browser.api('POST', '/imports/plan', asked)
    ).json()
    assert.equal(unchanged, total)
    assert.deepEqual(mapping.slice(0, 3), ['username', 'displayName', 'enabled'])
  })
})

describe('exports of aliases and lists', () => {
  test('have their members; that of aliases is what the import takes', async () => {
    const { deps } = world.http
    await addAlias(deps, OPERATOR, place('team'), [at('box'), 'a@x.example'])
    await createGroupList(deps, OPERATOR, { ...place('staff'), members: [at('box')], displayName: '+1' })
    const { columns, rows, text } = await rowsOf('/aliases/export?text=team')
    assert.deepEqual([columns, rows], [['Alias', 'Members'], [[at('team'), `a@x.example ${at('box')}`]]])
    assert.deepEqual(await firsts('/aliases/export?member=a@x.example'), [at('team')])
    const asked = {
      kind: 'alias.import',
      domain: world.admin.domain,
      file: Buffer.from(text).toString('base64'),
    }
    const plan = (await world.admin.browser.api('POST', '/imports/plan', asked)).json()
    assert.deepEqual([plan.mapping, plan.unchanged, plan.failed], [['alias', 'members'], 1, 0])
    const lists = (await rowsOf('/lists/export?text=staff')).rows
    assert.deepEqual(lists, [[at('staff'), "'+1", 'sender', 'anyone', '', at('box')]])
  })
})

describe('an export', () => {
  test('has every row of many pages once', async () => {
    const { store } = world.http.deps
    const { accountId, domain } = place('')
    const { id: domainId = '' } = (await store.mailDomains.byName(accountId, domain)) ?? {}
    const box = (await store.mailboxes.byAddress(accountId, at('box'))) ?? assert.fail()
    const MANY = 1_003
    await store.transaction(async (tx) => {
      for (let one = 0; one < MANY; one++) {
        const [name, digits] = [`many${one}`, String(one)]
        await tx.mailboxes.insert({ ...box, id: digits.padStart(32, 'b'), name, address: at(name) })
        const alias = { id: digits.padStart(32, 'a'), accountId, domainId, members: [at('box')] }
        await tx.aliases.insert({ ...alias, name: `alias-${name}`, address: at(`alias-${name}`) })
      }
    })
    for (const [path, prefix] of [
      ['/mailboxes/export?text=many&sort=-created', 'many'],
      ['/aliases/export?text=alias-many', 'alias-many'],
    ] as const) {
      const wanted = Array.from({ length: MANY }, (_, one) => at(`${prefix}${one}`))
      assert.deepEqual((await firsts(path)).toSorted(), wanted.toSorted(), path)
    }
  })

  test('is in the log with who took it, what was looked for and how many there were, before its first row', async () => {
    const { store } = world.http.deps
    const { accountId, id } = world.admin.user
    const said = async (path: string, domain = world.admin.domain) => {
      assert.equal((await file(`${path}${domain === '' ? '' : `domain=${domain}`}`)).statusCode, 200)
      const { entries } = await store.audit.search(accountId, {}, null, 1)
      const { actor, action, target, outcome, details } = entries[0] ?? assert.fail()
      assert.deepEqual([actor, outcome], [`user:${id}`, 'done'])
      return { action, target, details }
    }
    await add('logged')
    const target = `domain:${world.admin.domain}`
    assert.deepEqual(await said('/mailboxes/export?text=logged&state=open&sort=-usage&'), {
      ...{ action: 'mailbox.export', target },
      details: { rows: 1, text: 'logged', enabled: true, deleted: false },
    })
    assert.deepEqual(await said('/aliases/export?text=alias-many&'), {
      ...{ action: 'alias.export', target, details: { rows: 1_003, text: 'alias-many' } },
    })
    assert.deepEqual(await said('/lists/export?member=nobody@x.example', ''), {
      ...{ action: 'list.export', target: `account:${accountId}` },
      details: { rows: 0, member: 'nobody@x.example' },
    })
  })

  test('is nothing to others, and to programs that take no CSV', async () => {
    const nobody = (await world.someone(null)).browser
    const other = world.elsewhere.browser
    await changingNothing(world.http, async () => {
      for (const path of PATHS) {
        assert.equal((await file(path, nobody)).statusCode, 403, path)
        assert.equal((await file(`${path}?domain=${world.admin.domain}`, other)).statusCode, 404, path)
        const json = await world.admin.browser.api('GET', path, undefined, { accept: 'application/json' })
        assert.equal(json.statusCode, 406, path)
      }
    })
    // Their own are theirs.
    for (const path of PATHS)
      assert.equal((await file(path, other)).body.includes(world.admin.domain), false, path)
  })

  test('takes the filters of the list, and no page of it', async () => {
    const wrong = ['limit=5', 'after=x', 'count=true', 'sort=colour', 'state=odd', 'text[]=a', 'nonsense=1']
    for (const query of wrong) assert.equal((await file(`/mailboxes/export?${query}`)).statusCode, 400, query)
    for (const query of ['limit=5', 'after=x', 'sort=address', 'state=open'])
      for (const path of ['/aliases/export', '/lists/export'])
        assert.equal((await file(`${path}?${query}`)).statusCode, 400, `${path} ${query}`)
  })
})
