import { sameText } from '../../lib/timing-safe.ts'
import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { actOn } from './add-mailbox.ts'
import type { MailProtocol } from './app-password.ts'
import { type AddressName, findMailbox } from './find-mailbox.ts'
import type { Mailbox } from './mailbox.ts'
import { MAX_PASSWORD_BYTES, phcOf } from './mailbox-password.ts'
import { appPasswordHash } from './make-app-password.ts'

/** Why the mail server lets nobody in. */
export const SIGN_IN_FAULTS = ['blocked', 'protocol_off', 'password_due', 'wrong_password'] as const
export type SignInFault = (typeof SIGN_IN_FAULTS)[number]

export interface TriedSignIn {
  readonly protocol: MailProtocol
  /** That of the mailbox, or of one mail program. */
  readonly password: string
}

const APP_PASSWORD = /^[0-9a-f]{40}$/

/**
 * What the mail server would answer to somebody who signs in. It counts as an attempt, as any other.
 * @returns null for a password that lets in
 * @throws DomainError `throttled`, `busy`; as `findMailbox`
 */
export async function testSignIn(
  deps: Deps,
  actor: Actor,
  where: AddressName,
  tried: TriedSignIn,
  origin: Origin,
): Promise<SignInFault | null> {
  const mailbox = await findMailbox(deps, deps.store, actor, where)
  const attempt = { login: mailbox.address, protocol: origin.dialect, remote: origin.address, app: '' }
  deps.mailboxAttempts.require(attempt)
  const fault = await faultOf(deps, mailbox, tried)
  if (fault === null || fault === 'wrong_password') await deps.mailboxAttempts.settle(attempt, fault === null)
  const act = actOn(mailbox, 'mailbox.sign_in.test')
  await deps.store.transaction((tx) =>
    recordAct(deps, tx, actor, {
      ...act,
      details: { ...act.details, protocol: tried.protocol, answer: fault ?? 'accepted' },
    }),
  )
  return fault
}

async function faultOf(
  { store, hasher }: Deps,
  { address, enabled, protocols }: Mailbox,
  { protocol, password }: TriedSignIn,
): Promise<SignInFault | null> {
  const holder = await store.delivery.holder(address)
  // A whole account may be suspended.
  if (!enabled || !holder?.signsIn) return 'blocked'
  if (!protocols.includes(protocol)) return 'protocol_off'
  const app = APP_PASSWORD.test(password)
    ? await store.appPasswords.find(holder.id, password.slice(0, 8))
    : null
  if (app && !sameText(appPasswordHash(password), app.passwordHash)) return 'wrong_password'
  if (app) return app.protocols.includes(protocol) ? null : 'protocol_off'
  const isPossible = Buffer.byteLength(password) <= MAX_PASSWORD_BYTES
  const { matches } = await hasher.verify(isPossible ? password : '', phcOf(holder.passwordHash))
  if (!matches) return 'wrong_password'
  return holder.mustChangePassword ? 'password_due' : null
}
