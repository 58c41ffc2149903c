import type { z } from 'zod'
import type { UserActor } from '../../../domain/actor.ts'
import type { MailboxExportAsked } from '../../../domain/mailboxes/export-mailboxes.ts'
import { MAILBOX_SORTS } from '../../../domain/mailboxes/stores.ts'
import { inAscii } from '../../../lib/domain-name.ts'
import type { HttpContext } from '../../kit/context.ts'
import type { MailboxExportQuery } from '../schemas/mail.ts'
import { addressPlace } from './mail-params.ts'

/** Which mailboxes a query finds, and in which order. @throws DomainError as `addressPlace` */
export async function mailboxesAsked(
  context: HttpContext,
  actor: UserActor,
  query: z.infer<typeof MailboxExportQuery>,
): Promise<MailboxExportAsked> {
  const { account, domain, text, state, alias, forwards, nearlyFull, neverSignedIn } = query
  const own =
    domain === undefined ? actor.accountId : (await addressPlace(context, actor, `@${domain}`)).accountId
  const descending = query.sort.startsWith('-')
  const named = query.sort.slice(descending ? 1 : 0)
  return {
    accountId: account ?? own,
    sort: MAILBOX_SORTS.find((sort) => sort === named) ?? 'address',
    descending,
    deleted: state === 'deleted',
    ...(domain !== undefined && { domain }),
    ...(text !== undefined && { text: inAscii(text) }),
    ...((state === 'open' || state === 'blocked') && { enabled: state === 'open' }),
    ...(alias !== undefined && { alias }),
    ...(forwards !== undefined && { forwards: forwards === 'true' }),
    ...(nearlyFull && { nearlyFull: true as const }),
    ...(neverSignedIn && { neverSignedIn: true as const }),
  }
}
