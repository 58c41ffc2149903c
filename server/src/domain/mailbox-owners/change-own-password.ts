import type { MailboxOwner } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { webmailSettingsOf } from '../domains/webmail-settings.ts'
import { DomainError } from '../errors.ts'
import { applyEdit, type EditPlace } from '../mailboxes/edit-mailbox.ts'
import { hashMailboxPassword } from '../mailboxes/mailbox-password.ts'
import type { Stores } from '../store.ts'
import { inOwnMailbox } from './own-mailbox.ts'
import { proveMailboxPassword } from './prove-password.ts'

export interface PasswordChange {
  /** Asked for however somebody signed in: an open browser, or a token, is not enough. */
  readonly current: string
  readonly password: string
}

/**
 * Changes the password. Mail programs and other browsers are signed out; the session by which it is done goes on.
 * @throws DomainError `password.wrong`, `password.weak`, `throttled`, `busy`, `session.not_found`; `actor.forbidden` where
 * owners do not
 */
export async function changeOwnPassword(
  deps: Deps,
  owner: MailboxOwner,
  { current, password }: PasswordChange,
): Promise<void> {
  const proved = await proveOwnPassword(deps, owner, current)
  const ownName = owner.address.slice(0, owner.address.indexOf('@'))
  const passwordHash = await hashMailboxPassword(deps, password, ownName)
  const change = async (tx: Stores, place: EditPlace) => {
    const { name, mustChangePassword } = place.mailbox
    if (place.mailbox.passwordHash !== proved) throw wrong()
    const { ownPasswords } = await webmailSettingsOf(tx, place.domain.id)
    // What an administrator asks for is done in any case.
    if (!ownPasswords && !mustChangePassword) throw new DomainError('actor.forbidden')
    if (mustChangePassword && password === current) throw same()
    const edit = { name, settings: {}, passwordHash, keptSession: owner.digest }
    await applyEdit(deps, tx, owner, place, edit)
  }
  await inOwnMailbox(deps, owner, change, 'password')
}

/** @returns the hash that it was compared with. @throws DomainError `password.wrong`, `throttled`, `busy` */
export async function proveOwnPassword(deps: Deps, owner: MailboxOwner, current: string): Promise<string> {
  try {
    const presented = { address: owner.address, password: current }
    return (await proveMailboxPassword(deps, presented, owner.origin)).passwordHash
  } catch (error) {
    throw error instanceof DomainError && error.code === 'credential.wrong' ? wrong() : error
  }
}

function wrong(): DomainError {
  return new DomainError('password.wrong', { field: 'current' })
}

function same(): DomainError {
  return new DomainError('password.weak', {
    field: 'password',
    reason: 'This is the password that has to be changed.',
  })
}
