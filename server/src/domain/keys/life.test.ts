import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { commandsWith } from '../../../../tests/support/commands.ts'
import {
  answerOf,
  answerTo,
  CHEAP_HASHER,
  type Core,
  freshOrigin,
  knownStateOn,
  logInByPassword as logInByPasswordAlone,
  openCore,
} from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import {
  type ExpectedKey,
  type ExpectedToken,
  type ExpectedUser,
  LifeModel,
} from '../../../../tests/support/life-model.ts'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { CALLS_KEPT_MS } from '../callers/recording.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { Limiter } from '../limits/limiter.ts'
import { type Login, logInWithKey, logInWithToken } from '../login/log-in.ts'
import { DEFAULT_ROLE, USER_MANAGE } from '../roles/roles.ts'
import { checkToken } from '../tokens/check-token.ts'
import { revokeToken } from '../tokens/revoke-token.ts'
import { changeRoles } from '../users/change-roles.ts'
import { addUser } from '../users/create-user.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { setPassword } from '../users/set-password.ts'
import { createKey } from './create-key.ts'
import { deleteKey, endOverlap } from './end-key.ts'
import { resetKey } from './reset-key.ts'
import { setKey } from './set-key.ts'

/** Every address has guessed too much already: whatever counts as a guess hears so, and nothing else does. */
class Merciless extends Limiter {
  override failed(): void {
    throw new DomainError('throttled', { retryAfterSeconds: 1 })
  }
}

/** The real use cases, working on an account of their own. */
class Life {
  deps: Deps
  readonly core: Core
  readonly accountId: string
  #users = 0

  constructor(core: Core, accountId: string) {
    this.core = core
    this.accountId = accountId
    this.deps = { ...core.deps, hasher: CHEAP_HASHER, limiter: new Merciless(core.clock) }
  }

  get nowMs(): number {
    return this.core.clock.now()
  }

  async addUser(model: LifeModel): Promise<void> {
    const name = `life${this.accountId}n${++this.#users}`
    const given = { accountId: this.accountId, name, roles: [DEFAULT_ROLE], password: PASSWORD }
    const { user, apiKey } = await addUser(this.deps, OPERATOR, given)
    const { id, roles } = user
    const expected = { id, name, roles, exists: true, enabled: true, password: PASSWORD, passwordVersion: 0 }
    model.users.push(expected)
    model.keys.push({ secret: apiKey, user: expected, endsAtMs: null, isGone: false })
  }

  /** As a process that was stopped and started again: the memory is empty, the data are the same. */
  async restart(): Promise<void> {
    const known = knownStateOn(this.core.deps.store)
    await known.loadDeletedTokens()
    this.deps = { ...this.deps, known }
  }
}

/** Everything the model knows of is accepted, or refused, as it says. */
async function assertAsExpected(model: LifeModel, { deps, nowMs }: Life): Promise<void> {
  for (const key of model.keys) {
    assert.equal(await answerTo(deps, key.secret, key.user.name), model.verdictOf(key, nowMs))
  }
  for (const token of model.tokens) {
    const live = await checkToken(deps, token.text)
    assert.equal(live !== null, model.isGood(token, nowMs))
    if (live) assert.deepEqual([...live.user.roles].sort(), [...token.user.roles].sort())
  }
}

const { command, toOne } = commandsWith<LifeModel, Life>(assertAsExpected)

/** Something that happens to one of the users that there are. */
function toUser(name: string, run: (life: Life, user: ExpectedUser, model: LifeModel) => Promise<unknown>) {
  return toOne(name, ({ users }) => users.filter(({ exists }) => exists), run)
}

/** Notes the token of a login that must end as expected. */
async function expectLogin(
  model: LifeModel,
  login: Promise<Login>,
  expected: string,
  facts: Pick<ExpectedToken, 'user' | 'key' | 'root'>,
): Promise<void> {
  assert.equal(await answerOf(login), expected)
  if (expected !== 'valid') return
  const { token: text, claims } = await login
  const { method, expiresAtMs } = claims
  if (facts.root) assert.equal(expiresAtMs, facts.root.expiresAtMs)
  const { passwordVersion } = facts.user
  model.tokens.push({ ...facts, text, method, expiresAtMs, passwordVersion, isDeleted: false })
}

function reset(overlapSeconds: number) {
  return toUser(`reset, overlap ${overlapSeconds}`, async ({ deps, nowMs }, user, model) => {
    const act = resetKey(deps, OPERATOR, user.id, { overlapSeconds })
    const hasKey = model.currentOf(user) !== undefined
    assert.equal(await answerOf(act), hasKey ? 'valid' : 'key.not_found')
    if (hasKey) model.replaceKey(user, (await act).secret, nowMs, overlapSeconds * 1_000)
  })
}

async function create({ deps, nowMs }: Life, user: ExpectedUser, model: LifeModel): Promise<void> {
  const act = createKey(deps, OPERATOR, user.id)
  const hasKey = model.currentOf(user) !== undefined
  assert.equal(await answerOf(act), hasKey ? 'key.exists' : 'valid')
  if (!hasKey) model.replaceKey(user, (await act).secret, nowMs)
}

async function choose({ deps, nowMs }: Life, user: ExpectedUser, model: LifeModel): Promise<void> {
  const { secret } = await setKey(deps, OPERATOR, user.id, randomHexId(deps.random))
  model.replaceKey(user, secret, nowMs)
}

async function endNow({ deps, nowMs }: Life, user: ExpectedUser, model: LifeModel): Promise<void> {
  const hasKey = model.currentOf(user) !== undefined
  assert.equal(await answerOf(endOverlap(deps, OPERATOR, user.id)), hasKey ? 'valid' : 'key.not_found')
  if (hasKey) model.endRetired(user, nowMs)
}

async function remove({ deps, nowMs }: Life, user: ExpectedUser, model: LifeModel): Promise<void> {
  const hasKey = model.currentOf(user) !== undefined
  assert.equal(await answerOf(deleteKey(deps, OPERATOR, user.id)), hasKey ? 'valid' : 'key.not_found')
  if (hasKey) model.deleteKeys(user, nowMs)
}

async function changePassword({ deps }: Life, user: ExpectedUser): Promise<void> {
  user.password = user.password === PASSWORD ? OTHER_PASSWORD : PASSWORD
  await setPassword(deps, OPERATOR, user.id, user.password)
  user.passwordVersion++
}

async function changeRole({ deps }: Life, user: ExpectedUser): Promise<void> {
  const change = user.roles.includes(USER_MANAGE)
    ? { add: [], remove: [USER_MANAGE] }
    : { add: [USER_MANAGE], remove: [] }
  user.roles = (await changeRoles(deps, OPERATOR, user.id, change)).roles
  assert.equal(user.roles.includes(USER_MANAGE), change.add.length > 0)
}

function logInByKey({ deps, nowMs }: Life, key: ExpectedKey, model: LifeModel): Promise<void> {
  const presented = { secret: key.secret, username: key.user.name }
  const login = logInWithKey(deps, presented, null, freshOrigin())
  return expectLogin(model, login, model.verdictOf(key, nowMs), { user: key.user, key, root: null })
}

function logInByPassword({ deps }: Life, user: ExpectedUser, model: LifeModel): Promise<void> {
  const presented = { username: user.name, password: user.password }
  const login = logInByPasswordAlone(deps, presented)
  return expectLogin(model, login, model.passwordVerdictOf(user), { user, key: null, root: null })
}

function rescope({ deps, nowMs }: Life, token: ExpectedToken, model: LifeModel): Promise<void> {
  const login = logInWithToken(deps, token.text, null, freshOrigin())
  const expected = model.isGood(token, nowMs) ? 'valid' : 'token.not_found'
  return expectLogin(model, login, expected, { ...token, root: token.root ?? token })
}

async function dropToken({ deps }: Life, token: ExpectedToken): Promise<void> {
  const live = await checkToken(deps, token.text)
  if (!live) return
  await revokeToken(deps, OPERATOR, live)
  token.isDeleted = true
}

function toAccount(name: string, change: (model: LifeModel) => void) {
  return command(name, async (model, { deps, accountId }) => {
    change(model)
    const settings = { enabled: model.isAccountEnabled, resetKeepsTokens: model.keepsTokens }
    await updateAccount(deps, OPERATOR, accountId, settings)
  })
}

const COMMANDS = [
  fc.constant(command('add user', (model, life) => life.addUser(model))),
  ...[0, 60, 86_400, 30 * 86_400].map(reset),
  toUser('create key', create),
  toUser('choose key', choose),
  toUser('end now', endNow),
  toUser('delete key', remove),
  toUser('change password', changePassword),
  toUser('change role', changeRole),
  toUser('disable', async ({ deps }, user) => {
    user.enabled = (await disableUser(deps, OPERATOR, user.id)).enabled
  }),
  toUser('enable', async ({ deps }, user) => {
    user.enabled = (await enableUser(deps, OPERATOR, user.id)).enabled
  }),
  toUser('delete user', async ({ deps }, user) => {
    await deleteUser(deps, OPERATOR, user.id)
    user.exists = false
  }),
  fc.boolean().map((on) =>
    toAccount(on ? 'open account' : 'suspend account', (model) => {
      model.isAccountEnabled = on
    }),
  ),
  fc.boolean().map((on) =>
    toAccount(`resets keep tokens: ${on}`, (model) => {
      model.keepsTokens = on
    }),
  ),
  toOne('log in by key', ({ keys }) => keys, logInByKey),
  toOne('log in by newest key', ({ keys }) => keys.slice(-1), logInByKey),
  toUser('log in by password', logInByPassword),
  toOne('token for token', ({ tokens }) => tokens, rescope),
  toOne('delete token', ({ tokens }) => tokens, dropToken),
  fc
    .constantFrom(1, 59_999, 3_600_000, 86_399_999, 86_400_000, CALLS_KEPT_MS)
    .map((ms) => command(`wait ${ms}`, async (_, { core }) => core.clock.advance(ms))),
  fc.constant(
    command('forget old keys', (_, { deps, nowMs }) =>
      deps.store.keys.forgetEndedBefore(nowMs - CALLS_KEPT_MS),
    ),
  ),
  fc.constant(command('restart', (_, life) => life.restart())),
]

/** Somebody who is logged in with key and password: most of what can happen matters to such a one only. */
async function begin(model: LifeModel, life: Life, keepsTokens: boolean): Promise<void> {
  await life.addUser(model)
  model.keepsTokens = keepsTokens
  await updateAccount(life.deps, OPERATOR, life.accountId, { resetKeepsTokens: keepsTokens })
  for (const key of [...model.keys]) await logInByKey(life, key, model)
  for (const user of model.users) await logInByPassword(life, user, model)
}

onBothEngines(({ name, migratedUrl }) => {
  let core: Core

  before(async () => {
    core = await openCore(name === 'postgres' ? await migratedUrl() : undefined)
  })
  after(() => core.close())

  test('after whatever happened, every key and token there ever was is accepted or refused as the rules say, and none is a guess', async () => {
    const runs = name === 'postgres' ? count(150) : count(600)
    const histories = fc.commands([...COMMANDS], { maxCommands: 40, size: '+1' })
    await fc.assert(
      fc.asyncProperty(histories, fc.boolean(), async (commands, keepsTokens) => {
        const life = new Life(core, await core.account())
        const model = new LifeModel()
        await begin(model, life, keepsTokens)
        await fc.asyncModelRun(() => ({ model, real: life }), commands)
      }),
      { numRuns: runs },
    )
    const { deps } = new Life(core, await core.account())
    assert.equal(await answerTo(deps, 'f'.repeat(32)), 'throttled')
  })
})
