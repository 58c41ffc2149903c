import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isLive, knownStateOn, tokenByKey, tokenByPassword } from '../../../../tests/support/core.ts'
import { OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { Deps } from '../deps.ts'
import { deleteKey, endOverlap } from '../keys/end-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { setKey } from '../keys/set-key.ts'
import { distrustKeys } from '../restore/distrust-keys.ts'
import { trustKeys } from '../restore/trust-keys.ts'
import { DEFAULT_ROLE, USER_MANAGE } from '../roles/roles.ts'
import { changeRoles } from '../users/change-roles.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { setPassword } from '../users/set-password.ts'
import { checkToken } from './check-token.ts'
import { core } from './check-token-testing.ts'

/** Somebody with a token of each kind, in an account of their own. */
async function withTokens() {
  const accountId = await core.account()
  const person = await core.person(undefined, accountId)
  const byKey = await tokenByKey(core.deps, person.apiKey)
  const byPassword = await tokenByPassword(core.deps, person.user)
  const alive = async () => ({
    byKey: await isLive(core.deps, byKey),
    byPassword: await isLive(core.deps, byPassword),
  })
  return { ...person, accountId, byKey, byPassword, alive }
}

type WithTokens = Awaited<ReturnType<typeof withTokens>>

interface Rule {
  readonly what: string
  readonly act: (deps: Deps, person: WithTokens) => Promise<unknown>
  readonly byKey: boolean
  readonly byPassword: boolean
}

/** What ends what. Everything holds when the act resolves, and from memory as from the database. */
const RULES: readonly Rule[] = [
  {
    what: 'a reset without overlap',
    act: (deps, { user }) => resetKey(deps, OPERATOR, user.id, { overlapSeconds: 0 }),
    byKey: false,
    byPassword: true,
  },
  {
    what: 'a reset with overlap, as long as that lasts',
    act: (deps, { user }) => resetKey(deps, OPERATOR, user.id, { overlapSeconds: 60 }),
    byKey: true,
    byPassword: true,
  },
  {
    what: 'an overlap that was ended',
    act: async (deps, { user }) => {
      await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 60 })
      await endOverlap(deps, OPERATOR, user.id)
    },
    byKey: false,
    byPassword: true,
  },
  {
    what: 'a second reset during the overlap',
    act: async (deps, { user }) => {
      await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 60 })
      await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 60 })
    },
    byKey: false,
    byPassword: true,
  },
  {
    what: 'a chosen key',
    act: (deps, { user }) => setKey(deps, OPERATOR, user.id, user.id),
    byKey: false,
    byPassword: true,
  },
  {
    what: 'deleting the key',
    act: (deps, { user }) => deleteKey(deps, OPERATOR, user.id),
    byKey: false,
    byPassword: true,
  },
  {
    what: 'a password change',
    act: (deps, { user }) => setPassword(deps, OPERATOR, user.id, OTHER_PASSWORD),
    byKey: true,
    byPassword: false,
  },
  {
    what: 'disabling the user',
    act: (deps, { user }) => disableUser(deps, OPERATOR, user.id),
    byKey: false,
    byPassword: false,
  },
  {
    what: 'disabling and enabling again',
    act: async (deps, { user }) => {
      await disableUser(deps, OPERATOR, user.id)
      await enableUser(deps, OPERATOR, user.id)
    },
    byKey: true,
    byPassword: true,
  },
  {
    what: 'suspending the account',
    act: (deps, { accountId }) => updateAccount(deps, OPERATOR, accountId, { enabled: false }),
    byKey: false,
    byPassword: false,
  },
  {
    what: 'suspending the account and opening it again',
    act: async (deps, { accountId }) => {
      await updateAccount(deps, OPERATOR, accountId, { enabled: false })
      await updateAccount(deps, OPERATOR, accountId, { enabled: true })
    },
    byKey: true,
    byPassword: true,
  },
  {
    what: 'deleting the user',
    act: (deps, { user }) => deleteUser(deps, OPERATOR, user.id),
    byKey: false,
    byPassword: false,
  },
  {
    what: 'another user’s reset',
    act: async (deps, { accountId }) => {
      const { user } = await core.person(undefined, accountId)
      await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 0 })
    },
    byKey: true,
    byPassword: true,
  },
  {
    what: 'another name, address and region',
    act: (deps, { user }) =>
      deps.store.users.update(user.id, {
        name: `renamed-${user.name}`,
        email: 'a@b.example',
        defaultRegion: 'DFW',
      }),
    byKey: true,
    byPassword: true,
  },
]

describe('what ends what (F-03)', () => {
  for (const { what, act, ...expected } of RULES) {
    test(`${what}: token of the key ${lives(expected.byKey)}, of the password ${lives(expected.byPassword)}`, async () => {
      const person = await withTokens()
      assert.deepEqual(await person.alive(), { byKey: true, byPassword: true })
      await act(core.deps, person)
      assert.deepEqual(await person.alive(), expected)
      const restarted = { ...core.deps, known: knownStateOn(core.deps.store) }
      await restarted.known.loadDeletedTokens()
      assert.equal(await isLive(restarted, person.byKey), expected.byKey)
      assert.equal(await isLive(restarted, person.byPassword), expected.byPassword)
    })
  }

  test('older data put back: both, until the operator trusts them; then only the key’s come back', async () => {
    const person = await withTokens()
    await distrustKeys(core.deps, OPERATOR, 'a copy')
    assert.deepEqual(await person.alive(), { byKey: false, byPassword: false })
    await trustKeys(core.deps, OPERATOR)
    assert.deepEqual(await person.alive(), { byKey: true, byPassword: false })
  })

  test('a role taken away is gone from the token with the answer (F-02)', async () => {
    const { user, apiKey } = await core.person([DEFAULT_ROLE, USER_MANAGE])
    const token = await tokenByKey(core.deps, apiKey)
    const rolesOf = async () => (await checkToken(core.deps, token))?.user.roles
    assert.deepEqual([...((await rolesOf()) ?? [])].sort(), [DEFAULT_ROLE, USER_MANAGE].sort())
    await changeRoles(core.deps, OPERATOR, user.id, { add: [], remove: [USER_MANAGE] })
    assert.deepEqual(await rolesOf(), [DEFAULT_ROLE])
  })
})

function lives(alive: boolean): string {
  return alive ? 'lives' : 'dies'
}
