import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { workJob } from '../../domain/jobs/work-jobs.ts'
import { type MailWorld, openMailWorld } from './mail-area-testing.ts'

let world: MailWorld

before(async () => {
  world = await openMailWorld()
})
after(() => world.http.close())

const api = (...call: Parameters<MailWorld['admin']['browser']['api']>) => world.admin.browser.api(...call)

/** Begins it and sees it through. */
async function done(body: object) {
  const started = await api('POST', '/jobs', body)
  assert.equal(started.statusCode, 201, started.body)
  await workJob(world.http.deps)
  return (await api('GET', `/jobs/${started.json().id}`)).json()
}

describe('bulk over HTTP', () => {
  test('acts on what a filter finds, takes it back by the job, and sizes what is named', async () => {
    const { domain } = world.admin
    const address = `box@${domain}`
    const mailbox = async () => (await api('GET', `/mailboxes/${address}`)).json()
    const filter = { text: 'box', state: 'open' }
    const blocked = await done({ kind: 'mailbox.block', domain, filter })
    assert.deepEqual([blocked.domain, blocked.total, blocked.done], [domain, 1, 1])
    assert.equal((await mailbox()).enabled, false)
    assert.equal((await done({ kind: 'mailbox.block', filter })).total, 0)
    const back = await done({ kind: 'mailbox.allow', job: blocked.id })
    assert.deepEqual([back.domain, back.done], [null, 1])
    assert.equal((await mailbox()).enabled, true)
    await done({ kind: 'mailbox.quota', mailboxes: [address], quotaMb: 300 })
    assert.equal((await mailbox()).quotaMb, 300)
    const gone = await done({ kind: 'mailbox.delete', domain, filter: { text: 'box' } })
    const found = (await api('GET', `/mailboxes?state=deleted&domain=${domain}&text=box`)).json().items
    assert.ok(found.length > 0)
    assert.equal((await done({ kind: 'mailbox.restore', job: gone.id })).done, 1)
  })

  test('is refused unless exactly one thing says which, and names what is wrong', async () => {
    const { domain } = world.admin
    const kind = 'mailbox.block'
    const [mailboxes, filter, job] = [[`box@${domain}`], {}, 'f'.repeat(32)]
    await changingNothing(world.http, async () => {
      for (const [body, field] of [
        [{ kind, domain }, 'mailboxes'],
        [{ kind, mailboxes, filter }, 'mailboxes'],
        [{ kind, filter, job }, 'mailboxes'],
        [{ kind, mailboxes: [] }, 'mailboxes'],
        [{ kind, mailboxes: ['no address'] }, 'mailboxes'],
        [{ kind, mailboxes, quotaMb: 5 }, 'quotaMb'],
        [{ kind: 'mailbox.quota', mailboxes }, 'quotaMb'],
        [{ kind, filter: { state: 'deleted' } }, 'filter'],
      ] as const) {
        const answer = await api('POST', '/jobs', body)
        assert.deepEqual([answer.statusCode, answer.json().field], [400, field], JSON.stringify(body))
      }
    })
  })

  test('of a job or a domain of another account is of none: 404', async () => {
    const { domain } = world.admin
    const { id } = await done({ kind: 'mailbox.allow', filter: {} })
    const other = world.elsewhere.browser
    await changingNothing(world.http, async () => {
      for (const body of [
        { kind: 'mailbox.block', job: id },
        { kind: 'mailbox.block', domain, filter: {} },
      ])
        assert.equal((await other.api('POST', '/jobs', body)).statusCode, 404)
    })
  })
})
