import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'

/** How long it is tried to end them, and anew after each start. */
export const SESSION_ENDS_KEPT_MS = 3_600_000

/**
 * Has the open connections of a mailbox end, whichever machine they are at. Part of the transaction that takes away
 * what they were opened with.
 */
export async function endMailSessions(
  { clock, random }: Pick<Deps, 'clock' | 'random'>,
  tx: Pick<Stores, 'sessionEnds'>,
  mask: string,
): Promise<void> {
  await tx.sessionEnds.insert({ id: randomHexId(random), mask, atMs: clock.now() })
}
