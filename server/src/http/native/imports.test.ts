import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { workJob } from '../../domain/jobs/work-jobs.ts'
import { type MailWorld, openMailWorld } from './mail-area-testing.ts'

let world: MailWorld
let count = 0

before(async () => {
  world = await openMailWorld()
})
after(() => world.http.close())

const api = (...call: Parameters<MailWorld['admin']['browser']['api']>) => world.admin.browser.api(...call)
const GOOD = 'Str0ng-enough'
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64')
const bodyOf = (text: string | Uint8Array, more: object = {}) => {
  return { domain: world.admin.domain, file: base64(text), ...more }
}
const fresh = () => `made${++count}`

describe('an import over HTTP', () => {
  test('says before what it comes to, and comes to it', async () => {
    const name = fresh()
    const body = bodyOf(`Username,Password\n${name},${GOOD}\nbox,\nbad name,${GOOD}\n`)
    const plan = await changingNothing(world.http, () => api('POST', '/imports/plan', body))
    assert.equal(plan.statusCode, 200, plan.body)
    const { columns, mapping, faults, ...counts } = plan.json()
    assert.deepEqual(counts, { total: 3, create: 1, update: 0, unchanged: 1, failed: 1 })
    assert.deepEqual(
      [columns, mapping],
      [
        ['Username', 'Password'],
        ['username', 'password'],
      ],
    )
    assert.deepEqual([faults[0].number, faults[0].field, faults[0].code], [4, 'username', 'input.invalid'])
    const started = await api('POST', '/imports', body)
    const { id, state, total } = started.json()
    assert.deepEqual([started.statusCode, state, total], [201, 'waiting', 3])
    await workJob(world.http.deps)
    const job = (await api('GET', `/jobs/${id}`)).json()
    assert.deepEqual([job.state, job.done, job.failed, job.secondsLeft], ['done', 2, 1, null])
    const outcomes = (await api('GET', `/jobs/${id}/rows`))
      .json()
      .items.map((row: { outcome: string }) => row.outcome)
    assert.deepEqual(outcomes, ['created', 'unchanged', 'input.invalid'])
    assert.equal((await api('GET', `/mailboxes/${name}@${world.admin.domain}`)).statusCode, 200)
  })

  test('gives the rows that failed in the columns of the file, harmless to spreadsheets, without passwords', async () => {
    const body = bodyOf(`Notes;Password;Username\n"=HYPERLINK(""x"")";${GOOD};-bad\n"a\nb";${GOOD}\n`)
    const { id } = (await api('POST', '/imports', body)).json()
    const file = await api('GET', `/jobs/${id}/failed`, undefined, { accept: 'text/csv' })
    assert.match(String(file.headers['content-disposition']), /^attachment; filename="keyward-failed-/)
    const [header, ...rest] = file.body.split('\r\n')
    assert.equal(header, 'Notes,Password,Username,Error')
    assert.match(rest.join('\r\n'), /^"'=HYPERLINK\(""x""\)",,'-bad,"?A name has/)
    assert.match(file.body, /"a\nb",,,The user name is missing\./)
    assert.doesNotMatch(file.body + world.http.logs.join(), /Str0ng/)
  })

  test('takes columns by a mapping, and refuses one that cannot be', async () => {
    const name = fresh()
    const file = `Who,Word,Name\n${name}@${world.admin.domain},${GOOD},Zoë\n`
    const mapping = ['username', 'password', null]
    const plan = await api('POST', '/imports/plan', bodyOf(file, { mapping }))
    assert.deepEqual([plan.json().create, plan.json().mapping], [1, mapping])
    for (const wrong of [
      ['username', 'username'],
      ['username', null, null, 'password'],
    ]) {
      const answer = await api('POST', '/imports/plan', bodyOf(file, { mapping: wrong }))
      assert.deepEqual([answer.statusCode, answer.json().field], [400, 'mapping'], String(wrong))
    }
  })

  test('without a column of names comes to nothing: the plan names the columns to choose from, and it is not begun', async () => {
    const unnamed = bodyOf('Wer,Wort\nanna,b\nbert,c\n')
    const guessed = (await api('POST', '/imports/plan', unnamed)).json()
    assert.deepEqual(
      [guessed.columns, guessed.mapping],
      [
        ['Wer', 'Wort'],
        [null, null],
      ],
    )
    const why = { code: 'input.invalid', field: 'username', message: 'Say which column has the user names.' }
    const faults = [2, 3].map((number) => ({ number, ...why }))
    assert.deepEqual([guessed.create, guessed.update, guessed.failed, guessed.faults], [0, 0, 2, faults])
    await changingNothing(world.http, async () => {
      for (const body of [unnamed, { ...unnamed, mapping: ['password'] }]) {
        const begun = await api('POST', '/imports', body)
        assert.deepEqual([begun.statusCode, begun.json().field], [400, 'mapping'])
      }
    })
  })

  test('of a file that is none is refused in words, and nothing is begun', async () => {
    const tooMany = `Username\n${'x\n'.repeat(50_001)}`
    const refusals: readonly (readonly [string | Uint8Array, RegExp])[] = [
      ['', /empty/],
      [tooMany, /50,000 rows at most/],
      ['Username,Password\n"a,b\n', /quotes/],
      [Buffer.alloc(10 * 1_024 * 1_024 + 1, 'x'), /10 MB at most/],
    ]
    await changingNothing(world.http, async () => {
      for (const [file, words] of refusals) {
        for (const path of ['/imports/plan', '/imports']) {
          const answer = await api('POST', path, bodyOf(file))
          assert.deepEqual([answer.statusCode, answer.json().field], [400, 'file'])
          assert.match(answer.json().detail, words)
        }
      }
      const odd = await api('POST', '/imports', { domain: world.admin.domain, file: 'not base64!' })
      assert.deepEqual([odd.statusCode, odd.json().field], [400, 'file'])
    })
  })

  test('is begun once by the same Idempotency-Key', async () => {
    const body = bodyOf(`Username,Password\n${fresh()},${GOOD}\n`)
    const key = { 'idempotency-key': 'import-once' }
    const [first, again] = [
      await api('POST', '/imports', body, key),
      await api('POST', '/imports', body, key),
    ]
    assert.equal(first.json().id, again.json().id)
    const other = await api('POST', '/imports', bodyOf('Username\nx\n'), key)
    assert.equal(other.statusCode, 409)
  })

  test('is nothing to others: 403 without a part in e-mail, 404 in another account', async () => {
    const { id } = (await api('POST', '/imports', bodyOf(`Username,Password\n${fresh()},${GOOD}\n`))).json()
    const nobody = (await world.someone(null)).browser
    const other = world.elsewhere.browser
    const calls = [
      ['GET', `/jobs/${id}`],
      ['GET', `/jobs/${id}/rows`],
      ['GET', `/jobs/${id}/failed`],
      ['POST', `/jobs/${id}/cancel`],
      ['POST', `/jobs/${id}/resume`],
    ] as const
    await changingNothing(world.http, async () => {
      for (const [method, path] of calls) {
        const headers = { accept: '*/*' }
        assert.equal((await nobody.api(method, path, undefined, headers)).statusCode, 403, path)
        assert.equal((await other.api(method, path, undefined, headers)).statusCode, 404, path)
      }
      for (const path of ['/imports', '/imports/plan']) {
        assert.equal((await nobody.api('POST', path, bodyOf('Username\nx\n'))).statusCode, 403)
        assert.equal((await other.api('POST', path, bodyOf('Username\nx\n'))).statusCode, 404)
      }
    })
    const theirs = (await other.api('GET', '/jobs')).json().items
    assert.ok(theirs.every((job: { id: string }) => job.id !== id))
    const cancelled = await api('POST', `/jobs/${id}/cancel`)
    assert.deepEqual([cancelled.statusCode, cancelled.json().state], [200, 'cancelled'])
    assert.equal((await api('POST', `/jobs/${id}/cancel`)).statusCode, 409)
    assert.equal((await api('POST', `/jobs/${id}/resume`)).json().state, 'waiting')
  })

  test('of users makes them, and has their links for who has just proven who they are', async () => {
    const name = `joe.${fresh()}`
    const file = base64(`Username,Email\n${name},joe@x.example\nno name,\n`)
    const asked = { kind: 'user.import', file }
    const { create, failed } = (await api('POST', '/imports/plan', asked)).json()
    assert.deepEqual([create, failed], [1, 1])
    const { id, kind, domain } = (await api('POST', '/imports', asked)).json()
    assert.deepEqual([kind, domain], ['user.import', null])
    // Earlier tests have left jobs that come first.
    while (await workJob(world.http.deps));
    const made = await api('POST', `/jobs/${id}/invitations`)
    const [{ link, ...rest }, ...more] = made.json().items
    assert.deepEqual([made.statusCode, rest.username, rest.email, more], [200, name, 'joe@x.example', []])
    assert.match(link, /^http.*\/invite\/kwl_/)
    const rows = await api('GET', `/jobs/${id}/rows`)
    assert.doesNotMatch(rows.body + world.http.logs.join(), /kwl_/)
    for (const more of [{ domain: world.admin.domain }, { mapping: ['alias', 'members'] }])
      assert.equal((await api('POST', '/imports/plan', { ...asked, ...more })).statusCode, 400)
    world.http.clock.advance(6 * 60_000)
    for (const [path, body] of [
      [`/jobs/${id}/invitations`, undefined],
      ['/imports', asked],
    ] as const) {
      const refused = await api('POST', path, body)
      assert.deepEqual([refused.statusCode, refused.json().code], [403, 'step_up_needed'], path)
    }
  })
})
