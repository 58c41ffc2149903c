import type { Store } from '../store.ts'
import type { AuditEntry } from './entry.ts'

const PAGE = 500

/** The entries of a chain in order, up to and including a number. */
export async function* chainEntries(
  store: Pick<Store, 'audit'>,
  chain: string,
  throughNumber: number,
): AsyncGenerator<AuditEntry> {
  let after = 0
  for (;;) {
    const page = await store.audit.page(chain, after, PAGE)
    for (const entry of page) {
      if (entry.number > throughNumber) return
      yield entry
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.number
  }
}
