import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession, userWithinSight } from '../policy.ts'
import type { Stores } from '../store.ts'
import { setOwnPinWithin } from '../support/set-pin.ts'
import { checkContactId, checkDescription } from './description.ts'
import { disableWithin } from './disable-user.ts'
import { checkEmail } from './email.ts'
import { emailChanged } from './email-changed.ts'
import { enableWithin } from './enable-user.ts'
import { refuseLookAlike } from './look.ts'
import { assistedUser, managedUser } from './managing.ts'
import { checkUserName } from './name-fault.ts'
import { checkRegion, requireComputeRegion } from './region.ts'
import { hashFor, replacePassword } from './set-password.ts'
import type { ContactType, User } from './user.ts'

/** What a manager may change of a user; absent means as it is. */
export interface UserUpdate {
  readonly name?: string
  /** Null for none. */
  readonly email?: string | null
  readonly enabled?: boolean
  readonly defaultRegion?: string
  /** Empty for none. */
  readonly description?: string
  /** Null for none. */
  readonly contactType?: ContactType | null
  /** Empty for none. */
  readonly contactId?: string
  readonly password?: string
  /** A new support PIN, of one's own user only. */
  readonly pin?: string
}

/** What nobody changes of their own user with a key or token. */
const PANELS = ['name', 'email', 'description', 'contactType', 'contactId'] as const

type Facts = Pick<User, 'name' | 'email' | 'defaultRegion' | 'description' | 'contactType' | 'contactId'>

/**
 * Changes a user: all of it, or nothing. What equals the present state is no change, so a client may send back all that it read. One's own
 * default region is all that a key or token may change of its own user: name, address and password open the panel.
 * @throws DomainError `input.invalid`, `password.weak`, `user.exists`, `user.not_found`, `actor.forbidden`,
 * `owner.protected`, `step_up.needed`
 */
export async function updateUser(
  deps: Deps,
  actor: Actor,
  userId: string,
  { enabled, password, pin, ...facts }: UserUpdate,
): Promise<User> {
  const before = await userWithinSight(deps.store, actor, userId)
  const change = changedFacts(before, facts)
  const isOwn = actor.kind === 'user' && actor.userId === userId
  const switches = enabled !== undefined && enabled !== before.enabled
  const isPanels = PANELS.some((fact) => fact in change)
  if (isOwn && (switches || password !== undefined || isPanels)) {
    throw new DomainError('actor.forbidden', { reason: 'Change this of your own user in the panel.' })
  }
  const isChanged = switches || password !== undefined || pin !== undefined || Object.keys(change).length > 0
  if (!isChanged) return before
  // Helpers keep addresses right, and let in and shut out; the rest is for those who manage.
  const isHelp = password === undefined && Object.keys(change).every((fact) => fact === 'email')
  const passwordHash = password === undefined ? null : await hashFor(deps, actor, before, password)
  return deps.store.transaction(async (tx) => {
    const user = await (isOwn ? userWithinSight : isHelp ? assistedUser : managedUser)(tx, actor, userId)
    await requireFreshSession(deps, tx, actor)
    if (passwordHash !== null) await replacePassword(deps, tx, actor, user, { passwordHash })
    if (Object.keys(change).length > 0) await saveFacts(deps, tx, actor, user, change)
    if (pin !== undefined) await setOwnPinWithin(deps, tx, actor, userId, pin)
    if (switches) await (enabled ? enableWithin : disableWithin)(deps, tx, actor, user)
    return userWithinSight(tx, actor, userId)
  })
}

function changedFacts(
  user: User,
  { name, email, defaultRegion, description, contactType, contactId }: UserUpdate,
): Partial<Facts> {
  const region = defaultRegion?.toUpperCase()
  return {
    ...(name !== undefined && name !== user.name && { name: checkedName(name) }),
    ...(email !== undefined && email !== user.email && { email: email === null ? null : checkEmail(email) }),
    ...(region !== undefined && region !== user.defaultRegion && { defaultRegion: checkRegion(region) }),
    ...(contactType !== undefined && contactType !== user.contactType && { contactType }),
    ...(contactId !== undefined &&
      contactId !== (user.contactId ?? '') && { contactId: checkContactId(contactId) }),
    ...(description !== undefined &&
      description !== (user.description ?? '') && { description: checkDescription(description) }),
  }
}

function checkedName(name: string): string {
  checkUserName(name)
  return name
}

async function saveFacts(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  change: Partial<Facts>,
): Promise<void> {
  if (change.name !== undefined) await refuseLookAlike(tx, change.name, user.id)
  if (change.defaultRegion) await requireComputeRegion(tx, change.defaultRegion)
  await tx.users.update(user.id, { ...change, updatedAtMs: deps.clock.now() })
  const act = { action: 'user.update', chain: user.accountId, target: `user:${user.id}` }
  const details = difference<Facts>(user, change, ['defaultRegion', 'contactType'])
  await recordAct(deps, tx, actor, { ...act, details })
  if (change.email !== undefined) await emailChanged(deps, tx, actor, user)
}
