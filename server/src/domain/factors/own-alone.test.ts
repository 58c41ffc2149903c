import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Passkeys } from '../../../../tests/support/authenticator.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { compatibleActor, openCore, panelActor } from '../../../../tests/support/core.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { attest, RP } from '../../../../tests/support/passkeys.ts'
import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import { setRequirement } from './account-switch.ts'
import { addPasskey, offerPasskey } from './add-passkey.ts'
import { removePasskey, renamePasskey } from './change-passkey.ts'
import { confirmTotp } from './confirm-totp.ts'
import { enrolTotp } from './enrol-totp.ts'
import { makeBypassCodes, renewRecoveryCodes } from './recovery-codes.ts'
import { removeTotp } from './remove-factor.ts'
import { resetFactors } from './reset-factors.ts'
import { setUserRule, unlockFactors } from './user-rule.ts'

const core = await openCore()
const { deps } = core
after(core.close)

const OTHER = (await core.person()).user.id

/** Everything that changes a factor, or who must have one. */
const ACTS: Readonly<Record<string, (deps: Deps, actor: UserActor, deviceId: string) => Promise<unknown>>> = {
  'begin an app': (deps, actor) => enrolTotp(deps, actor, 'planted'),
  'confirm an app': (deps, actor, deviceId) => confirmTotp(deps, actor, deviceId, '000000'),
  'take an app away': removeTotp,
  'begin a passkey': (deps, actor) => offerPasskey(deps, actor, RP),
  'add a passkey': (deps, actor) =>
    addPasskey(deps, actor, RP, { name: '', attestation: attest(new Passkeys(RP), 'x') }),
  'rename a passkey': (deps, actor) => renamePasskey(deps, actor, 'f'.repeat(32), 'x'),
  'take a passkey away': (deps, actor) => removePasskey(deps, actor, 'f'.repeat(32)),
  'make recovery codes': renewRecoveryCodes,
  'reset the factors of the user': (deps, actor) => resetFactors(deps, actor, actor.userId),
  'make codes for a while': (deps, actor) =>
    makeBypassCodes(deps, actor, actor.userId, { count: 1, lifeSeconds: 60 }),
  'require a factor of another user': (deps, actor) => setUserRule(deps, actor, OTHER, 'required'),
  'unlock another user': (deps, actor) => unlockFactors(deps, actor, OTHER),
  'require factors of the account': (deps, actor) => setRequirement(deps, actor, true),
}

describe('whoever acts in the name of another user', () => {
  let actors: Readonly<Record<string, UserActor>>
  let deviceId: string
  before(async () => {
    const { user } = await core.person([USER_ADMIN])
    deviceId = (await setUpApp(deps, user)).id
    const impersonator = { id: core.operator.id, name: core.operator.name }
    actors = {
      'by a token at the v2.0 calls': { ...compatibleActor(user), impersonator },
      'with presence proved': { ...panelActor(user, core.clock.now()), impersonator },
    }
  })

  for (const [what, act] of Object.entries(ACTS)) {
    test(`cannot ${what}, however they prove who they are, and nothing changes`, async () => {
      await changingNothing(core, async () => {
        for (const [how, actor] of Object.entries(actors)) {
          await assert.rejects(act(deps, actor, deviceId), { code: 'actor.forbidden' }, how)
        }
      })
    })
  }
})
