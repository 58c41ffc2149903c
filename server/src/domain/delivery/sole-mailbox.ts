import { keepsMail, type Lookups, recipientOf, redirected } from './recipient.ts'

/** Anything longer is no way that somebody has meant. */
const MAX_STEPS = 200

/**
 * The mailbox where mail to an address is kept, when it is kept there and nowhere else: behind aliases, other names of the
 * domain, forwards and what a domain catches. Null where several get it, or somebody elsewhere, or nobody.
 */
export async function soleMailbox(store: Lookups, address: string): Promise<string | null> {
  const first = recipientOf(address)
  if (!first) return null
  const way = new Set([first.plain])
  let sole: string | null = null
  for (const at of way) {
    const isKept = await staysAt(store, at)
    const onward = ((await redirected(store, at)) ?? []).filter((to) => to !== at)
    const isElsewhere = !isKept && onward.length === 0
    if (isElsewhere || way.size > MAX_STEPS || (isKept && sole !== null)) return null
    if (isKept) sole = at
    for (const to of onward) way.add(recipientOf(to)?.plain ?? to)
  }
  return sole
}

/** Whether mail to an address is put into the mailbox that has it. */
async function staysAt(store: Lookups, address: string): Promise<boolean> {
  const target = await store.target(address)
  if (target?.kind !== 'mailbox') return false
  return target.forwardTo.length === 0 || keepsMail(store, target, address)
}
