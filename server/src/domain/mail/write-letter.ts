import type { SystemActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { addLink } from '../links/create-link.ts'
import { LINK_LIFETIME_MS } from '../links/link.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { announcementIn } from './announcement.ts'
import type { AnyLetter, LetterLink, OutgoingMail } from './outgoing.ts'
import { storageLetterIn } from './storage-letter.ts'

const ASKED: SystemActor = { kind: 'system', name: 'forgotten password' }

/** Makes of a mail what is sent, its link included. Null when there is nobody to send it to, or not any more. */
export async function writeLetter(deps: Deps, tx: Stores, mail: OutgoingMail): Promise<AnyLetter | null> {
  if (mail.endsAtMs <= deps.clock.now()) return null
  const { doneFrom, createdAtMs: atMs, kind } = mail
  if (kind === 'announcement') return announcementIn(mail)
  if (kind === 'storage_notice' || kind === 'usage_notice') return storageLetterIn(mail)
  const user = await userOf(tx, mail)
  const account = user && (await tx.accounts.byId(user.accountId))
  if (!user || !account) return null
  const common = { kind, userName: user.name, accountName: account.name, doneFrom, atMs }
  // A notice goes to whoever was there at the time, whatever became of the user since.
  if (kind !== 'invitation' && kind !== 'reset') {
    return mail.address === null ? null : { ...common, to: mail.address, link: null }
  }
  if (!user.enabled || !account.enabled || user.email === null) return null
  const link = await (kind === 'reset' ? resetLink : invitationLink)(deps, tx, user, mail)
  return link && { ...common, to: user.email, link }
}

/** Held, so that an invitation is not taken back while its mail is written. */
async function userOf(tx: Stores, { userId, userName }: OutgoingMail): Promise<User | null> {
  const id = userId ?? (userName === null ? null : (await tx.users.byName(userName))?.id)
  if (id == null || !(await tx.users.hold(id))) return null
  return tx.users.byId(id)
}

/** Whoever has no password has none to forget: a program, or somebody whose invitation is open. */
async function resetLink(deps: Deps, tx: Stores, user: User, mail: OutgoingMail): Promise<LetterLink | null> {
  if (user.passwordHash === null) return null
  const endsAtMs = deps.clock.now() + LINK_LIFETIME_MS.reset
  const secret = await addLink(deps, tx, { kind: 'reset', userId: user.id, expiresAtMs: endsAtMs })
  const act = { action: 'user.reset_link', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, ASKED, { ...act, details: { askedFrom: mail.doneFrom } })
  return { secret, endsAtMs }
}

/** A second link beside the one that was shown to whoever invited; both end together. */
async function invitationLink(
  deps: Deps,
  tx: Stores,
  user: User,
  { endsAtMs }: OutgoingMail,
): Promise<LetterLink | null> {
  const listed = await tx.users.listed(user.id)
  if (listed?.invitationEndsAtMs == null) return null
  const secret = await addLink(deps, tx, { kind: 'invitation', userId: user.id, expiresAtMs: endsAtMs })
  return { secret, endsAtMs }
}
