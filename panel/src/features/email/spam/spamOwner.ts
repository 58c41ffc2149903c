import type { DomainSpamSettingsChange, SenderChange, SenderList } from '@keyward/sdk'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { EMAIL } from '../queries.ts'

/** Whose spam it is: that of a domain, or of a mailbox by its whole address. */
export interface SpamOwner {
  readonly kind: 'domain' | 'mailbox'
  readonly name: string
}

export const spamQuery = ({ kind, name }: SpamOwner) =>
  queryOptions({
    queryKey: [...EMAIL, 'spam', kind, name],
    queryFn: () => (kind === 'domain' ? api.spam.ofDomain(name) : api.spam.ofMailbox(name)),
  })

export const sendersQuery = ({ kind, name }: SpamOwner) =>
  queryOptions({
    queryKey: [...EMAIL, 'senders', kind, name],
    queryFn: () => (kind === 'domain' ? api.spam.sendersOfDomain(name) : api.spam.sendersOfMailbox(name)),
  })

export function changeSpam({ kind, name }: SpamOwner, change: DomainSpamSettingsChange) {
  return kind === 'domain' ? api.spam.changeOfDomain(name, change) : api.spam.changeOfMailbox(name, change)
}

export function changeSenders({ kind, name }: SpamOwner, list: SenderList, change: SenderChange) {
  return kind === 'domain'
    ? api.spam.changeSendersOfDomain(name, list, change)
    : api.spam.changeSendersOfMailbox(name, list, change)
}
