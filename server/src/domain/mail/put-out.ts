import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { NOTICE_LIFETIME_MS, type NoticeKind, type OutgoingMail } from './outgoing.ts'

export type MailDeps = Pick<Deps, 'clock' | 'random' | 'sendsMail'>

/**
 * Puts a notice to a user into the outbox, in the transaction of what it tells of. Nothing happens for a user without
 * an address, and where no mail is sent.
 */
export async function notify(
  deps: MailDeps,
  tx: Stores,
  actor: Actor,
  user: Pick<User, 'id' | 'email'>,
  kind: NoticeKind,
): Promise<void> {
  if (!deps.sendsMail || user.email === null) return
  const isOwn = actor.kind === 'user' && actor.userId === user.id
  const doneFrom = isOwn ? actor.origin.address : null
  const endsAtMs = deps.clock.now() + NOTICE_LIFETIME_MS
  await putOut(deps, tx, { kind, userId: user.id, userName: null, address: user.email, doneFrom, endsAtMs })
}

/** The same for the link of an invitation. Says where it goes; null when it is not mailed. */
export async function mailInvitation(
  deps: MailDeps,
  tx: Stores,
  user: Pick<User, 'id' | 'email'>,
  endsAtMs: number,
): Promise<string | null> {
  if (!deps.sendsMail || user.email === null) return null
  // A mail that waits already would bring a link that is dead by now.
  await tx.outbox.deleteOf('invitation', user.id)
  const rest = { userName: null, address: null, doneFrom: null }
  await putOut(deps, tx, { kind: 'invitation', userId: user.id, ...rest, endsAtMs })
  return user.email
}

type NewMail = Omit<OutgoingMail, 'id' | 'createdAtMs' | 'nextAtMs' | 'attempts' | 'fault' | 'content'> &
  Partial<Pick<OutgoingMail, 'content'>>

export function putOut(deps: Pick<Deps, 'clock' | 'random'>, tx: Stores, mail: NewMail): Promise<void> {
  const nowMs = deps.clock.now()
  const id = randomHexId(deps.random)
  const first = { id, createdAtMs: nowMs, nextAtMs: nowMs, attempts: 0, fault: null }
  return tx.outbox.insert({ content: null, ...mail, ...first })
}
