import type { Actor } from '../actor.ts'
import type { MailArea } from '../administrators/mail-scope.ts'
import type { Deps } from '../deps.ts'
import { type AddressQuery, addressPage } from './address-page.ts'
import type { AddressPage, Listed } from './paging.ts'

export type AddressExportAsked = Omit<AddressQuery, 'after' | 'limit'>

const PAGE = 500

/** How aliases or lists are read. */
interface Reading<Listing, Whole> {
  readonly area: MailArea
  /** A page of them, by address. */
  readonly list: (page: AddressPage) => Promise<Listed<Listing>>
  /** The same as they are exported, without those that are gone by now. */
  readonly whole: (rows: readonly Listing[]) => Promise<readonly Whole[]>
}

/**
 * Every alias or list that is asked for, in pages that are read as they are asked for.
 * @throws DomainError as `addressPage`, before the first page
 */
export async function exportAddresses<Listing extends { readonly address: string }, Whole>(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  asked: AddressExportAsked,
  reading: Reading<Listing, Whole>,
): Promise<AsyncIterable<readonly Whole[]>> {
  const query = { ...asked, after: null, limit: PAGE }
  return foundPages(await addressPage(store, actor, query, reading.area), reading)
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
