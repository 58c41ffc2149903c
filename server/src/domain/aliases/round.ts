/** Where mail to an address goes on to, of aliases, lists and alternate names: each address with the next ones. */
export type MailWays = ReadonlyMap<string, readonly string[]>

interface Ways {
  readonly aliases: { waysFrom(accountId: string, addresses: readonly string[]): Promise<MailWays> }
}

/** Mail servers give up on what comes round, and nobody gets it. @returns the first member that leads back, or is its own */
export function wayBack(own: string, members: readonly string[], ways: MailWays): string | null {
  return members.find((member) => leadsTo(own, member, ways)) ?? null
}

function leadsTo(own: string, from: string, ways: MailWays): boolean {
  const way = new Set([from])
  for (const address of way) {
    if (address === own) return true
    for (const next of ways.get(address) ?? []) way.add(next)
  }
  return false
}

export function roundWords(own: string, member: string): string {
  return `Mail would go round: ${member} leads back to ${own}.`
}

/**
 * The same of what is stored, in the account.
 * @param added those that are no members yet: the others are not looked at, so that a round can be taken apart
 */
export async function storedWayBack(
  { aliases }: Ways,
  { accountId, address }: { readonly accountId: string; readonly address: string },
  added: readonly string[],
): Promise<string | null> {
  return wayBack(address, added, await aliases.waysFrom(accountId, added))
}
