import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { requirePresence } from '../policy.ts'
import { checkEmail } from './email.ts'
import { emailChanged } from './email-changed.ts'
import type { User } from './user.ts'

/**
 * Changes one's own e-mail address; null for none. As with a password, other sessions and tokens got by password end: a stranger
 * at a forgotten computer must not outlive the change.
 * @throws DomainError `input.invalid`, `step_up.needed`, `actor.forbidden` without a session
 */
export async function changeOwnEmail(deps: Deps, actor: UserActor, given: string | null): Promise<User> {
  const email = given === null ? null : checkEmail(given)
  const { proof } = actor
  if (proof.kind !== 'session') throw new DomainError('actor.forbidden')
  return deps.store.transaction(async (tx) => {
    await requirePresence(deps, tx, actor, actor.accountId)
    await tx.users.hold(actor.userId)
    const user = await tx.users.byId(actor.userId)
    if (!user) throw new DomainError('user.not_found')
    if (user.email === email) return user
    const passwordId = user.passwordId === null ? null : randomHexId(deps.random)
    const change = { email, passwordId, updatedAtMs: deps.clock.now() }
    await tx.users.update(user.id, change)
    await tx.sessions.deleteOfUser(user.id, proof.digest)
    const act = { action: 'user.email', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, act)
    await emailChanged(deps, tx, actor, user)
    return { ...user, ...change }
  })
}
