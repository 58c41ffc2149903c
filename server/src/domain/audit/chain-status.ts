import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { readableChain } from './audit-reach.ts'
import { ChainCheck } from './chain-check.ts'
import { chainHead } from './export-audit.ts'

/** How much is followed while somebody waits; all of it is for `verifyAudit`. */
const MOST = 2_000

export interface ChainStatus {
  readonly chain: string
  /** The number of the newest entry. */
  readonly entries: number
  /** How many of the newest were followed. */
  readonly checked: number
  /** What is wrong with them, in words; null while nothing is. */
  readonly problem: string | null
  /** The last entry that a checkpoint was signed for. */
  readonly signed: { readonly number: number; readonly atMs: number } | null
}

/**
 * Whether the newest entries of a chain follow one another unaltered, and fit the checkpoints among them.
 * @throws DomainError `actor.forbidden`, `account.not_found`
 */
export async function chainStatus(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
  asked: string | undefined,
): Promise<ChainStatus> {
  const chain = readableChain(actor, asked)
  const head = await chainHead(store, chain)
  const checkpoints = await store.audit.checkpoints(chain)
  const page = await store.audit.page(chain, Math.max(0, head.number - MOST), MOST)
  // What has been written meanwhile lies behind the head.
  const entries = page.filter(({ number }) => number <= head.number)
  const [first] = entries
  const isWhole = first === undefined || first.number === 1
  const before = isWhole ? undefined : { number: first.number - 1, hash: first.previousHash }
  const check = new ChainCheck(chain, before)
  for (const point of checkpoints) if (point.number > (before?.number ?? 0)) check.expect(point)
  for (const entry of entries) check.next(entry)
  check.finish(head)
  const [found] = check.problems
  const last = checkpoints.at(-1)
  return {
    chain,
    entries: head.number,
    checked: entries.length,
    problem: found ? `Entry ${found.number} ${found.problem}.` : null,
    signed: last ? { number: last.number, atMs: last.atMs } : null,
  }
}
