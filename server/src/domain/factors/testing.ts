import assert from 'node:assert/strict'
import { after, beforeEach, describe } from 'node:test'
import { type Oddities, Passkeys } from '../../../../tests/support/authenticator.ts'
import { type Core, openCore } from '../../../../tests/support/core.ts'
import { visitFrom } from '../../../../tests/support/deps.ts'
import { RP } from '../../../../tests/support/passkeys.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import type { UserActor } from '../actor.ts'
import { checkSession, type LiveSession } from '../sessions/check-session.ts'
import { openSession, sessionActor } from '../sessions/open-session.ts'
import type { OpenedSession } from '../sessions/session.ts'
import type { User } from '../users/user.ts'
import { startPending } from './pending-login.ts'

export const VISIT = visitFrom('192.0.2.7')
export const REFUSED = { code: 'passkey.wrong' }

/** Wrong for everything that a passkey signs, after the password too. */
export const WRONG: Readonly<Record<string, Oddities>> = {
  'another challenge': { challenge: 'x'.repeat(43) },
  'another origin': { origin: 'https://evil.example' },
  'another host': { rpId: 'evil.example' },
  'a page within another page': { crossOrigin: true },
  'the making of a new one': { type: 'webauthn.create' },
  'another key': { signedBy: new Passkeys(RP) },
  'an unknown credential': { id: new Passkeys(RP).id },
  'the handle of another user': { userHandle: Buffer.alloc(16).toString('base64url') },
  'nobody at the device': { absent: true },
}
export const UNVERIFIED: Readonly<Record<string, Oddities>> = { 'a mere touch': { unverified: true } }

/** Somebody who has just signed in at the panel. */
export interface AtPanel {
  readonly user: User
  readonly apiKey: string
  readonly opened: OpenedSession
  readonly actor: UserActor
}

export async function personAtPanel(core: Core, roles?: readonly string[]): Promise<AtPanel> {
  const { user, apiKey } = await core.person(roles)
  const { deps } = core
  const opened = await deps.store.transaction((tx) => openSession(deps, tx, user, VISIT))
  return { user, apiKey, opened, actor: sessionActor(user, opened.session, VISIT) }
}

/** The user as stored now. */
export async function currentUser({ deps }: Core, { id }: Pick<User, 'id'>): Promise<User> {
  return (await deps.store.users.byId(id)) ?? assert.fail('gone')
}

/** A sign-in whose password was right. @returns the secret it goes on by */
export async function pendingOf(core: Core, user: Pick<User, 'id'>): Promise<string> {
  const now = await currentUser(core, user)
  return core.deps.store.transaction((tx) => startPending(core.deps, tx, now))
}

/** What tests of passkeys work with: somebody new at the panel for each. */
export interface PasskeyTest {
  readonly core: Core
  readonly mia: AtPanel
  atPanel(): Promise<AtPanel>
  current(user: Pick<User, 'id'>): Promise<User>
  live(at: AtPanel): Promise<LiveSession>
  pending(user: Pick<User, 'id'>): Promise<string>
}

export function passkeysOnBothEngines(suite: (world: PasskeyTest) => void): void {
  describe('passkeys on SQLite', () => suite(passkeyTest(() => openCore())))
  describe('passkeys on PostgreSQL', { skip: postgresMissing() }, () =>
    suite(passkeyTest(async () => openCore(await freshDatabase()))),
  )
}

function passkeyTest(open: () => Promise<Core>): PasskeyTest {
  let core: Core
  let mia: AtPanel
  beforeEach(async () => {
    core ??= await open()
    core.clock.advance(60 * MINUTE_MS)
    mia = await personAtPanel(core)
  })
  after(() => core.close())
  return {
    get core() {
      return core
    },
    get mia() {
      return mia
    },
    atPanel: () => personAtPanel(core),
    current: (user) => currentUser(core, user),
    live: async ({ opened }) =>
      (await checkSession(core.deps, opened.secret, true)) ?? assert.fail('signed out'),
    pending: (user) => pendingOf(core, user),
  }
}
