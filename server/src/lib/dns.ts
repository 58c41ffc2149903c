import { Resolver } from 'node:dns/promises'

/** Asks the DNS. An empty list: there is no such record; null: no answer came, or none that can be trusted. */
export interface Dns {
  /** Hosts, the preferred first, without their numbers. */
  mx(name: string): Promise<readonly string[] | null>
  /** Each record as one text. */
  txt(name: string): Promise<readonly string[] | null>
}

/** A person waits for it. */
const TIMEOUT_MS = 2_000
/** What resolvers say of a name or a record that is not there. */
const NOTHING: readonly unknown[] = ['ENOTFOUND', 'ENODATA']

/** @param servers addresses with ports; without them the resolvers of this machine */
export function systemDns(servers?: readonly string[]): Dns {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 })
  if (servers) resolver.setServers(servers)
  return {
    mx: (name) =>
      answerOf(async () => {
        const found = await resolver.resolveMx(name)
        return found.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)
      }),
    txt: (name) => answerOf(async () => (await resolver.resolveTxt(name)).map((parts) => parts.join(''))),
  }
}

async function answerOf(ask: () => Promise<readonly string[]>): Promise<readonly string[] | null> {
  try {
    return await ask()
  } catch (error) {
    return error instanceof Error && 'code' in error && NOTHING.includes(error.code) ? [] : null
  }
}
