import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { commandsWith } from '../../../../tests/support/commands.ts'
import { answerOf, type Core, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { resetKey } from '../keys/reset-key.ts'
import { logInWithToken } from '../login/log-in.ts'
import { READER, USER_MANAGE } from '../roles/roles.ts'
import { checkToken } from '../tokens/check-token.ts'
import { revokeToken } from '../tokens/revoke-token.ts'
import { TOKEN_LIFETIME_MS } from '../tokens/token.ts'
import { changeRoles } from '../users/change-roles.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { setPassword } from '../users/set-password.ts'
import { createApplicationCredential } from './create-credential.ts'
import { deleteApplicationCredential } from './delete-credential.ts'
import {
  type ExpectedCredential,
  type ExpectedToken,
  type ExpectedUser,
  Life,
  Model,
} from './life-testing.ts'

async function assertAsExpected(model: Model, life: Life): Promise<void> {
  const { deps, nowMs } = life
  for (const credential of model.credentials) {
    const { id, secret } = credential
    const login = life.logIn({ id }, secret)
    assert.equal(await answerOf(login), model.verdictOf(credential, nowMs))
  }
  for (const token of model.tokens) {
    const live = await checkToken(deps, token.text)
    assert.equal(live !== null, model.isGood(token, nowMs))
    const told = live?.delegation?.roles.map(({ name }) => name) ?? []
    assert.deepEqual([...told].sort(), live ? [...model.rolesOf(token.credential)].sort() : [])
    assert.ok(live?.user.roles.every((role) => token.credential.roles.includes(role)) ?? true)
  }
}

const { command, toOne } = commandsWith<Model, Life>(assertAsExpected)

function toUser(name: string, run: (life: Life, user: ExpectedUser, model: Model) => Promise<unknown>) {
  return toOne(name, ({ users }) => users.filter(({ exists }) => exists), run)
}

const HOUR_MS = 3_600_000

/** @param lifeMs Infinity for one without an end */
function make(wanted: readonly string[], lifeMs: number, unrestricted: boolean) {
  return toUser(`make ${wanted} ${lifeMs} ${unrestricted}`, async (life, user, model) => {
    const name = life.nextName()
    const expiresAtMs = life.nowMs + lifeMs
    const act = createApplicationCredential(life.deps, await life.actor(user), user.id, {
      ...{ name, description: null, secret: null, unrestricted, accessRules: null },
      roles: wanted.map((role) => ({ name: role })),
      expiresAtMs: Number.isFinite(expiresAtMs) ? expiresAtMs : null,
    })
    const hasAll = wanted.every((role) => role === 'member' || user.roles.includes(role))
    assert.equal(await answerOf(act), hasAll ? 'valid' : 'input.invalid')
    if (!hasAll) return
    const { credential, secret } = await act
    const { id } = credential
    model.credentials.push({
      ...{ user, id, name, secret, unrestricted, expiresAtMs },
      roles: wanted,
      isDeleted: false,
    })
  })
}

/** By a token of another: only an unrestricted one can, and what comes of it is worth no more. */
async function makeByToken(life: Life, token: ExpectedToken, model: Model): Promise<void> {
  const live = await checkToken(life.deps, token.text)
  if (!live?.delegation) return
  const { credential: parent } = token
  const { user } = parent
  const proof = { kind: 'delegation', delegation: live.delegation } as const
  const actor = { ...(await life.actor(user)), roles: live.user.roles, proof }
  const name = life.nextName()
  const act = createApplicationCredential(life.deps, actor, user.id, {
    ...{ name, description: null, secret: null, roles: null, accessRules: null, expiresAtMs: null },
    unrestricted: true,
  })
  assert.equal(await answerOf(act), parent.unrestricted ? 'valid' : 'actor.forbidden')
  if (!parent.unrestricted) return
  const { credential, secret } = await act
  const { id, unrestricted } = credential
  const expected = { user, id, name, secret, unrestricted, expiresAtMs: parent.expiresAtMs }
  model.credentials.push({ ...expected, roles: model.rolesOf(parent), isDeleted: false })
}

async function logIn(life: Life, credential: ExpectedCredential, model: Model): Promise<void> {
  const { id, name, secret, user } = credential
  const expected = model.verdictOf(credential, life.nowMs)
  for (const named of [{ id }, { name, user: { id: user.id } }]) {
    const login = life.logIn(named, secret)
    assert.equal(await answerOf(login), expected)
    if (expected !== 'valid') continue
    const { token: text, claims } = await login
    const { expiresAtMs } = claims
    assert.equal(expiresAtMs, Math.min(life.nowMs + TOKEN_LIFETIME_MS, credential.expiresAtMs))
    model.tokens.push({ text, credential, expiresAtMs, isDeleted: false })
  }
}

async function remove(life: Life, credential: ExpectedCredential): Promise<void> {
  const { user, id, isDeleted } = credential
  if (!user.exists) return
  const act = deleteApplicationCredential(life.deps, await life.actor(user), user.id, id)
  assert.equal(await answerOf(act), isDeleted ? 'application_credential.not_found' : 'valid')
  credential.isDeleted = true
}

async function dropToken({ deps }: Life, token: ExpectedToken): Promise<void> {
  const live = await checkToken(deps, token.text)
  if (!live) return
  await revokeToken(deps, OPERATOR, live)
  token.isDeleted = true
}

async function rescope({ deps, nowMs }: Life, { text, ...rest }: ExpectedToken, model: Model): Promise<void> {
  const isGood = model.isGood({ text, ...rest }, nowMs)
  const login = logInWithToken(deps, text, null, freshOrigin())
  assert.equal(await answerOf(login), isGood ? 'actor.forbidden' : 'token.not_found')
}

async function changeRole({ deps }: Life, user: ExpectedUser, role: string): Promise<void> {
  const change = user.roles.includes(role) ? { add: [], remove: [role] } : { add: [role], remove: [] }
  user.roles = (await changeRoles(deps, OPERATOR, user.id, change)).roles
}

const COMMANDS = [
  fc.constant(command('add user', (model: Model, life: Life) => life.addUser(model))),
  make([READER], Number.POSITIVE_INFINITY, false),
  make([READER, USER_MANAGE], HOUR_MS, true),
  make(['member', READER], 30 * HOUR_MS, true),
  toOne('make by token', ({ tokens }) => tokens, makeByToken),
  toOne('log in', ({ credentials }) => credentials, logIn),
  toOne('log in by the newest', ({ credentials }) => credentials.slice(-1), logIn),
  toOne('delete', ({ credentials }) => credentials, remove),
  toOne('delete token', ({ tokens }) => tokens, dropToken),
  toOne('token for token', ({ tokens }) => tokens, rescope),
  toUser('reader or not', (life, user) => changeRole(life, user, READER)),
  toUser('manager or not', (life, user) => changeRole(life, user, USER_MANAGE)),
  toUser('reset the key, which changes nothing', ({ deps }, { id }) =>
    resetKey(deps, OPERATOR, id, { overlapSeconds: 0 }),
  ),
  toUser('set a password, which changes nothing', ({ deps }, { id }) =>
    setPassword(deps, OPERATOR, id, OTHER_PASSWORD),
  ),
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
  fc.boolean().map((enabled) =>
    command(enabled ? 'open account' : 'suspend account', async (model: Model, life: Life) => {
      await updateAccount(life.deps, OPERATOR, life.accountId, { enabled })
      model.isAccountEnabled = enabled
    }),
  ),
  fc
    .constantFrom(1, HOUR_MS - 1, HOUR_MS, 24 * HOUR_MS)
    .map((ms) => command(`wait ${ms}`, async (_: Model, { core }: Life) => core.clock.advance(ms))),
  fc.constant(command('restart', (_: Model, life: Life) => life.restart())),
]

onBothEngines(({ name, migratedUrl }) => {
  let core: Core

  before(async () => {
    core = await openCore(name === 'postgres' ? await migratedUrl() : undefined)
  })
  after(() => core.close())

  test('after whatever happened, every application credential and token of one is worth what the rules say', async () => {
    const runs = name === 'postgres' ? count(80) : count(400)
    const histories = fc.commands([...COMMANDS], { maxCommands: 40, size: '+1' })
    await fc.assert(
      fc.asyncProperty(histories, async (commands) => {
        const life = new Life(core, await core.account())
        const model = new Model()
        await life.addUser(model)
        await fc.asyncModelRun(() => ({ model, real: life }), commands)
      }),
      { numRuns: runs },
    )
  })
})
