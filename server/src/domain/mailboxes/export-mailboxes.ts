import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { recordExport } from '../domains/record-export.ts'
import { type AskedFilter, filterWithin } from './page-mailboxes.ts'
import type { MailboxListQuery, MailboxSummary } from './stores.ts'

export type MailboxExportAsked = AskedFilter & Pick<MailboxListQuery, 'sort' | 'descending'>

const PAGE = 1_000

/**
 * Every mailbox that a filter finds, in pages that are read as they are asked for. The log says who took them.
 * @throws DomainError `mail_domain.not_found`; as `requireMailRight`, all of it before the first page
 */
export async function exportMailboxes(
  deps: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  asked: MailboxExportAsked,
): Promise<AsyncIterable<readonly MailboxSummary[]>> {
  const within = await filterWithin(deps, deps.store, actor, asked)
  const { accountId, domain = null, sort, descending, ...filter } = asked
  const rows = await deps.store.mailboxes.countMatching(within)
  await recordExport(deps, actor, { action: 'mailbox.export', accountId, domain, filter, rows })
  return foundPages(deps, { ...within, sort, descending })
}

async function* foundPages(
  { store }: Pick<Deps, 'store'>,
  filter: Omit<MailboxListQuery, 'after' | 'limit'>,
): AsyncGenerator<readonly MailboxSummary[]> {
  let after: string | undefined
  do {
    const page: readonly MailboxSummary[] = await store.mailboxes.list({
      ...filter,
      ...(after !== undefined && { after }),
      limit: PAGE,
    })
    yield page
    after = page.length < PAGE ? undefined : page.at(-1)?.id
  } while (after !== undefined)
}
