import type { MailWays } from '../../domain/aliases/round.ts'
import { domainOf } from '../../domain/mailboxes/address.ts'
import type { Db } from '../tables.ts'
import { inPortions } from './portions.ts'

/** Everything of an account that mail to these addresses passes on its way, mailboxes not. */
export async function waysFrom(db: Db, accountId: string, addresses: readonly string[]): Promise<MailWays> {
  const ways = new Map<string, readonly string[]>()
  const ownNames = new Map<string, string>()
  let next = new Set(addresses)
  while (next.size > 0) {
    const now = [...next]
    for (const address of now) ways.set(address, [])
    await nameDomains(db, accountId, now, ownNames)
    const found = [...underOwnNames(now, ownNames), ...(await edges(db, accountId, now))]
    for (const { from, to } of found) ways.set(from, [...(ways.get(from) ?? []), to])
    next = new Set(found.map(({ to }) => to).filter((address) => !ways.has(address)))
  }
  return ways
}

interface Edge {
  readonly from: string
  readonly to: string
}

/** Adds what the domains of addresses are properly called; empty for those that are not of the account. */
async function nameDomains(
  db: Db,
  accountId: string,
  addresses: readonly string[],
  known: Map<string, string>,
): Promise<void> {
  const names = [...new Set(addresses.map(domainOf))].filter((name) => !known.has(name))
  for (const name of names) known.set(name, '')
  for (const some of inPortions(names)) {
    const rows = await db
      .selectFrom('mail_domain_names')
      .innerJoin('mail_domains', 'mail_domains.id', 'mail_domain_names.domain_id')
      .select(['mail_domain_names.name as name', 'mail_domains.name as own'])
      .where('mail_domain_names.name', 'in', some)
      .where('mail_domains.account_id', '=', accountId)
      .execute()
    for (const { name, own } of rows) known.set(name, own)
  }
}

function underOwnNames(addresses: readonly string[], ownNames: ReadonlyMap<string, string>): readonly Edge[] {
  return addresses.flatMap((from) => {
    const domain = domainOf(from)
    const own = ownNames.get(domain) ?? ''
    return own === '' || own === domain ? [] : [{ from, to: `${from.slice(0, -domain.length)}${own}` }]
  })
}

async function edges(db: Db, accountId: string, addresses: readonly string[]): Promise<readonly Edge[]> {
  const found: Edge[] = []
  for (const some of inPortions(addresses)) {
    const ofLists = db
      .selectFrom('mail_lists')
      .innerJoin('mail_list_addresses as to', 'to.list_id', 'mail_lists.id')
      .select(['mail_lists.address as from', 'to.address as to'])
      .where('mail_lists.address', 'in', some)
      .where('mail_lists.account_id', '=', accountId)
      .where('to.part', '=', 'member')
    const rows = await db
      .selectFrom('mail_aliases')
      .innerJoin('mail_alias_members as to', 'to.alias_id', 'mail_aliases.id')
      .select(['mail_aliases.address as from', 'to.address as to'])
      .where('mail_aliases.address', 'in', some)
      .where('mail_aliases.account_id', '=', accountId)
      .unionAll(ofLists)
      .execute()
    found.push(...rows)
  }
  return found
}
