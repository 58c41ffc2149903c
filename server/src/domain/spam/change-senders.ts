import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { checkedEntry, MAX_ENTRIES, refused, type SenderList } from './sender-list.ts'
import { findPlace, type SpamPlace } from './spam-place.ts'

/** The entries of a list, in order. @throws DomainError as `findPlace` */
export async function listSenders(
  deps: Deps,
  actor: Actor,
  place: SpamPlace,
  list: SenderList,
): Promise<readonly string[]> {
  const { owner } = await findPlace(deps, deps.store, actor, place)
  return deps.store.senderLists.entries(owner, list)
}

export interface SenderChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

export interface ChangedSenders {
  /** What the list has now, in order. */
  readonly entries: readonly string[]
  /** How many of those to be removed were there. */
  readonly removed: number
}

/**
 * Adds to a list and takes from it: all of it or nothing. What is there already, or not there, is left so.
 * @throws DomainError `input.invalid`, also for more than the list holds; as `findPlace`
 */
export function changeSenders(
  deps: Deps,
  actor: Actor,
  place: SpamPlace,
  list: SenderList,
  given: SenderChange,
): Promise<ChangedSenders> {
  const add = given.add.map((entry) => checkedEntry(list, entry))
  const remove = given.remove.map((entry) => entry.trim().toLowerCase())
  return deps.store.transaction(async (tx) => {
    const { domain, owner, about } = await findPlace(deps, tx, actor, place)
    await tx.mailDomains.hold(domain.id)
    const removed = await tx.senderLists.remove(owner, list, remove)
    const before = await tx.senderLists.entries(owner, list)
    const added = new Set(add.filter((entry) => !before.includes(entry)))
    if (before.length + added.size > MAX_ENTRIES) throw refused(`A list has ${MAX_ENTRIES} entries at most.`)
    await tx.senderLists.add(owner, list, [...added])
    const entries = await tx.senderLists.entries(owner, list)
    if (removed === 0 && added.size === 0) return { entries, removed }
    const { target } = about
    const details = { ...about.details, list, added: added.size, removed }
    await recordAct(deps, tx, actor, { action: 'spam.list', chain: domain.accountId, target, details })
    return { entries, removed }
  })
}
