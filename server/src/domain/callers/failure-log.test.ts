import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { openTestDeps } from '../../../../tests/support/deps.ts'
import type { Store } from '../store.ts'
import { FailureLog } from './failure-log.ts'

const FROM = { dialect: 'native', address: '192.0.2.1', userAgent: 'x' }

/** A log whose transactions fail while `away` says so. */
async function openLog(t: TestContext) {
  const { deps, close } = await openTestDeps()
  t.after(close)
  let isAway = false
  const transaction: Store['transaction'] = (work) =>
    deps.store.transaction(async (tx) => {
      const done = await work(tx)
      if (isAway) throw new Error('away')
      return done
    })
  const log = new FailureLog({ ...deps.store, transaction }, deps.clock)
  const written = async () => {
    const entries = await deps.store.audit.page('system', 0, 5_000)
    return entries.filter(({ action }) => action === 'login.fail')
  }
  return {
    log,
    away: (value: boolean) => {
      isAway = value
    },
    written,
    counts: async () => (await written()).map(({ details }) => Number(details['count'])),
  }
}

describe('failed logins', () => {
  it('of the same kind from the same place are one entry', async (t) => {
    const { log, counts } = await openLog(t)
    for (let at = 0; at < 5; at++) log.add(FROM, { username: 'nobody', kind: 'key' })
    log.add(FROM, { username: 'nobody', kind: 'password' })
    log.add({ ...FROM, dialect: 'panel' }, { username: 'nobody', kind: 'key' })
    log.add({ ...FROM, address: '198.51.100.1' }, { username: 'nobody', kind: 'key' })
    await log.flush()
    assert.deepEqual(await counts(), [5, 1, 1, 1])
    await log.flush()
    assert.equal((await counts()).length, 4, 'written once')
  })

  it('that could not be written are written with the next ones, and once', async (t) => {
    const { log, away, counts } = await openLog(t)
    log.add(FROM, { username: 'nobody', kind: 'key' })
    log.add(FROM, { username: null, kind: 'key' })
    away(true)
    await assert.rejects(log.flush(), /away/)
    await assert.rejects(log.flush(), /away/)
    assert.deepEqual(await counts(), [])
    away(false)
    log.add(FROM, { username: 'nobody', kind: 'key' })
    await log.flush()
    await log.flush()
    assert.deepEqual(await counts(), [2, 1])
  })

  it('are told apart up to 1,000 kinds, and counted together beyond, also while nothing can be written', async (t) => {
    const { log, away, written } = await openLog(t)
    for (let at = 0; at < 1_500; at++) log.add(FROM, { username: `guess${at}`, kind: 'key' })
    away(true)
    await assert.rejects(log.flush(), /away/)
    for (let at = 0; at < 1_500; at++) log.add(FROM, { username: `other${at}`, kind: 'key' })
    away(false)
    await log.flush()
    const entries = await written()
    assert.equal(entries.length, 1_001)
    const total = entries.reduce((sum, { details }) => sum + Number(details['count']), 0)
    assert.equal(total, 3_000, 'none is lost')
    assert.equal(entries.filter(({ source }) => source === 'native many').length, 1)
  })

  it('name a user who exists, and never what was typed instead', async (t) => {
    const { log, written } = await openLog(t)
    log.add(FROM, { username: 'hunter2hunter2', kind: 'password' })
    await log.flush()
    const [entry] = await written()
    assert.equal(entry?.target, 'unknown')
    assert.doesNotMatch(JSON.stringify(entry), /hunter2/)
  })
})
