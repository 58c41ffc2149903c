import type { AuditEntry, User } from '@keyward/sdk'
import { assistsUsers, managesUsers, usesEmail } from '../../lib/rights.ts'

/** Where what an entry is about can be looked at; null when it has no page, is gone, or is not for this user. */
export function objectPage({ chain, action, target }: AuditEntry, user: User): string | null {
  const id = encodeURIComponent(target.text.slice(target.text.indexOf(':') + 1))
  if (target.kind === 'user') return target.name !== null && assistsUsers(user) ? `/users/${id}` : null
  const isGone = action.endsWith('.delete')
  if (target.kind === 'group') return managesUsers(user) && !isGone ? `/groups/${id}` : null
  // The e-mail area shows the own account only. Ids of what was deleted are names: another one may have it now.
  if (chain !== user.accountId || !usesEmail(user) || isGone) return null
  if (target.kind === 'domain') return `/email/domains/${id}`
  return target.kind === 'mailbox' ? `/email/mailboxes/${id}` : null
}
