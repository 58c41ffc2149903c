import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Core, openCore, withStore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { addAlias } from '../aliases/change-alias.ts'
import { GOOD_PASSWORD, jobsAdministrator } from '../jobs/testing.ts'
import { workJob } from '../jobs/work-jobs.ts'
import { deleteMailbox } from '../mailboxes/delete-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import { type ImportPlan, planImport } from './plan-import.ts'
import { startImport } from './start-import.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const fileOf = (...lines: readonly string[]) => ({ bytes: Buffer.from(lines.join('\n')) })
const countsOf = ({ create, update, unchanged, failed }: ImportPlan) => [create, update, unchanged, failed]

/** The mailbox `old` with something in each field that a file can name. */
async function filled() {
  const made = await jobsAdministrator(core)
  const contact = { firstName: 'Zoë', notes: 'n' }
  const settings = { displayName: 'Zoë B', quotaMb: 500, forwardTo: ['a@x.example', 'b@x.example'], contact }
  await editMailbox(core.deps, OPERATOR, { ...made.place, name: 'old' }, { settings })
  const plan = async (...lines: readonly string[]) =>
    countsOf(await planImport(core.deps, made.actor, made.place, fileOf(...lines)))
  return { ...made, plan }
}

const COLUMNS = ['Username', 'Enabled', 'DisplayName', 'Size', 'ForwardTo', 'FirstName', 'Notes', 'LastName']
const MAPPING = [
  'username',
  'enabled',
  'displayName',
  'size',
  'forwardTo',
  'firstName',
  'notes',
  'lastName',
] as const
const SAME = ['old', '1', 'Zoë B', '500', 'b@x.example a@x.example', 'Zoë', 'n', '']
const OTHER = ['', '0', 'Zoë C', '501', 'a@x.example', 'Zoe', 'm', 'B']

describe('a row of a mailbox that is there', () => {
  test('is unchanged where it says what is so, and an update where one field differs', async () => {
    const { actor, place } = await filled()
    const counts = async (cells: readonly string[]) => {
      const file = { ...fileOf(COLUMNS.join(), cells.join()), mapping: MAPPING }
      return countsOf(await planImport(core.deps, actor, place, file))
    }
    assert.deepEqual(await counts(SAME), [0, 0, 1, 0])
    assert.deepEqual(await counts(['OLD', ...SAME.slice(1).map(() => '')]), [0, 0, 1, 0])
    for (const at of COLUMNS.keys())
      if (at > 0)
        assert.deepEqual(await counts(SAME.with(at, OTHER[at] ?? '')), [0, 1, 0, 0], COLUMNS[at] ?? '')
  })

  test('with a password is an update, also with the one that it has: nothing is hashed, so none can be tried', async () => {
    const { actor, place } = await filled()
    const refuse = () => Promise.reject(new Error('A dry run hashes nothing.'))
    const deps = { ...core.deps, hasher: { hash: refuse, verify: refuse } }
    const counts = async (password: string) =>
      countsOf(await planImport(deps, actor, place, fileOf('Username,Password', `old,${password}`)))
    assert.deepEqual(await counts(GOOD_PASSWORD), [0, 1, 0, 0])
    assert.deepEqual(await counts(`${GOOD_PASSWORD}-2`), [0, 1, 0, 0])
    assert.deepEqual(await counts(''), [0, 0, 1, 0])
  })

  test('that was deleted, or is refused, is none that is unchanged', async () => {
    const { plan, place } = await filled()
    assert.deepEqual(await plan('Username,Size', 'old,much', 'none,1'), [0, 0, 0, 2])
    await deleteMailbox(core.deps, OPERATOR, { ...place, name: 'old' })
    assert.deepEqual(await plan('Username', 'old'), [0, 0, 0, 1])
  })
})

test('the dry run of any file without passwords counts what the job then says of its rows', async () => {
  const { actor, place, add, rowsOf } = await filled()
  await add('two')
  const cells = COLUMNS.slice(1).map((_, at) => fc.constantFrom('', SAME[at + 1] ?? '', OTHER[at + 1] ?? ''))
  const row = fc.tuple(fc.constantFrom('old', 'two', 'nobody', 'bad name'), ...cells)
  const check = async (rows: readonly (readonly string[])[]) => {
    const file = { ...fileOf(COLUMNS.join(), ...rows.map((row) => row.join())), mapping: MAPPING }
    const counts = countsOf(await planImport(core.deps, actor, place, file))
    const { id } = await startImport(core.deps, actor, place, file)
    await workJob(core.deps)
    const outcomes = (await rowsOf(id)).map(([, state, outcome]) => (state === 'failed' ? state : outcome))
    const said = ['created', 'changed', 'unchanged', 'failed'].map(
      (one) => outcomes.filter((outcome) => outcome === one).length,
    )
    assert.deepEqual(counts, said)
  }
  const rows = fc.array(row, { minLength: 1, maxLength: 4 })
  await fc.assert(fc.asyncProperty(rows, check), { numRuns: 8, examples: [[[SAME]], [[SAME, SAME]]] })
})

test('an alias is unchanged by its members in any order, an update by one more, one less or another', async () => {
  const { actor, place } = await jobsAdministrator(core)
  await addAlias(core.deps, OPERATOR, { ...place, name: 'all' }, ['a@x.example', 'b@x.example'])
  const asked = { ...place, kind: 'alias.import' } as const
  for (const [members, counts] of [
    ['B@x.example a@x.example', [0, 0, 1, 0]],
    ['a@x.example', [0, 1, 0, 0]],
    ['a@x.example c@x.example', [0, 1, 0, 0]],
    ['a@x.example b@x.example c@x.example', [0, 1, 0, 0]],
  ] as const) {
    const plan = await planImport(core.deps, actor, asked, fileOf('Alias,Members', `all,${members}`))
    assert.deepEqual(countsOf(plan), counts, members)
  }
})

test('what is there is read in portions, not row by row', async () => {
  const { actor, place, accountId, domain, at } = await filled()
  const old = await at('old')
  assert.ok(old)
  const { store } = core.deps
  const names = Array.from({ length: 1_001 }, (_, nr) => `m${nr}`)
  await store.transaction(async (tx) => {
    for (const [nr, name] of names.entries())
      await tx.mailboxes.insert({ ...old, id: `${domain}${nr}`, name, address: `${name}@${domain}` })
  })
  const asked: number[] = []
  const mailboxes: typeof store.mailboxes = {
    ...store.mailboxes,
    byAddress: () => assert.fail('read by itself'),
    byAddresses: (account, addresses) => {
      assert.equal(account, accountId)
      asked.push(addresses.length)
      return store.mailboxes.byAddresses(account, addresses)
    },
  }
  const lines = names.map((name, nr) => `${name},${nr % 2 === 0 ? 'Zoë B' : 'else'}`)
  const deps = withStore(core.deps, { mailboxes })
  const plan = await planImport(deps, actor, place, fileOf('Username,DisplayName', ...lines))
  assert.deepEqual(countsOf(plan), [0, 500, 501, 0])
  assert.deepEqual(asked, [500, 500, 1])
})
