import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { type App, STEP_MS, setUpApp, wrongCode } from '../../../../tests/support/factors.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import type { User } from '../users/user.ts'
import { isLocked } from './attempts.ts'
import { proveBeside } from './passcode-login.ts'
import { resetFactors } from './reset-factors.ts'
import { currentUser } from './testing.ts'
import { unlockFactors } from './user-rule.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

let user: User
let app: App
beforeEach(async () => {
  const made = (await core.person()).user
  app = await setUpApp(deps, made)
  user = await currentUser(core, made)
  clock.advance(STEP_MS)
})

const prove = (code: string) => proveBeside(deps, user, code, freshOrigin())
const guess = () => answerOf(prove(wrongCode(app.secret, clock.now())))
const locked = () => isLocked(deps, deps.store, user.id)

test('five wrong codes in fifteen minutes, from wherever, and the right one waits until the first is forgotten', async () => {
  for (let at = 0; at < 5; at++) {
    assert.equal(await locked(), false)
    assert.equal(await guess(), 'factor.wrong')
    clock.advance(MINUTE_MS)
  }
  assert.equal(await locked(), true)
  const refusal = await refusedWith('throttled', prove(app.code()))
  assert.equal(refusal.facts.retryAfterSeconds, 10 * 60)
  clock.advance(10 * MINUTE_MS - 1)
  const last = await refusedWith('throttled', prove(app.code()))
  assert.equal(last.facts.retryAfterSeconds, 1)
  clock.advance(1)
  assert.equal(await answerOf(prove(app.code())), 'valid')
})

test('a guess while codes wait costs nothing more, and is not written down', async () => {
  for (let at = 0; at < 5; at++) await guess()
  for (let at = 0; at < 9; at++) assert.equal(await guess(), 'throttled')
  assert.equal((await deps.store.factorFailures.since(user.id, 0)).length, 5)
  clock.advance(15 * MINUTE_MS)
  assert.equal(await answerOf(prove(app.code())), 'valid')
})

test('the right code makes the wrong ones before it forgotten', async () => {
  for (let at = 0; at < 4; at++) await guess()
  assert.equal(await answerOf(prove(app.code())), 'valid')
  for (let at = 0; at < 4; at++) assert.equal(await guess(), 'factor.wrong')
  assert.equal(await locked(), false)
})

test('recovery codes are guessed as little as codes', async () => {
  for (const wrong of ['aaaa-aaaa-aaaa-aaaa', 'nothing', '', '0', '123 4567']) {
    assert.equal(await answerOf(prove(wrong)), 'factor.wrong')
  }
  assert.equal(await answerOf(prove(app.recoveryCodes[0] ?? '')), 'throttled')
})

test('a manager lets codes be taken again at once; so does taking all factors away', async () => {
  for (let at = 0; at < 5; at++) await guess()
  await unlockFactors(deps, OPERATOR, user.id)
  assert.equal(await answerOf(prove(app.code())), 'valid')
  for (let at = 0; at < 5; at++) await guess()
  await resetFactors(deps, OPERATOR, user.id)
  assert.equal(await locked(), false)
})

test('the guesses at one user are not those of another', async () => {
  for (let at = 0; at < 5; at++) await guess()
  const other = (await core.person()).user
  assert.equal(await isLocked(deps, deps.store, other.id), false)
})

test('guesses sent at once are no more than five', async () => {
  const answers = await Promise.all(Array.from({ length: 9 }, guess))
  assert.equal(answers.filter((answer) => answer === 'factor.wrong').length, 5)
})

test('however guesses are spread, no fifteen minutes see more than five', async () => {
  const waits = fc.array(fc.nat(6 * MINUTE_MS), { minLength: 6, maxLength: 16 })
  await fc.assert(
    fc.asyncProperty(waits, async (all) => {
      await deps.store.factorFailures.deleteAll(user.id)
      const heard: number[] = []
      for (const wait of all) {
        clock.advance(wait)
        const recent = heard.filter((atMs) => atMs > clock.now() - 15 * MINUTE_MS)
        const answer = await guess()
        assert.equal(answer, recent.length < 5 ? 'factor.wrong' : 'throttled')
        if (answer === 'factor.wrong') heard.push(clock.now())
      }
    }),
    { numRuns: count(80) },
  )
})
