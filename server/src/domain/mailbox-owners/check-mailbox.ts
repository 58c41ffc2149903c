import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { findBySecret, firstOf } from '../find-by-secret.ts'
import { looksLikeSessionSecret, sessionEndsAtMs } from '../sessions/session.ts'
import { factorDue } from './factor-due.ts'
import type { LiveMailbox, MailboxSession } from './mailbox-session.ts'

/** Being seen is written down at most this often. */
const TOUCH_MS = 60_000

/**
 * Whether a cookie's secret names a session that is good at this moment. It ends as those of people do: unused for as
 * long as the account says, and after 12 hours in any case. Null for every kind of bad one.
 */
export async function checkMailbox(deps: Deps, secret: string): Promise<LiveMailbox | null> {
  if (!looksLikeSessionSecret(secret)) return null
  const { store, clock } = deps
  const session = await findBySecret(deps, store, 'mailbox-session', secret, (...digests) =>
    firstOf(digests, store.mailboxSessions.byDigest),
  )
  const mailbox = session && (await store.mailboxes.byId(session.mailboxId))
  const account = mailbox && (await store.accounts.byId(mailbox.accountId))
  if (!session || !mailbox?.enabled || !account?.enabled) return null
  if (sessionEndsAtMs(session, account.sessionIdleSeconds) <= clock.now()) return null
  const due = await factorDue(store, session, mailbox)
  return { session: await touch(deps, session), mailbox, due }
}

async function touch({ store, clock }: Deps, session: MailboxSession): Promise<MailboxSession> {
  const nowMs = clock.now()
  if (nowMs - session.lastSeenAtMs < TOUCH_MS) return session
  try {
    await store.mailboxSessions.touch(session.digest, nowMs)
    return { ...session, lastSeenAtMs: nowMs }
  } catch (error) {
    // With a full disk people must still be able to look.
    if (error instanceof DomainError && error.code === 'storage.full') return session
    throw error
  }
}
