import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { openSession } from '../sessions/open-session.ts'
import type { OpenedSession, Visit } from '../sessions/session.ts'
import { createOwner } from '../users/create-owner.ts'
import { checkUserName } from '../users/name-fault.ts'
import { hashNewPassword } from '../users/new-password.ts'
import { ownerExists } from '../users/owner-exists.ts'
import { createLink } from './create-link.ts'
import { peekTicket, takeTicket } from './swap-link.ts'

/** The link for the first owner; an earlier one is dead then. Null when there is somebody already. */
export function createSetUpLink(deps: Deps): Promise<string | null> {
  return deps.store.transaction(async (tx) =>
    (await ownerExists(tx)) ? null : createLink(deps, tx, 'setup', null),
  )
}

/** @throws DomainError `link.not_found` when the ticket is no good, or somebody was there first */
export async function checkSetUp(deps: Deps, ticket: string): Promise<void> {
  await peekTicket(deps, deps.store, 'setup', ticket)
  if (await ownerExists(deps.store)) throw new DomainError('link.not_found')
}

/**
 * Makes the first account and its owner, and signs the owner in.
 * @throws DomainError `link.not_found`, `input.invalid`, `password.weak`, `busy`
 */
export async function setUpOwner(
  deps: Deps,
  ticket: string,
  { username, password }: { readonly username: string; readonly password: string },
  visit: Visit,
): Promise<OpenedSession> {
  await checkSetUp(deps, ticket)
  checkUserName(username)
  const passwordHash = await hashNewPassword(deps, password, [username])
  return deps.store.transaction(async (tx) => {
    await takeTicket(deps, tx, 'setup', ticket)
    if (await ownerExists(tx)) throw new DomainError('link.not_found')
    const { user } = await createOwner(deps, tx, { name: username, passwordHash })
    return openSession(deps, tx, user, visit)
  })
}
