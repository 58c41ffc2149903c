import type { LightMyRequestResponse } from 'fastify'
import type { Deps } from '../../server/src/domain/deps.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { OPERATOR } from './deps.ts'
import type { NativeWorld } from './native.ts'
import type { Operation } from './native-operations.ts'

/** What the tables of the native API need of administrators and key pairs: bodies, names, and that there are some. */

/** What only super administrators are let do. */
export const isForSupers = ({ path }: { readonly path: string }) =>
  /^\/(?:administrators|users\/me\/key-pairs)\b/.test(path)

let made = 0

export const ADMIN_BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  changeKeyPair: { clockCheck: 'strict' },
  get addAdministrator() {
    return { username: `admin-made${++made}`, type: 'standard' }
  },
  changeAdministrator: { firstName: 'Changed' },
}

const adminIdOf = ({ id }: Pick<User, 'id'>) => `a${id.slice(1)}`

/** What the parameters of paths name for somebody. */
export const adminNamesOf = (user: Pick<User, 'id'>) => ({ adminId: adminIdOf(user), pairName: 'default' })

export const NAMELESS_ADMINS = { adminId: 'f'.repeat(32), pairName: 'nothing' }

/** Makes somebody a super administrator with a pair and another administrator beside. */
export async function prepareAdmins(deps: Deps, user: User): Promise<void> {
  const { store } = deps
  await store.users.update(user.id, { adminType: 'super' })
  if (!(await store.keyPairs.current(user.id, ''))) await generatePair(deps, OPERATOR, user.id)
  const id = adminIdOf(user)
  const nobody = { email: null, passwordHash: null, passwordId: null, passwordChangedAtMs: null }
  if (!(await store.users.byId(id))) {
    const rest = { ...nobody, roles: ['identity:default'], adminType: 'standard' } as const
    await store.users.insert({ ...user, ...rest, id, name: `administrator-${id}` })
  }
}

/** Somebody of the same account who is no administrator. */
export async function forbidden(world: NativeWorld, owner: User, operation: Operation) {
  await world.prepare(owner, operation)
  await world.browserOf(owner)
  const address = world.addressOf(operation)
  const { user } = await world.someoneIn(owner.accountId)
  return (await world.browserOf(user)).api(operation.method, address, ADMIN_BODIES[operation.id])
}

export async function conflict(
  world: NativeWorld,
  owner: User,
  operation: Operation,
): Promise<LightMyRequestResponse> {
  await world.prepare(owner, operation)
  const browser = await world.browserOf(owner)
  if (operation.id === 'addAdministrator')
    return world.call(browser, operation, { body: { username: owner.name, type: 'standard' } })
  if (operation.id === 'inviteAdministrator') {
    await world.http.deps.store.users.update(adminIdOf(owner), { enabled: false })
    return world.call(browser, operation)
  }
  const headers = { 'idempotency-key': 'click' }
  await world.call(browser, operation, { headers })
  return world.call(browser, operation, { headers, body: { overlapSeconds: 60 } })
}
