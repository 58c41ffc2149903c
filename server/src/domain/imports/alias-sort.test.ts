import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, panelActor } from '../../../../tests/support/core.ts'
import { actionsOf, OPERATOR } from '../../../../tests/support/deps.ts'
import type { UserActor } from '../actor.ts'
import type { MailArea } from '../administrators/mail-scope.ts'
import { addAlias } from '../aliases/change-alias.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { cancelJob, resumeJob } from '../jobs/change-job.ts'
import { findJob, listJobs } from '../jobs/read-jobs.ts'
import { jobsAdministrator } from '../jobs/testing.ts'
import { workJob } from '../jobs/work-jobs.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { ALIASES } from './alias-sort.ts'
import { ALIAS_FIELDS, ALIAS_NAMES, guessFields } from './fields.ts'
import { planImport } from './plan-import.ts'
import { faultOf, isFault, readImport } from './read-import.ts'
import { startImport } from './start-import.ts'

const DOMAIN: MailDomain = {
  ...{ id: 'd', accountId: '1', name: 'example.com', maxMailboxes: null, baseMailboxMb: 1_000 },
  ...{ extraStorageMb: 0, product: 'rse-basic', catchAll: null, createdAtMs: 0 },
}

describe('the columns of a file of aliases', () => {
  test('are known by the names that other exports give them, also members in several', () => {
    const guessed = (columns: string) => guessFields(columns.split(','), ALIAS_FIELDS, ALIAS_NAMES)
    assert.deepEqual(guessed('Alias Name,Member Address'), ['alias', 'members'])
    assert.deepEqual(guessed('name,member 1,Member2,,'), [
      'alias',
      'members',
      'members',
      'members',
      'members',
    ])
    assert.deepEqual(guessed('alias,Notes,,to'), ['alias', null, null, 'members'])
    assert.deepEqual(guessed('alias,address'), ['alias', null])
  })
})

describe('a row of a file of aliases', () => {
  const rowOf = (...cells: readonly string[]) =>
    ALIASES.read(cells, ['alias', ...cells.slice(1).map(() => 'members' as const)], DOMAIN)

  test('has its members apart by blanks, commas, semicolons and columns, each once, in any letter case', () => {
    const whole = ['a@x.example', 'anna@example.com', 'ben@example.com']
    for (const cells of [
      ['All', 'anna@example.com, BEN@example.com', 'a@x.example'],
      ['all@EXAMPLE.com ', 'a@x.example;anna@example.com\n ben@example.com', ''],
      ['all', '', 'anna@example.com', 'ben@example.com anna@example.com', '', 'a@x.example'],
    ]) {
      const { name, address, needs: members } = rowOf(...cells)
      assert.deepEqual([name, address, members], ['all', 'all@example.com', whole])
    }
  })

  test('that is no alias is refused with the name of the field', () => {
    const many = (count: number, domain: string) =>
      Array.from({ length: count }, (_, at) => `a${at}@${domain}`).join(' ')
    const refused = [
      ...['', ' ', 'é', 'a b', '.a', 'all@x.example', 'a@b@example.com', '=1+1', 'x'.repeat(65)].map(
        (name) => ['alias', name, 'a@x.example'] as const,
      ),
      ...['', ' ,;', 'anna', 'a@b', 'all@example.com', 'a\0@x.example', '=cmd()'].map(
        (members) => ['members', 'all', members] as const,
      ),
      ['members', 'all', many(5, 'x.example')] as const,
      ['members', 'all', many(51, 'example.com')] as const,
    ]
    for (const [field, ...cells] of refused)
      assert.throws(
        () => rowOf(...cells),
        (error) => faultOf(error).field === field,
        cells.join('|').slice(0, 60),
      )
    assert.equal(rowOf('all', many(4, 'x.example')).needs.length, 4)
    assert.equal(rowOf('all', many(50, 'example.com')).needs.length, 50)
  })

  test('keeps members behind the last column of the file, for the fixing and the file of failed rows too', async () => {
    const bytes = Buffer.from(
      'Alias,Members\nall,a@x.example,b@x.example,,c@x.example\nodd,a@x.example,=cmd()\n',
    )
    const [all, odd] = (await readImport({ bytes }, ALIASES, DOMAIN)).rows
    assert.ok(all && odd && !isFault(all.read))
    assert.deepEqual(all.read.needs, ['a@x.example', 'b@x.example', 'c@x.example'])
    assert.deepEqual(odd.cells, ['odd', 'a@x.example =cmd()'])
    const fixes = [{ number: 3, column: 1, text: 'b@x.example' }]
    const [, fixed] = (await readImport({ bytes, fixes }, ALIASES, DOMAIN)).rows
    assert.ok(fixed && !isFault(fixed.read))
    assert.deepEqual(fixed.read.needs, ['b@x.example'])
  })
})

test('every row of any file of aliases is an alias or a fault, once, by its number', async () => {
  const cell = fc.oneof(
    fc.constantFrom('all', 'ALL', 'a@x.example', 'b@example.com', '', '=cmd()', '"', 'é\0', ',', ' '),
    fc.string({ maxLength: 12 }),
  )
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 20 })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const lines = [['Alias', 'Member'], ...given].map((row) => row.map(quoted).join())
      const read = await readImport({ bytes: Buffer.from(lines.join('\r\n')) }, ALIASES, DOMAIN)
      const filled = given.flatMap((row, at) => (row.some((text) => text.trim() !== '') ? [at + 2] : []))
      assert.deepEqual(
        read.rows.map(({ number }) => number),
        filled,
      )
      const names = read.rows.flatMap((row) => (isFault(row.read) ? [] : [row.read.name]))
      assert.equal(new Set(names).size, names.length)
    }),
  )
})

describe('an import of aliases', () => {
  let core: Core
  before(async () => {
    core = await openCore()
  })
  after(() => core.close())

  const kind = 'alias.import'
  async function prepared() {
    const made = await jobsAdministrator(core)
    const { place, domain, accountId, actor } = made
    const asked = { ...place, kind } as const
    const local = (name: string) => `${name}@${domain}`
    const alias = (name: string) => core.deps.store.aliases.byAddress(accountId, local(name))
    const put = (name: string, members: readonly string[]) =>
      addAlias(core.deps, OPERATOR, { ...place, name }, members)
    const fileOf = (...rows: readonly string[]) => {
      return { bytes: Buffer.from(['Alias,Members', ...rows].join('\n').replaceAll('@HERE', `@${domain}`)) }
    }
    const start = (...rows: readonly string[]) => startImport(core.deps, actor, asked, fileOf(...rows))
    const plan = (...rows: readonly string[]) => planImport(core.deps, actor, asked, fileOf(...rows))
    return { ...made, asked, local, alias, put, fileOf, start, plan }
  }

  test('comes to what its dry run says: makes, changes, leaves and refuses row by row', async () => {
    const { start, plan, put, alias, add, place, local, rowsOf } = await prepared()
    await put('same', ['a@x.example'])
    await put('other', ['a@x.example'])
    await add('gone')
    await put('kept', [local('gone')])
    await deleteMailbox(core.deps, OPERATOR, { ...place, name: 'gone' })
    const rows = [
      'new,old@HERE a@x.example',
      'same,a@x.example',
      'other,b@x.example',
      'chain,new@HERE',
      'kept,gone@HERE old@HERE',
      'early,late@HERE',
      'late,old@HERE',
      'old,a@x.example',
      'lost,gone@HERE',
      'NEW,a@x.example',
      'empty,',
    ]
    const { faults, mapping, columns: _, ...counts } = await plan(...rows)
    assert.deepEqual(counts, { total: 11, create: 3, update: 2, unchanged: 1, failed: 5 })
    assert.deepEqual(mapping, ['alias', 'members'])
    const FAILED = [
      [7, 'members', 'input.invalid'],
      [9, 'alias', 'address.exists'],
      [10, 'members', 'input.invalid'],
      [11, 'alias', 'input.invalid'],
      [12, 'members', 'input.invalid'],
    ]
    assert.deepEqual(
      faults.map(({ number, field, code }) => [number, field, code]),
      FAILED,
    )
    assert.match(faults[0]?.message ?? '', new RegExp(`do not exist: ${local('late')}$`))
    assert.equal(await alias('new'), null)
    const { id } = await start(...rows)
    await workJob(core.deps)
    const outcomes = (await rowsOf(id)).map(([number, state, outcome]) => [number, state, outcome])
    assert.deepEqual(outcomes, [
      [2, 'done', 'created'],
      [3, 'done', 'unchanged'],
      [4, 'done', 'changed'],
      [5, 'done', 'created'],
      [6, 'done', 'changed'],
      ...[[7, 'failed', 'input.invalid']],
      [8, 'done', 'created'],
      ...FAILED.slice(1).map(([number, , code]) => [number, 'failed', code]),
    ])
    assert.deepEqual((await alias('other'))?.members, ['b@x.example'])
    assert.deepEqual((await alias('kept'))?.members, [local('gone'), local('old')])
  })

  test('makes no round, by what is there, by rows before, and by what rows before have taken apart', async () => {
    const { start, plan, put, local, rowsOf } = await prepared()
    await put('one', ['a@x.example'])
    await put('two', [local('one')])
    await put('three', ['a@x.example'])
    await put('four', [local('three')])
    const rows = [
      'one,two@HERE',
      'made,three@HERE',
      'three,made@HERE',
      'two,a@x.example',
      'four,two@HERE',
      'three,four@HERE',
    ]
    const { faults, update, create } = await plan(...rows.slice(0, 5))
    assert.deepEqual(
      faults.map(({ number, field, code }) => [number, field, code]),
      [
        [2, 'members', 'input.invalid'],
        [4, 'members', 'input.invalid'],
      ],
    )
    assert.equal(faults[0]?.message, `Mail would go round: ${local('two')} leads back to ${local('one')}.`)
    assert.deepEqual([update, create], [2, 1])
    // After the others nothing leads from there to here any more.
    const last = [...rows.slice(0, 2), ...rows.slice(3)]
    assert.deepEqual(
      (await plan(...last)).faults.map(({ number }) => number),
      [2],
    )
    const { id } = await start(...last)
    await workJob(core.deps)
    assert.deepEqual(
      (await rowsOf(id)).map(([number, state]) => [number, state]),
      [2, 3, 4, 5, 6].map((number) => [number, number === 2 ? 'failed' : 'done']),
    )
  })

  test('of the same file again changes nothing', async () => {
    const { start, rowsOf, accountId } = await prepared()
    const rows = ['all,old@HERE,a@x.example', 'two,all@HERE']
    await start(...rows)
    await workJob(core.deps)
    const entries = (await actionsOf(core.deps, accountId)).length
    const { id } = await start(...rows)
    await workJob(core.deps)
    assert.deepEqual(
      (await rowsOf(id)).map(([, , outcome]) => outcome),
      ['unchanged', 'unchanged'],
    )
    assert.equal((await actionsOf(core.deps, accountId)).length, entries + 1)
  })

  test('whose rows are taken, or lose a member, meanwhile fails in those alone', async () => {
    const { start, add, rowsOf, place } = await prepared()
    await add('leaves')
    const { id } = await start('a,old@HERE', 'b,old@HERE', 'c,leaves@HERE', 'd,old@HERE')
    await add('b')
    await deleteMailbox(core.deps, OPERATOR, { ...place, name: 'leaves' })
    await workJob(core.deps)
    assert.deepEqual(await rowsOf(id), [
      [2, 'done', 'created', null],
      [3, 'failed', 'address.exists', null],
      [4, 'failed', 'input.invalid', 'members'],
      [5, 'done', 'created', null],
    ])
  })

  test('is cancelled and resumed, every row once', async () => {
    const { start, actor, jobNow, alias } = await prepared()
    const { id } = await start(...Array.from({ length: 70 }, (_, at) => `a${at},old@HERE`))
    await cancelJob(core.deps, actor, id)
    assert.equal(await workJob(core.deps), false)
    assert.equal(await alias('a0'), null)
    await resumeJob(core.deps, actor, id)
    await workJob(core.deps)
    const { state, done, failed } = await jobNow(id)
    assert.deepEqual([state, done, failed], ['done', 70, 0])
    assert.ok(await alias('a69'))
  })

  test('takes no field of a mailbox, and an import of mailboxes none of an alias', async () => {
    const { actor, place, asked, fileOf } = await prepared()
    const file = fileOf('all,a@x.example')
    const wrong = [
      [asked, ['username', 'password']],
      [asked, ['alias', 'alias']],
      [place, ['alias', 'members']],
    ] as const
    for (const [where, mapping] of wrong)
      assert.equal(await answerOf(planImport(core.deps, actor, where, { ...file, mapping })), 'input.invalid')
  })

  test('and its job are for those who are given aliases, and the other jobs for those who are given mailboxes', async () => {
    const { start, asked, place, fileOf, accountId, domain } = await prepared()
    const limitedTo = async (...areas: readonly MailArea[]): Promise<UserActor> => {
      const actor = panelActor((await core.person(undefined, accountId)).user, core.clock.now())
      return { ...actor, mailScope: { areas, domains: [domain] } }
    }
    const [aliases, mailboxes, lists] = [
      await limitedTo('aliases'),
      await limitedTo('mailboxes'),
      await limitedTo('lists'),
    ]
    const { id: ofAliases } = await start('all,old@HERE')
    const boxes = { bytes: Buffer.from('Username,Password\nnew,Str0ng-enough') }
    const { id: ofMailboxes } = await startImport(core.deps, mailboxes, place, boxes)
    const { store } = core.deps
    const seen = async (actor: UserActor) => {
      const page = { after: null, limit: 10 }
      return (await listJobs(core.deps, actor, accountId, page)).jobs.map(({ id }) => id)
    }
    assert.deepEqual([await seen(aliases), await seen(mailboxes)], [[ofAliases], [ofMailboxes]])
    assert.equal(await answerOf(seen(lists)), 'actor.forbidden')
    for (const [actor, id] of [
      [mailboxes, ofAliases],
      [aliases, ofMailboxes],
      [lists, ofAliases],
    ] as const) {
      assert.equal(await answerOf(findJob(store, actor, accountId, id)), 'actor.forbidden')
      assert.equal(await answerOf(cancelJob(core.deps, actor, id)), 'actor.forbidden')
    }
    const file = fileOf('x,old@HERE')
    assert.equal(await answerOf(planImport(core.deps, mailboxes, asked, file)), 'actor.forbidden')
    assert.equal(await answerOf(startImport(core.deps, mailboxes, asked, file)), 'actor.forbidden')
    assert.equal(await answerOf(startImport(core.deps, aliases, place, boxes)), 'actor.forbidden')
    assert.equal((await findJob(store, aliases, accountId, ofAliases)).id, ofAliases)
  })
})
