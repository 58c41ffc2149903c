import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, openCore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR, visitFrom } from '../../../../tests/support/deps.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import type { User } from '../users/user.ts'
import { checkSession } from './check-session.ts'
import { endSession } from './end-session.ts'
import { endSessions } from './end-sessions.ts'
import { endStepUp } from './end-step-up.ts'
import { listSessions, sessionId } from './list-sessions.ts'
import { openSession, renewSession, sessionActor } from './open-session.ts'

// Whatever becomes of the sessions of a user, in whatever order, is what a plain model of the rules says.

const core = await openCore()
const { deps, clock } = core
after(core.close)

const VISIT = visitFrom()

interface Browser {
  secret: string
  readonly startedAtMs: number
  seenAtMs: number
  provenAtMs: number | null
  isOver: boolean
}

interface World {
  readonly user: User
  readonly browsers: Browser[]
  /** Secrets that were renewed: they open nothing any more. */
  readonly dead: string[]
  readonly rules: { idleMs: number; isEnabled: boolean }
  readonly browser: Browser | undefined
}

function isLive({ rules }: World, { isOver, seenAtMs, startedAtMs }: Browser): boolean {
  const endsAtMs = Math.min(seenAtMs + rules.idleMs, startedAtMs + 12 * HOUR_MS)
  return !isOver && rules.isEnabled && clock.now() < endsAtMs
}

/** Being seen is noted once a minute at most. */
function see(browser: Browser): void {
  if (clock.now() - browser.seenAtMs >= MINUTE_MS) browser.seenAtMs = clock.now()
}

async function live(world: World, isUnattended = false) {
  const { browser } = world
  const found = await checkSession(deps, browser?.secret ?? 'x'.repeat(43), isUnattended)
  assert.equal(found !== null, browser !== undefined && isLive(world, browser))
  if (found && browser && !isUnattended) see(browser)
  return found
}

const ACTS: Readonly<Record<string, (world: World) => Promise<void>>> = {
  wait: async () => clock.advance(20_000),
  waitLong: async () => clock.advance(7 * MINUTE_MS),
  waitHours: async () => clock.advance(5 * HOUR_MS),
  signIn: async ({ user, browsers, rules }) => {
    if (!rules.isEnabled) return
    const now = (await deps.store.users.byId(user.id)) ?? user
    const { secret } = await deps.store.transaction((tx) => openSession(deps, tx, now, VISIT))
    const atMs = clock.now()
    browsers.push({ secret, startedAtMs: atMs, seenAtMs: atMs, provenAtMs: atMs, isOver: false })
  },
  look: async (world) => {
    await live(world)
  },
  ask: async (world) => {
    await live(world, true)
  },
  prove: async (world) => {
    const found = await live(world)
    if (!found || !world.browser) return
    const provenAtMs = clock.now()
    const renewed = await deps.store.transaction((tx) => renewSession(deps, tx, found.session, provenAtMs))
    world.dead.push(world.browser.secret)
    Object.assign(world.browser, { secret: renewed.secret, provenAtMs, seenAtMs: clock.now() })
  },
  giveBack: async (world) => {
    const found = await live(world)
    if (!found || !world.browser) return
    await endStepUp(deps, found, VISIT)
    world.browser.provenAtMs = null
  },
  endOther: async (world) => {
    const found = await live(world)
    const other = world.browsers.find((one) => one !== world.browser && !one.isOver)
    if (!found || !other) return
    const id = sessionId({ digest: deps.vault.digest('session', other.secret) })
    const actor = sessionActor(world.user, found.session, VISIT)
    await endSession(deps, actor, world.user.id, id)
    other.isOver = true
    assert.equal(await answerOf(endSession(deps, actor, world.user.id, id)), 'session.not_found')
  },
  endAllOthers: async (world) => {
    const found = await live(world)
    if (!found) return
    await endSessions(deps, sessionActor(world.user, found.session, VISIT), world.user.id)
    for (const one of world.browsers) if (one !== world.browser) one.isOver = true
  },
  endAll: async ({ user, browsers }) => {
    await endSessions(deps, OPERATOR, user.id)
    for (const one of browsers) one.isOver = true
  },
  shutOut: async ({ user, browsers, rules }) => {
    await disableUser(deps, OPERATOR, user.id)
    if (rules.isEnabled) for (const one of browsers) one.isOver = true
    rules.isEnabled = false
  },
  letIn: async ({ user, rules }) => {
    await enableUser(deps, OPERATOR, user.id)
    rules.isEnabled = true
  },
  setIdle: async ({ user, rules, browsers }) => {
    const minutes = browsers.length % 2 === 0 ? 5 : 30
    await updateAccount(deps, OPERATOR, user.accountId, { sessionIdleSeconds: minutes * 60 })
    rules.idleMs = minutes * MINUTE_MS
  },
}

/** Looked at as a page does by itself, which changes nothing. */
async function agree(world: World): Promise<void> {
  for (const browser of world.browsers) {
    const found = await live({ ...world, browser }, true)
    if (!found) continue
    const { provenAtMs, createdAtMs, lastSeenAtMs } = found.session
    const { startedAtMs, seenAtMs } = browser
    assert.deepEqual([provenAtMs, createdAtMs, lastSeenAtMs], [browser.provenAtMs, startedAtMs, seenAtMs])
  }
  for (const secret of world.dead) assert.equal(await checkSession(deps, secret, true), null)
  if (!world.rules.isEnabled) return
  const listed = await listSessions(deps, OPERATOR, world.user.id)
  assert.equal(listed.length, world.browsers.filter((one) => isLive(world, one)).length)
}

test('signing in, coming back, proving, ending and shutting out, in any order', async () => {
  const names = [...Object.keys(ACTS), 'signIn', 'look', 'ask', 'prove']
  const act = fc.tuple(fc.constantFrom(...names), fc.nat(3))
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 40 }), async (acts) => {
      const { user } = await core.person(undefined, await core.account())
      const idleSeconds = (await deps.store.accounts.byId(user.accountId))?.sessionIdleSeconds ?? 0
      const rules = { idleMs: idleSeconds * 1_000, isEnabled: true }
      const shared = { user, browsers: [], dead: [], rules }
      for (const [name, back] of [['signIn', 0] as const, ...acts]) {
        const world: World = { ...shared, browser: undefined }
        await ACTS[name]?.({ ...world, browser: world.browsers.at(-1 - back) })
        await agree(world)
      }
    }),
    { numRuns: count(120) },
  )
})
