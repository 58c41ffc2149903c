import type { Origin } from '../callers/caller.ts'
import { recipientOf } from '../delivery/recipient.ts'
import type { MailboxHolder } from '../delivery/stores.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { MAX_PASSWORD_BYTES, phcOf } from '../mailboxes/mailbox-password.ts'

export interface PresentedMailboxPassword {
  /** As typed. */
  readonly address: string
  readonly password: string
}

/**
 * Checks a mailbox's own password: that of a single program opens no page. An unknown address costs the same work as a
 * wrong password, and a blocked mailbox is as unknown.
 * @throws DomainError `credential.wrong`, `throttled`, `busy`
 */
export async function proveMailboxPassword(
  deps: Deps,
  { address, password }: PresentedMailboxPassword,
  origin: Origin,
): Promise<MailboxHolder> {
  const login = address.trim()
  const attempt = { login, protocol: origin.dialect, remote: origin.address, app: '' }
  deps.mailboxAttempts.require(attempt)
  const recipient = recipientOf(login)
  const holder = recipient && (await deps.store.delivery.holder(recipient.whole))
  const isPossible = Buffer.byteLength(password) <= MAX_PASSWORD_BYTES
  const hash = holder?.signsIn && isPossible ? phcOf(holder.passwordHash) : null
  const { matches } = await deps.hasher.verify(isPossible ? password : '', hash)
  await deps.mailboxAttempts.settle(attempt, matches)
  if (!holder || !matches) throw new DomainError('credential.wrong')
  return holder
}
