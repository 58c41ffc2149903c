import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { SENDER_LISTS, type SenderList } from './sender-list.ts'
import { findPlace, type SpamPlace } from './spam-place.ts'

/** Every list of a domain or of a mailbox, each in order. @throws DomainError as `findPlace` */
export async function showSenders(
  deps: Deps,
  actor: Actor,
  place: SpamPlace,
): Promise<Readonly<Record<SenderList, readonly string[]>>> {
  const { owner } = await findPlace(deps, deps.store, actor, place)
  const [blocklist, ipblocklist, safelist, ipsafelist] = await Promise.all(
    SENDER_LISTS.map((list) => deps.store.senderLists.entries(owner, list)),
  )
  return {
    blocklist: blocklist ?? [],
    ipblocklist: ipblocklist ?? [],
    safelist: safelist ?? [],
    ipsafelist: ipsafelist ?? [],
  }
}
