import type { Actor } from '../actor.ts'
import type { MailArea } from '../administrators/mail-scope.ts'
import type { Deps } from '../deps.ts'
import { type AddressQuery, addressPage } from './address-page.ts'
import type { AddressPage, Listed } from './paging.ts'
import { type Exported, recordExport } from './record-export.ts'

export type AddressExportAsked = Omit<AddressQuery, 'after' | 'limit'>

const PAGE = 500

/** How aliases or lists are read. */
interface Reading<Listing, Whole> {
  readonly area: MailArea
  readonly action: Exported['action']
  /** A page of them, by address. */
  readonly list: (page: AddressPage) => Promise<Listed<Listing>>
  /** The same as they are exported, without those that are gone by now. */
  readonly whole: (rows: readonly Listing[]) => Promise<readonly Whole[]>
}

/**
 * Every alias or list that is asked for, in pages that are read as they are asked for. The log says who took them.
 * @throws DomainError as `addressPage`, before the first page
 */
export async function exportAddresses<Listing extends { readonly address: string }, Whole>(
  deps: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  asked: AddressExportAsked,
  reading: Reading<Listing, Whole>,
): Promise<AsyncIterable<readonly Whole[]>> {
  const query = { ...asked, after: null, limit: PAGE }
  const page = await addressPage(deps.store, actor, query, reading.area)
  const { accountId, domain, contains: text, member } = asked
  const { total: rows } = await reading.list({ ...page, limit: 1 })
  const { action } = reading
  await recordExport(deps, actor, { action, accountId, domain, filter: { text, member }, rows })
  return foundPages(page, reading)
}

async function* foundPages<Listing extends { readonly address: string }, Whole>(
  query: AddressPage,
  { list, whole }: Reading<Listing, Whole>,
): AsyncGenerator<readonly Whole[]> {
  let after: string | null = null
  do {
    const { rows }: Listed<Listing> = await list({ ...query, after })
    yield await whole(rows)
    after = rows.length < query.limit ? null : (rows.at(-1)?.address ?? null)
  } while (after !== null)
}
