import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { type AuditProblem, ChainCheck, type ChainPoint } from './chain-check.ts'
import { isSignedByUs } from './checkpoint.ts'
import type { AuditDeps } from './deps.ts'
import type { AuditCheckpoint, AuditEntry } from './entry.ts'
import { chainEntries } from './pages.ts'

export interface AuditReport {
  readonly chains: number
  readonly entries: number
  readonly checkpoints: number
  readonly problems: readonly AuditProblem[]
}

/** The action of the entry that a prune leaves behind. */
export const PRUNE_ACTION = 'audit.prune'

type Needs = Pick<AuditDeps, 'store' | 'signer'>

/**
 * Follows every chain from its start to its end. A tail that was cut off shows only against checkpoints kept
 * elsewhere: these are given as `outside`.
 * @throws DomainError `actor.forbidden`
 */
export async function verifyAudit(
  deps: Needs,
  actor: Actor,
  outside: readonly AuditCheckpoint[] = [],
): Promise<AuditReport> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  const accounts = await deps.store.accounts.list()
  // Then the heads: what is written meanwhile lies behind them and is not looked at.
  const heads = await deps.store.audit.chains()
  const missing = missingChains([...outside, ...accounts.map(firstOf)], heads)
  const reports = []
  for (const head of heads) {
    const given = outside.filter(({ chain }) => chain === head.chain)
    reports.push(await verifyChain(deps, head, given))
  }
  return {
    chains: heads.length,
    entries: sum(reports.map(({ entries }) => entries)),
    checkpoints: sum(reports.map(({ checkpoints }) => checkpoints)),
    problems: [...missing, ...reports.flatMap(({ problems }) => problems)],
  }
}

/** One chain up to a head. */
export async function verifyChain(
  deps: Needs,
  head: ChainPoint & { readonly chain: string },
  outside: readonly AuditCheckpoint[],
) {
  const { chain } = head
  const own = await deps.store.audit.checkpoints(chain)
  const problems: AuditProblem[] = []
  const good = [...own, ...outside].filter((checkpoint) => {
    const signed = isSignedByUs(deps.signer, checkpoint)
    if (!signed)
      problems.push({ chain, number: checkpoint.number, problem: 'has a checkpoint with a wrong signature' })
    return signed
  })
  const [first] = await deps.store.audit.page(chain, 0, 1)
  const start = startOf(first, good)
  const check = new ChainCheck(chain, start ?? undefined)
  for (const point of good) if (point.number > (start?.number ?? 0)) check.expect(point)
  let marked = start === null
  for await (const entry of chainEntries(deps.store, chain, head.number)) {
    check.next(entry)
    marked ||= entry.action === PRUNE_ACTION && entry.details['throughNumber'] === start?.number
  }
  check.finish(head)
  if (!marked)
    problems.push({
      chain,
      number: start?.number ?? 0,
      problem: 'and earlier ones are gone, and no prune says so',
    })
  return { entries: check.entries, checkpoints: good.length, problems: [...problems, ...check.problems] }
}

/** Where a pruned chain goes on from: the signed end of what was removed. Null for a chain that has its start. */
function startOf(first: AuditEntry | undefined, good: readonly AuditCheckpoint[]): ChainPoint | null {
  if (!first || first.number === 1) return null
  return good.find(({ number }) => number === first.number - 1) ?? null
}

/** The log of every account begins with how it was made. */
function firstOf({ id }: { readonly id: string }): ChainEntry {
  return { chain: id, number: 1 }
}

/** @param expected entries that there must be, or have been */
function missingChains(
  expected: readonly ChainEntry[],
  heads: readonly { readonly chain: string }[],
): readonly AuditProblem[] {
  const known = new Set(heads.map(({ chain }) => chain))
  const missing = new Map(
    expected.filter(({ chain }) => !known.has(chain)).map((entry) => [entry.chain, entry]),
  )
  return [...missing.values()].map(({ chain, number }) => {
    return { chain, number, problem: 'is missing, and so is its whole chain' }
  })
}

type ChainEntry = Pick<AuditCheckpoint, 'chain' | 'number'>

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
