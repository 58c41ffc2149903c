import type { LightMyRequestResponse } from 'fastify'
import type { User } from '../../server/src/domain/users/user.ts'
import type { NativeWorld } from './native.ts'
import { ADMIN_BODIES, adminIdOf } from './native-admins.ts'
import type { Operation } from './native-operations.ts'

/** How refusals come about that only operations about administrators and key pairs give. */

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
