import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { isSignedByUs } from './checkpoint.ts'
import type { AuditDeps } from './deps.ts'
import type { AuditCheckpoint } from './entry.ts'
import { recordAct } from './record.ts'
import { PRUNE_ACTION, verifyChain } from './verify-audit.ts'

export interface Pruned {
  readonly chain: string
  readonly throughNumber: number
  readonly entries: number
}

/**
 * Removes old entries. Each chain is followed first, and cut only at a signed checkpoint; an entry that says so is
 * left in its place.
 * @param beforeMs entries from this moment on stay
 * @throws DomainError `actor.forbidden`, `input.invalid` for a moment to come, or for a chain that does not verify
 */
export async function pruneAudit(
  deps: AuditDeps,
  actor: Actor,
  beforeMs: number,
): Promise<readonly Pruned[]> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  if (beforeMs > deps.clock.now()) {
    throw new DomainError('input.invalid', { field: 'before', reason: 'That moment is yet to come.' })
  }
  const pruned: Pruned[] = []
  for (const { chain } of await deps.store.audit.chains()) {
    const cut = await pruneChain(deps, actor, chain, beforeMs)
    if (cut) pruned.push(cut)
  }
  return pruned
}

async function pruneChain(
  deps: AuditDeps,
  actor: Actor,
  chain: string,
  beforeMs: number,
): Promise<Pruned | null> {
  const cut = await lastCheckpointBefore(deps, chain, beforeMs)
  if (!cut) return null
  const head = (await deps.store.audit.chains()).find((each) => each.chain === chain) ?? cut
  const { problems } = await verifyChain(deps, { ...head, chain }, [])
  if (problems.length > 0) {
    const reason = `The chain ${chain} does not verify. Nothing of it was removed; run "keyward audit verify".`
    throw new DomainError('input.invalid', { reason })
  }
  return deps.store.transaction(async (tx) => {
    const entries = await tx.audit.prune(chain, cut.number)
    const details = { throughNumber: cut.number, throughHash: cut.hash, entries }
    await recordAct(deps, tx, actor, { action: PRUNE_ACTION, chain, target: `audit:${chain}`, details })
    return { chain, throughNumber: cut.number, entries }
  })
}

/** The last checkpoint whose entry, and so every one before it, is old enough. */
async function lastCheckpointBefore(
  deps: AuditDeps,
  chain: string,
  beforeMs: number,
): Promise<AuditCheckpoint | null> {
  const checkpoints = await deps.store.audit.checkpoints(chain)
  for (const checkpoint of [...checkpoints].reverse()) {
    const [entry] = await deps.store.audit.page(chain, checkpoint.number - 1, 1)
    const isKept = entry?.number === checkpoint.number
    if (isKept && entry.atMs < beforeMs && isSignedByUs(deps.signer, checkpoint)) return checkpoint
  }
  return null
}
