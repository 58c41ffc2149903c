import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { verifyExport } from '../../domain/audit/verify-export.ts'
import { USER_ADMIN } from '../../domain/roles/roles.ts'
import type { CreatedUser } from '../../domain/users/create-user.ts'

let world: NativeWorld
let owner: CreatedUser
let ann: CreatedUser
let browser: Browser

before(async () => {
  world = await openNativeWorld()
  const account = await world.newAccount()
  owner = await world.someoneIn(account, [USER_ADMIN])
  ann = await world.someoneIn(account)
  browser = await world.browserOf(owner.user)
  await browser.api('POST', `/users/${ann.user.id}/key/reset`, { note: '=cmd|x, "quoted"' })
})
after(() => world.http.close())

const list = async (query = '') => (await browser.api('GET', `/audit${query}`)).json()
const actions = (items: readonly { readonly action: string }[]) => items.map(({ action }) => action)

describe('GET /audit', () => {
  test('takes an entry apart: who, by what, from where, about whom, and what was said', async () => {
    const { items } = await list(`?action=key.reset`)
    const [{ at, hash, previousHash, number, source, details, ...entry }] = items
    assert.deepEqual(entry, {
      chain: owner.user.accountId,
      actor: {
        kind: 'user',
        text: `user:${owner.user.id}`,
        id: owner.user.id,
        name: owner.user.name,
        keyId: null,
        credential: null,
      },
      action: 'key.reset',
      target: { kind: 'user', text: `user:${ann.user.id}`, name: ann.user.name },
      outcome: 'done',
    })
    assert.equal(details.note, '=cmd|x, "quoted"')
    assert.deepEqual([source.dialect, source.address], ['native', '127.0.0.1'])
    assert.match(source.requestId, /^\S+$/)
    assert.match(hash + previousHash, /^[0-9a-f]{128}$/)
    assert.ok(number > 0 && Date.parse(at) > 0)
  })

  test('names the key that a program used, and a part of the system by its name', async () => {
    await new Browser(world.http).api('POST', '/users', { username: 'made-by-key' }, bearer(owner.apiKey))
    const { items } = await list(`?actor=user:${owner.user.id}`)
    assert.ok(actions(items).includes('key.reset'))
    const made = items.find(({ actor }: { actor: { keyId: string | null } }) => actor.keyId !== null)
    assert.equal(made?.actor.keyId, (await world.http.deps.store.keys.current(owner.user.id))?.id)
    const system = (await list('?actor=test')).items
    assert.ok(system.length > 0)
    assert.deepEqual(system[0].actor, {
      kind: 'system',
      text: 'test',
      id: null,
      name: 'test',
      keyId: null,
      credential: null,
    })
    assert.deepEqual(system[0].source, { dialect: 'local', address: null, requestId: null })
  })

  test('turns pages to the end without a gap', async () => {
    const whole = (await list()).items
    const turned = []
    let next: string | null = null
    do {
      const page = await list(`?limit=2${next === null ? '' : `&cursor=${next}`}`)
      assert.ok(page.items.length <= 2)
      turned.push(...page.items)
      assert.equal(page.lookedBackTo, page.next === null ? null : page.items.at(-1)?.at)
      next = page.next
    } while (next !== null)
    assert.deepEqual(turned, whole)
  })

  for (const query of [
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=-1',
    'cursor=1',
    'cursor=a-b',
    'from=yesterday',
    'to=2026-01-01',
    'action=KEY',
    'action=',
    'chain=x',
    'chain=-1',
    'outcome=maybe',
    'text=',
    'text=%00',
    'actor=%00',
    'action=a&action=b',
    `text=${'x'.repeat(256)}`,
  ]) {
    test(`refuses ?${query.slice(0, 40)}`, async () => {
      const answer = await browser.api('GET', `/audit?${query}`)
      assert.deepEqual([answer.statusCode, answer.json().code], [400, 'invalid'])
    })
  }

  test('takes whatever text as text: no pattern, no SQL', async () => {
    for (const text of ['%', '_', "' or 1=1 --", '\\', '\u{1F600}', ';drop table audit_entries']) {
      assert.deepEqual((await list(`?text=${encodeURIComponent(text)}`)).items.length <= 1, true, text)
    }
    assert.deepEqual(actions((await list('?text=QUOTED')).items), ['key.reset'])
  })
})

describe('GET /audit/export', () => {
  const file = (query = '') => browser.api('GET', `/audit/export${query}`)

  test('as JSON lines is a chain that can be verified without the database', async () => {
    const answer = await file('?format=jsonl')
    assert.match(String(answer.headers['content-type']), /^application\/jsonl/)
    const lines = answer.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const { problems, entries } = await verifyExport(
      (async function* () {
        for (const entry of lines) yield { kind: 'entry' as const, entry }
      })(),
    )
    assert.deepEqual([problems, entries], [[], lines.length])
    lines[1].details = { changed: true }
    const changed = await verifyExport(
      (async function* () {
        for (const entry of lines) yield { kind: 'entry' as const, entry }
      })(),
    )
    assert.equal(changed.problems.length > 0, true)
  })

  test('as CSV has a line for each entry, and no cell that a spreadsheet would run', async () => {
    const answer = await file(`?action=key.reset`)
    assert.equal(
      answer.headers['content-disposition'],
      `attachment; filename="keyward-audit-${owner.user.accountId}.csv"`,
    )
    const [header, line, rest] = answer.body.split('\r\n')
    assert.match(header ?? '', /^time,number,actor,actor id,key id,action,/)
    assert.ok(
      line?.includes(
        `,${owner.user.name},${owner.user.id},,key.reset,user:${ann.user.id},${ann.user.name},done,`,
      ),
    )
    assert.equal(rest, '')
    assert.doesNotMatch(answer.body, /(^|,)"?[=+@]/m)
  })

  test('as JSON lines has only what fits when something is asked for', async () => {
    const lines = (await file('?format=jsonl&action=key.reset')).body.trimEnd().split('\n')
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).action),
      ['key.reset'],
    )
  })

  test('accepts its own media types, and everything', async () => {
    for (const accept of ['text/csv', 'application/jsonl', '*/*']) {
      const { statusCode } = await browser.api('GET', '/audit/export', undefined, { accept })
      assert.equal(statusCode, 200, accept)
    }
    const refused = await browser.api('GET', '/audit/export', undefined, { accept: 'application/json' })
    assert.equal(refused.statusCode, 406)
  })
})
