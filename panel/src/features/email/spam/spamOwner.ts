import type { DomainSpamSettingsChange, Edit, SenderChange, SenderList } from '@keyward/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { EMAIL } from '../queries.ts'

/** Whose spam it is: that of a domain, or of a mailbox by its whole address. */
export interface SpamOwner {
  readonly kind: 'domain' | 'mailbox'
  readonly name: string
}

export const spamOf = ({ kind, name }: SpamOwner) =>
  kind === 'domain' ? api.spam.ofDomain(name) : api.spam.ofMailbox(name)

export const spamQuery = (owner: SpamOwner) =>
  queryOptions({ queryKey: [...EMAIL, 'spam', owner.kind, owner.name], queryFn: () => spamOf(owner) })

export const sendersQuery = ({ kind, name }: SpamOwner) =>
  queryOptions({
    queryKey: [...EMAIL, 'senders', kind, name],
    queryFn: () => (kind === 'domain' ? api.spam.sendersOfDomain(name) : api.spam.sendersOfMailbox(name)),
  })

export function changeSpam({ kind, name }: SpamOwner, change: Edit<DomainSpamSettingsChange>) {
  return kind === 'domain' ? api.spam.changeOfDomain(name, change) : api.spam.changeOfMailbox(name, change)
}

export function changeSenders({ kind, name }: SpamOwner, list: SenderList, change: SenderChange) {
  return kind === 'domain'
    ? api.spam.changeSendersOfDomain(name, list, change)
    : api.spam.changeSendersOfMailbox(name, list, change)
}
