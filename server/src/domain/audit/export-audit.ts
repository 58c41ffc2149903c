import { canonicalJson } from '../../lib/canonical-json.ts'
import type { Actor, UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import type { Store } from '../store.ts'
import type { AuditFilter, AuditPlace } from './audit-query.ts'
import { readableChain, SYSTEM_CHAIN } from './audit-reach.ts'
import type { AuditEntry } from './entry.ts'
import { GENESIS_HASH } from './hash.ts'
import { chainEntries } from './pages.ts'
import { asLogged } from './read-audit.ts'

type NeedsStore = Pick<Deps, 'store'>

/**
 * The log as JSON lines: entries in the order of their chain, then the chain's checkpoints. Each line is canonical
 * JSON, so that the hashes can be followed without the database.
 * @param chain an account number or `system`; all chains without it
 * @throws DomainError `actor.forbidden`, `account.not_found` for a chain that does not exist
 */
export async function* exportAudit(
  { store }: NeedsStore,
  actor: Actor,
  chain: string | null,
): AsyncGenerator<string> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  const heads = (await store.audit.chains()).filter((head) => chain === null || head.chain === chain)
  if (chain !== null && heads.length === 0) {
    throw new DomainError('account.not_found', { reason: `The log has no chain ${chain}.` })
  }
  for (const head of heads) yield* chainLines(store, head)
}

/**
 * One chain for whoever may read it, in the same form.
 * @throws DomainError `actor.forbidden`, `account.not_found`, before the first line
 */
export async function exportChain(
  { store }: NeedsStore,
  actor: UserActor,
  asked: string | undefined,
): Promise<AsyncIterable<string>> {
  return chainLines(store, await chainHead(store, readableChain(actor, asked)))
}

/**
 * The entries of one chain that fit, newest first.
 * @throws DomainError `actor.forbidden`, `account.not_found`, before the first entry
 */
export async function exportEntries(
  { store }: NeedsStore,
  actor: UserActor,
  asked: string | undefined,
  filter: AuditFilter,
): Promise<AsyncIterable<readonly AuditEntry[]>> {
  const { chain } = await chainHead(store, readableChain(actor, asked))
  return foundPages(store, chain, await asLogged({ store }, chain, filter))
}

type Head = Awaited<ReturnType<Store['audit']['chains']>>[number]

/** The end of a chain as the log has it. @throws DomainError `account.not_found` */
export async function chainHead(store: Store, chain: string): Promise<Head> {
  const head = (await store.audit.chains()).find((each) => each.chain === chain)
  if (head) return head
  if (chain === SYSTEM_CHAIN) return { chain, number: 0, hash: GENESIS_HASH }
  throw new DomainError('account.not_found')
}

async function* chainLines(store: Store, head: Head): AsyncGenerator<string> {
  for await (const entry of chainEntries(store, head.chain, head.number)) yield entryLine(entry)
  for (const { chain, number, hash, atMs, signature } of await store.audit.checkpoints(head.chain)) {
    yield `${canonicalJson({ checkpoint: { chain, number, hash, atMs, signature } })}\n`
  }
}

/** An entry as a line of an export. */
export function entryLine(entry: AuditEntry): string {
  return `${canonicalJson({ ...entry })}\n`
}

const PAGE = 500

async function* foundPages(
  store: Store,
  chain: string,
  filter: AuditFilter,
): AsyncGenerator<readonly AuditEntry[]> {
  let after: AuditPlace | null = null
  do {
    const page: Awaited<ReturnType<Store['audit']['search']>> = await store.audit.search(
      chain,
      filter,
      after,
      PAGE,
    )
    yield page.entries
    after = page.next
  } while (after !== null)
}
