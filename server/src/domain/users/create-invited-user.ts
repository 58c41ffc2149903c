import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { askerOf, once, requestText } from '../idempotency/once.ts'
import { requireFreshSession } from '../policy.ts'
import type { Stores } from '../store.ts'
import { createUser } from './create-user.ts'
import { inviteWithin, type SentInvitation } from './invite-user.ts'
import { requireManagedAccount } from './managing.ts'
import { checkUserName } from './name-fault.ts'
import { hashNewPassword } from './new-password.ts'
import type { User } from './user.ts'

export interface NewInvitedUser {
  readonly accountId: string
  readonly name: string
  readonly email: string | null
  readonly roles: readonly string[]
  /** False for a program: it gets an API key and nobody signs in as it. */
  readonly invite: boolean
  /** Chosen by whoever makes the user; then there is nothing to invite to. */
  readonly password: string | null
}

export interface CreatedInvitedUser {
  readonly user: User
  readonly invitation: Pick<SentInvitation, 'secret' | 'endsAtMs' | 'mailedTo'> | null
}

/**
 * Makes a user and the link by which the person chooses a password. Repeated with the same idempotency key within a
 * day it makes nothing and gives the same link.
 * @throws DomainError `user.exists`, `account.not_found`, `actor.forbidden`, `role.not_found`, `input.invalid`,
 * `password.weak`, `step_up.needed`, `idempotency.conflict`
 */
export async function createInvitedUser(
  deps: Deps,
  actor: UserActor,
  given: NewInvitedUser,
  idempotencyKey?: string,
): Promise<CreatedInvitedUser> {
  const passwordHash = await hashFor(deps, actor, given)
  return deps.store.transaction(async (tx) => {
    await requireMaker(deps, tx, actor, given)
    const { accountId, name, email, roles, invite } = given
    // That there is a password, and nothing from which it could be guessed.
    const facts = [accountId, name, email, [...roles].sort(), invite, passwordHash !== null]
    const asked = { asker: askerOf(actor), idempotencyKey, request: requestText('user.create', facts) }
    return once(deps, tx, asked, {
      make: () => create(deps, tx, actor, { ...given, passwordHash }),
      textOf,
      repeat: (text) => repeat(deps, tx, text),
    })
  })
}

/** Before the transaction, where every writer would wait for it, and only for those who may make the user. */
async function hashFor(deps: Deps, actor: UserActor, given: NewInvitedUser): Promise<string | null> {
  if (given.password === null) return null
  await requireMaker(deps, deps.store, actor, given)
  checkUserName(given.name)
  return hashNewPassword(deps, given.password, [given.name, given.email ?? ''])
}

async function requireMaker(deps: Deps, stores: Stores, actor: UserActor, given: NewInvitedUser) {
  await requireManagedAccount(stores, actor, given.accountId)
  await requireFreshSession(deps, stores, actor)
}

async function create(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  { invite, ...given }: NewInvitedUser & { readonly passwordHash: string | null },
): Promise<CreatedInvitedUser> {
  const { user } = await createUser(deps, tx, actor, given)
  return { user, invitation: invite ? await inviteWithin(deps, tx, actor, user) : null }
}

/** Id, end and secret: none of them has a space. */
function textOf({ user, invitation }: CreatedInvitedUser): string {
  return invitation ? `${user.id} ${invitation.endsAtMs} ${invitation.secret}` : user.id
}

async function repeat(deps: Deps, tx: Stores, text: string): Promise<CreatedInvitedUser> {
  const [id = '', endsAtMs, secret] = text.split(' ')
  const user = await tx.users.byId(id)
  if (!user) throw new DomainError('idempotency.conflict', { reason: 'The user was deleted since.' })
  if (secret === undefined) return { user, invitation: null }
  const mailedTo = deps.sendsMail ? user.email : null
  return { user, invitation: { secret, endsAtMs: Number(endsAtMs), mailedTo } }
}
