import { canonicalJson } from '../../lib/canonical-json.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { chainEntries } from './pages.ts'

/**
 * The log as JSON lines: entries in the order of their chain, then the chain's checkpoints. Each line is canonical
 * JSON, so that the hashes can be followed without the database.
 * @param chain an account number or `system`; all chains without it
 * @throws DomainError `actor.forbidden`, `account.not_found` for a chain that does not exist
 */
export async function* exportAudit(
  deps: Pick<Deps, 'store'>,
  actor: Actor,
  chain: string | null,
): AsyncGenerator<string> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  const heads = (await deps.store.audit.chains()).filter((head) => chain === null || head.chain === chain)
  if (chain !== null && heads.length === 0) {
    throw new DomainError('account.not_found', { reason: `The log has no chain ${chain}.` })
  }
  for (const head of heads) {
    for await (const entry of chainEntries(deps.store, head.chain, head.number)) {
      yield `${canonicalJson({ ...entry })}\n`
    }
    for (const { chain: name, number, hash, atMs, signature } of await deps.store.audit.checkpoints(
      head.chain,
    )) {
      yield `${canonicalJson({ checkpoint: { chain: name, number, hash, atMs, signature } })}\n`
    }
  }
}
