import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import {
  answerOf,
  compatibleActor,
  entriesOf,
  isLive,
  openCore,
  panelActor,
  tokenByKey,
  tokenByPassword,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { codeAt, STEP_MS, setUpApp, wrongCode } from '../../../../tests/support/factors.ts'
import { setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { openSession } from '../sessions/open-session.ts'
import { confirmTotp } from './confirm-totp.ts'
import { enrolTotp } from './enrol-totp.ts'
import { listFactors } from './list-factors.ts'
import { removeTotp } from './remove-factor.ts'
import { strongestFactor } from './strongest.ts'
import { type AtPanel, currentUser, personAtPanel, VISIT } from './testing.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

let mia: AtPanel
beforeEach(async () => {
  clock.advance(MINUTE_MS)
  mia = await personAtPanel(core)
})

const begin = (name = 'phone') => enrolTotp(deps, mia.actor, name)
const codeOf = (secret: string, stepsAhead = 0) => codeAt(secret, clock.now() + stepsAhead * STEP_MS)
const strongest = async () => strongestFactor(deps.store, await currentUser(core, mia.user))

test('a set-up counts for nothing before a code of it was typed, and is written down without its secret', async () => {
  const entries = await entriesOf(deps, core.accountId, begin)
  const { devices, codesLeft, codesMadeAtMs } = await listFactors(deps, mia.user.id)
  const [device] = devices
  assert.deepEqual([device?.name, device?.verifiedAtMs, device?.lastStep], ['phone', null, null])
  assert.equal(device?.createdAtMs, clock.now())
  assert.deepEqual([codesLeft, codesMadeAtMs], [0, null])
  assert.deepEqual(
    entries.map(({ action, target, details }) => [action, target, details]),
    [['factor.totp_begin', `user:${mia.user.id}`, {}]],
  )
  assert.equal((await currentUser(core, mia.user)).secondFactor, false)
  assert.equal(await strongest(), 'password')
})

test('the secret has 160 bits, is told in the address, and is stored sealed', async () => {
  const { device, secret, uri } = await begin()
  assert.match(secret, /^[A-Z2-7]{32}$/)
  assert.equal(new URL(uri).searchParams.get('secret'), secret)
  assert.ok(uri.includes(encodeURIComponent(mia.user.name)))
  assert.ok(!Buffer.from(device.sealed).toString('latin1').includes(secret))
  assert.notEqual((await begin()).secret, secret)
})

test('a name is trimmed, stands for itself or for none, and has 64 signs at most', async () => {
  assert.equal((await begin('  ')).device.name, 'Authenticator app')
  assert.equal((await begin(` ${'x'.repeat(64)} `)).device.name, 'x'.repeat(64))
  assert.equal((await begin('e\u0301')).device.name, '\u00e9')
  for (const name of ['x'.repeat(65), 'a\nb', 'a\ud800']) {
    assert.equal(await answerOf(begin(name)), 'input.invalid')
  }
})

test('a user has ten apps at most, finished or not', async () => {
  for (let at = 0; at < 10; at++) await begin()
  assert.equal(await answerOf(begin()), 'factor.exists')
  const [first] = (await listFactors(deps, mia.user.id)).devices
  await removeTotp(deps, mia.actor, first?.id ?? '')
  await begin()
})

test('the first code makes it count, with ten recovery codes; the next app comes without', async () => {
  const first = await begin()
  const codes = await confirmTotp(deps, mia.actor, first.device.id, codeOf(first.secret))
  assert.equal(new Set(codes).size, 10)
  const listed = await listFactors(deps, mia.user.id)
  assert.deepEqual(
    [listed.devices[0]?.verifiedAtMs, listed.codesLeft, listed.codesMadeAtMs],
    [clock.now(), 10, clock.now()],
  )
  assert.equal(await strongest(), 'totp')
  const second = await begin('tablet')
  assert.equal(await confirmTotp(deps, mia.actor, second.device.id, codeOf(second.secret)), null)
  assert.equal((await listFactors(deps, mia.user.id)).codesLeft, 10)
  await setUpPasskey(deps, await currentUser(core, mia.user))
  assert.equal(await strongest(), 'passkey')
})

test('where nobody could be told them there are no recovery codes', async () => {
  const { device, secret } = await begin()
  const none = await confirmTotp(deps, mia.actor, device.id, codeOf(secret), { recoveryCodes: false })
  assert.equal(none, null)
  const { codesLeft, codesMadeAtMs } = await listFactors(deps, mia.user.id)
  assert.deepEqual([codesLeft, codesMadeAtMs], [0, null])
})

test('other sessions and tokens got by password end with it; the own session and the key go on', async () => {
  const other = await deps.store.transaction((tx) => openSession(deps, tx, mia.user, VISIT))
  const [byPassword, byKey] = [await tokenByPassword(deps, mia.user), await tokenByKey(deps, mia.apiKey)]
  const { device, secret } = await begin()
  const before = await currentUser(core, mia.user)
  const entries = await entriesOf(deps, core.accountId, () =>
    confirmTotp(deps, mia.actor, device.id, codeOf(secret)),
  )
  assert.deepEqual(
    entries.map(({ action, target, details }) => [action, target, details]),
    [['factor.totp_add', `user:${mia.user.id}`, { name: 'phone' }]],
  )
  const user = await currentUser(core, mia.user)
  assert.deepEqual([user.secondFactor, user.updatedAtMs], [true, clock.now()])
  assert.notEqual(user.passwordId, before.passwordId)
  assert.equal(await deps.store.sessions.byDigest(other.session.digest), null)
  assert.ok(await deps.store.sessions.byDigest(mia.opened.session.digest))
  assert.deepEqual([await isLive(deps, byPassword), await isLive(deps, byKey)], [false, true])
})

test('somebody without a password gets none by it', async () => {
  await deps.store.users.update(mia.user.id, { passwordHash: null, passwordId: null })
  const { device, secret } = await begin()
  await confirmTotp(deps, mia.actor, device.id, codeOf(secret))
  const { passwordId, secondFactor } = await currentUser(core, mia.user)
  assert.deepEqual([passwordId, secondFactor], [null, true])
})

test('a code counts once, and none before it counts after it', async () => {
  const { device, secret } = await begin()
  const confirm = (code: string) => answerOf(confirmTotp(deps, mia.actor, device.id, code))
  assert.equal(await confirm(codeOf(secret, 1)), 'valid')
  for (const stepsAhead of [1, 0, -1]) assert.equal(await confirm(codeOf(secret, stepsAhead)), 'factor.wrong')
  clock.advance(STEP_MS)
  assert.equal(await confirm(codeOf(secret)), 'factor.wrong')
  assert.equal(await confirm(codeOf(secret, 1)), 'valid')
})

test('a clock may be one step off, not two', async () => {
  for (const stepsAhead of [-2, 2]) {
    const { device, secret } = await begin()
    const off = confirmTotp(deps, mia.actor, device.id, codeOf(secret, stepsAhead))
    assert.equal(await answerOf(off), 'factor.wrong')
  }
})

test('a wrong code is counted and written down, and nothing counts by it', async () => {
  const { device, secret } = await begin()
  for (const code of [wrongCode(secret, clock.now()), 'no code at all']) {
    const entries = await entriesOf(deps, core.accountId, async () => {
      assert.equal(await answerOf(confirmTotp(deps, mia.actor, device.id, code)), 'factor.wrong')
    })
    assert.deepEqual(
      entries.map(({ action, outcome, target, source, details }) => [
        action,
        outcome,
        target,
        source,
        details,
      ]),
      [['factor.fail', 'refused', `user:${mia.user.id}`, 'panel 192.0.2.7', {}]],
    )
  }
  assert.equal((await deps.store.factorFailures.since(mia.user.id, 0)).length, 2)
  assert.equal((await currentUser(core, mia.user)).secondFactor, false)
})

test('typing a code of an app that counts already changes nothing', async () => {
  const { id, code } = await setUpApp(deps, mia.user)
  clock.advance(STEP_MS)
  const actor = panelActor(mia.user, clock.now())
  const before = await currentUser(core, mia.user)
  const entries = await entriesOf(deps, core.accountId, () => confirmTotp(deps, actor, id, code()))
  assert.deepEqual(entries, [])
  assert.deepEqual(await currentUser(core, mia.user), before)
})

test("another's set-up is not there; nor is one that was taken back", async () => {
  const ola = await personAtPanel(core)
  const theirs = await enrolTotp(deps, ola.actor, 'theirs')
  const own = await begin()
  await removeTotp(deps, mia.actor, own.device.id)
  for (const { device, secret } of [theirs, own]) {
    const confirming = confirmTotp(deps, mia.actor, device.id, codeOf(secret))
    assert.equal(await answerOf(confirming), 'factor.not_found')
  }
  assert.equal((await deps.store.factorFailures.since(mia.user.id, 0)).length, 0)
})

test('presence is asked for, but not of a token at the v2.0 calls', async () => {
  const { device, secret } = await begin()
  const late = panelActor(mia.user, null)
  assert.equal(await answerOf(enrolTotp(deps, late, '')), 'step_up.needed')
  assert.equal(await answerOf(confirmTotp(deps, late, device.id, codeOf(secret))), 'step_up.needed')
  assert.equal(await answerOf(removeTotp(deps, late, device.id)), 'step_up.needed')
  const native = { ...compatibleActor(mia.user), origin: VISIT.origin }
  assert.equal(await answerOf(enrolTotp(deps, native, '')), 'actor.forbidden')
  const atPanelOnly = { ...late, origin: compatibleActor(mia.user).origin }
  assert.equal(await answerOf(enrolTotp(deps, atPanelOnly, '')), 'step_up.needed')
  assert.equal(await answerOf(enrolTotp(deps, compatibleActor(mia.user), '')), 'valid')
})

test('what cannot be written down is undone', async () => {
  const { device, secret } = await begin()
  const failing = withFailingAudit(deps)
  await answerOf(confirmTotp(failing, mia.actor, device.id, codeOf(secret)))
  await answerOf(enrolTotp(failing, mia.actor, 'other'))
  const { devices, codesLeft } = await listFactors(deps, mia.user.id)
  assert.deepEqual(
    devices.map(({ name, verifiedAtMs, lastStep }) => [name, verifiedAtMs, lastStep]),
    [['phone', null, null]],
  )
  assert.equal(codesLeft, 0)
})
