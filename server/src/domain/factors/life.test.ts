import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, openCore, panelActor } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { codeAt, STEP_MS, wrongCode } from '../../../../tests/support/factors.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import type { User } from '../users/user.ts'
import { isLocked } from './attempts.ts'
import { completeByCode } from './complete-sign-in.ts'
import { confirmTotp } from './confirm-totp.ts'
import { enrolTotp } from './enrol-totp.ts'
import { listFactors } from './list-factors.ts'
import { makeBypassCodes, renewRecoveryCodes } from './recovery-codes.ts'
import { removeTotp } from './remove-factor.ts'
import { resetFactors } from './reset-factors.ts'
import { currentUser, pendingOf, VISIT } from './testing.ts'
import { unlockFactors } from './user-rule.ts'

// Whatever is done with the factors of a user, in whatever order, is what a plain model of the rules says.

const core = await openCore()
const { deps, clock } = core
after(core.close)

interface Device {
  readonly id: string
  readonly secret: string
  isVerified: boolean
  lastStep: number
}

/** The rules once more, in the plainest words. */
class Model {
  devices: Device[] = []
  printed: string[] = []
  bypass: { readonly code: string; readonly endsAtMs: number }[] = []
  failures: number[] = []
  /** Codes that were good once. */
  readonly used: string[] = []

  get hasFactor(): boolean {
    return this.devices.some(({ isVerified }) => isVerified)
  }

  get isLocked(): boolean {
    return this.failures.filter((atMs) => atMs > clock.now() - 15 * MINUTE_MS).length >= 5
  }

  fail(): 'factor.wrong' {
    this.failures.push(clock.now())
    return 'factor.wrong'
  }

  /** Whether a device takes the code of a step away from the present one; it takes none twice. */
  takes(device: Device | undefined, stepsAhead: number): boolean {
    const step = Math.floor(clock.now() / STEP_MS) + stepsAhead
    if (!device || Math.abs(stepsAhead) > 1 || step <= device.lastStep) return false
    device.lastStep = step
    return true
  }

  takesRecovery(code: string): boolean {
    const isGood =
      this.printed.includes(code) ||
      this.bypass.some((one) => one.code === code && one.endsAtMs > clock.now())
    this.printed = this.printed.filter((one) => one !== code)
    this.bypass = this.bypass.filter((one) => one.code !== code)
    if (isGood) this.used.push(code)
    return isGood
  }

  /** With the last factor everything goes that stood in for one. */
  settle(): void {
    if (this.hasFactor) return
    this.printed = []
    this.bypass = []
  }
}

interface World {
  readonly user: User
  readonly model: Model
  /** Numbers that choose. */
  readonly at: number
  readonly stepsAhead: number
}

const actorOf = (user: User) => panelActor(user, clock.now())

async function signIn({ user, model }: World, code: string, isRight: () => boolean): Promise<void> {
  const answer = await answerOf(completeByCode(deps, await pendingOf(core, user), code, VISIT))
  assert.equal(answer, expected())
  function expected() {
    if (!model.hasFactor) return 'factor.set_up_needed'
    if (model.isLocked) return 'throttled'
    if (!isRight()) return model.fail()
    model.failures = []
    return 'valid'
  }
}

const ACTS: Readonly<Record<string, (world: World) => Promise<void>>> = {
  wait: async ({ at }) => clock.advance((at + 1) * STEP_MS),
  waitLong: async ({ at }) => clock.advance((at + 1) * MINUTE_MS),
  enrol: async ({ user, model }) => {
    if (model.devices.length >= 3) return
    const { device, secret } = await enrolTotp(deps, actorOf(user), '')
    model.devices.push({ id: device.id, secret, isVerified: false, lastStep: -1 })
  },
  confirm: async ({ user, model, at, stepsAhead }) => {
    const device = model.devices[at % 3]
    const code = codeAt(device?.secret ?? 'JBSWY3DPEHPK3PXP', clock.now() + stepsAhead * STEP_MS)
    const confirming = confirmTotp(deps, actorOf(user), device?.id ?? 'f'.repeat(32), code)
    const answer = await answerOf(confirming)
    if (!device) return assert.equal(answer, 'factor.not_found')
    if (model.isLocked) return assert.equal(answer, 'throttled')
    if (!model.takes(device, stepsAhead)) return assert.equal(answer, model.fail())
    assert.equal(answer, 'valid')
    const told = await confirming
    assert.equal(told === null, device.isVerified || model.hasFactor)
    device.isVerified = true
    if (told) model.printed = [...told]
  },
  signInByApp: (world) => {
    const { model, at, stepsAhead } = world
    const device = model.devices[at % 3]
    const code = codeAt(device?.secret ?? 'JBSWY3DPEHPK3PXP', clock.now() + stepsAhead * STEP_MS)
    return signIn(world, code, () => device?.isVerified === true && model.takes(device, stepsAhead))
  },
  guess: (world) => signIn(world, wrongCode(world.model.devices[0]?.secret ?? '', clock.now()), () => false),
  signInByList: (world) => {
    const code = world.model.printed[world.at] ?? '2222-2222-2222-2222'
    return signIn(world, code, () => world.model.takesRecovery(code))
  },
  signInByUsed: (world) => {
    const code = world.model.used.at(-1) ?? '2222-2222-2222-2222'
    return signIn(world, code, () => world.model.takesRecovery(code))
  },
  signInByBypass: (world) => {
    const code = world.model.bypass[0]?.code ?? '2222-2222-2222-2222'
    return signIn(world, code, () => world.model.takesRecovery(code))
  },
  makeBypass: async ({ user, model, at }) => {
    const making = makeBypassCodes(deps, OPERATOR, user.id, { count: 1, lifeSeconds: (at + 1) * 60 })
    if (!model.hasFactor) return assert.equal(await answerOf(making), 'factor.not_found')
    const endsAtMs = clock.now() + (at + 1) * MINUTE_MS
    model.bypass = (await making).map((code) => ({ code, endsAtMs }))
  },
  newList: async ({ user, model }) => {
    const making = renewRecoveryCodes(deps, actorOf(user))
    if (!model.hasFactor) return assert.equal(await answerOf(making), 'factor.not_found')
    model.printed = [...(await making)]
  },
  remove: async ({ user, model, at }) => {
    const device = model.devices[at % 3]
    const answer = await answerOf(removeTotp(deps, actorOf(user), device?.id ?? 'f'.repeat(32)))
    assert.equal(answer, device ? 'valid' : 'factor.not_found')
    model.devices = model.devices.filter((one) => one !== device)
    model.settle()
  },
  reset: async ({ user, model, at }) => {
    if (at > 2) return
    await resetFactors(deps, OPERATOR, user.id)
    model.devices = []
    model.failures = []
    model.settle()
  },
  unlock: async ({ user, model }) => {
    await unlockFactors(deps, OPERATOR, user.id)
    model.failures = []
  },
}

async function agree({ user, model }: World): Promise<void> {
  const { secondFactor } = await currentUser(core, user)
  const { devices, codesLeft } = await listFactors(deps, user.id)
  assert.equal(secondFactor, model.hasFactor)
  assert.equal(await isLocked(deps, deps.store, user.id), model.isLocked)
  assert.equal(codesLeft, model.printed.length)
  assert.deepEqual(
    devices.map(({ id, verifiedAtMs }) => [id, verifiedAtMs !== null]).sort(),
    model.devices.map(({ id, isVerified }) => [id, isVerified]).sort(),
  )
}

test('enrolling, confirming, signing in, guessing, codes, removals and resets, in any order', async () => {
  // Guesses come in rows.
  const names = [...Object.keys(ACTS), 'guess', 'guess', 'guess', 'guess']
  const act = fc.tuple(fc.constantFrom(...names), fc.nat(9), fc.integer({ min: -2, max: 2 }))
  // Few of these histories would get anywhere by chance.
  const begin = [['enrol', 0, 0] as const, ['confirm', 0, 0] as const]
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(act, { minLength: 20, maxLength: 40 }), async (isSetUp, acts) => {
      const { user } = await core.person()
      const model = new Model()
      for (const [name, at, stepsAhead] of [...(isSetUp ? begin : []), ...acts]) {
        const world = { user, model, at, stepsAhead }
        await ACTS[name]?.(world)
        await agree(world)
      }
    }),
    { numRuns: count(120) },
  )
})
