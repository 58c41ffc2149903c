import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addAccount } from '../accounts/create-account.ts'
import type { UserActor } from '../actor.ts'
import { revealKey } from '../keys/reveal-key.ts'
import { IDENTITY_ADMIN, SERVICE, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { deleteUser } from '../users/delete-user.ts'
import type { AuditFilter } from './audit-query.ts'
import { exportAudit, exportChain, exportEntries } from './export-audit.ts'
import { asLogged, readAudit, userIn } from './read-audit.ts'
import { recordAct } from './record.ts'

let world: TestDeps
let operator: UserActor
let accountId: string
const ALL = { filter: {}, after: null, limit: 100 } as const

before(async () => {
  world = await openTestDeps()
  operator = keyActor((await makeOwner(world.deps)).user)
  accountId = (await addAccount(world.deps, OPERATOR, { name: 'Example' })).id
  await makeUser(world.deps, accountId, 'owner', { roles: [USER_ADMIN] })
})
after(() => world.close())

let made = 0
const someone = async (roles: readonly string[], account = accountId) =>
  keyActor((await makeUser(world.deps, account, `person${++made}`, { roles })).user)

describe('who reads which chain', () => {
  const READERS: readonly (readonly [string, readonly string[], boolean])[] = [
    ['an owner', [USER_ADMIN], true],
    ['a manager', [USER_MANAGE], true],
    ['somebody without a role', [], false],
    ['staff', [IDENTITY_ADMIN], false],
    ['a service', [SERVICE], false],
  ]
  for (const [who, roles, may] of READERS) {
    test(`${who} ${may ? 'reads' : 'does not read'} that of the own account`, async () => {
      const actor = await someone(roles)
      const asked = [
        () => readAudit(world.deps, actor, ALL),
        () => exportChain(world.deps, actor, undefined),
        () => exportEntries(world.deps, actor, undefined, {}),
      ]
      for (const ask of asked) {
        if (may) await ask()
        else await refusedWith('actor.forbidden', ask())
      }
    })

    test(`${who} does not learn which other accounts there are, and does not read the system's`, async () => {
      const actor = await someone(roles)
      for (const chain of [operator.accountId, '999999']) {
        await refusedWith('account.not_found', readAudit(world.deps, actor, { ...ALL, chain }))
        await refusedWith('account.not_found', exportChain(world.deps, actor, chain))
        await refusedWith('account.not_found', exportEntries(world.deps, actor, chain, {}))
      }
      await refusedWith('actor.forbidden', readAudit(world.deps, actor, { ...ALL, chain: 'system' }))
    })
  }

  test('an operator reads every chain there is', async () => {
    for (const chain of [undefined, accountId, 'system']) {
      const page = await readAudit(world.deps, operator, { ...ALL, ...(chain !== undefined && { chain }) })
      assert.ok(page.entries.every((entry) => entry.chain === (chain ?? operator.accountId)))
    }
    await refusedWith('account.not_found', readAudit(world.deps, operator, { ...ALL, chain: '999999' }))
    await refusedWith('account.not_found', exportChain(world.deps, operator, '999999'))
  })
})

describe('a page', () => {
  test('names the users in it who still exist', async () => {
    const [owner, gone] = [await someone([USER_ADMIN]), await someone([])]
    await revealKey(world.deps, OPERATOR, gone.userId)
    const target = `user:${gone.userId}`
    const look = () => readAudit(world.deps, owner, { ...ALL, filter: { target } })
    assert.equal((await look()).names.get(gone.userId), gone.userName)
    await deleteUser(world.deps, OPERATOR, gone.userId)
    const { entries, names } = await look()
    assert.deepEqual(
      entries.slice(0, 2).map(({ action }) => action),
      ['user.delete', 'key.show'],
    )
    assert.equal(names.get(gone.userId), undefined)
  })

  for (const [text, id] of [
    [`user:${'a'.repeat(32)}`, 'a'.repeat(32)],
    [`user:${'a'.repeat(32)} key:${'b'.repeat(32)}`, 'a'.repeat(32)],
    [`user:${'a'.repeat(33)}`, null],
    ['account:100001', null],
    ['unknown', null],
  ] as const) {
    test(`takes ${text} for ${id === null ? 'no user' : 'a user'}`, () => assert.equal(userIn(text), id))
  }
})

describe('a question in words', () => {
  test('finds a user by name, whoever is asked for', async () => {
    const [owner, other] = [await someone([USER_ADMIN]), await someone([])]
    await revealKey(world.deps, OPERATOR, other.userId)
    const found = async (filter: AuditFilter) =>
      (await readAudit(world.deps, owner, { ...ALL, filter })).entries.map(({ target }) => target)
    const about = await found({ target: other.userName.toUpperCase() })
    assert.ok(about.length > 0)
    assert.deepEqual([...new Set(about)], [`user:${other.userId}`])
    assert.deepEqual(await found({ target: `user:${other.userId}` }), about)
    assert.deepEqual(await found({ actor: other.userName }), [])
    assert.deepEqual(await found({ target: 'nobody of this name' }), [])
  })

  test('finds by its name what the log calls by its name', async () => {
    const note = (target: string) =>
      recordAct(world.deps, world.deps.store, OPERATOR, {
        action: 'mailbox.create',
        chain: accountId,
        target,
      })
    const logged = (filter: AuditFilter) => asLogged(world.deps, accountId, filter)
    await note('mailbox:anna@example.com')
    assert.deepEqual(await logged({ target: 'anna@example.com' }), { target: 'mailbox:anna@example.com' })
    await note('alias:anna@example.com')
    assert.deepEqual(await logged({ target: 'anna@example.com' }), {
      targets: ['mailbox:anna@example.com', 'alias:anna@example.com'],
    })
    assert.deepEqual(await logged({ target: 'nobody' }), { target: 'nobody' })
    const exact = { target: 'job:1', actor: 'cli' }
    assert.deepEqual(await logged(exact), exact)
  })
})

describe('a file', () => {
  test('of a whole chain is what the command line writes of it', async () => {
    const owner = await someone([USER_ADMIN])
    const [mine, theirs] = [
      await exportChain(world.deps, owner, undefined),
      exportAudit(world.deps, OPERATOR, accountId),
    ]
    assert.equal(await textOf(mine), await textOf(theirs))
  })

  test('of what fits has every entry that fits, also when it takes many pages', async () => {
    const owner = await someone([USER_ADMIN])
    for (let at = 0; at < 1_100; at++) await world.deps.store.audit.append(anEntry(at))
    const numbers: number[] = []
    for await (const page of await exportEntries(world.deps, owner, undefined, { action: 'test.many' })) {
      numbers.push(...page.map(({ details }) => Number(details['at'])))
    }
    assert.deepEqual(
      numbers,
      Array.from({ length: 1_100 }, (_, at) => 1_099 - at),
    )
  })

  const anEntry = (at: number) => ({
    chain: accountId,
    atMs: world.clock.now(),
    actor: 'test',
    action: 'test.many',
    target: 'installation',
    outcome: 'done' as const,
    source: 'local',
    details: { at },
  })
})

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const line of lines) text += line
  return text
}
