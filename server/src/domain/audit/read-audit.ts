import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { AuditFilter, AuditPage, AuditPlace } from './audit-query.ts'
import { readableChain, SYSTEM_CHAIN } from './audit-reach.ts'
import type { AuditEntry } from './entry.ts'

export interface AuditQuestion {
  /** An account number or `system`; the own account's without it. */
  readonly chain?: string
  readonly filter: AuditFilter
  readonly after: AuditPlace | null
  /** 1 to `MAX_AUDIT_PAGE`. */
  readonly limit: number
}

export const MAX_AUDIT_PAGE = 200

/** A page together with the names of the users in it, by id. */
export interface NamedAuditPage extends AuditPage {
  readonly names: ReadonlyMap<string, string>
}

/** A page of the log, newest first. @throws DomainError `actor.forbidden`, `account.not_found` */
export async function readAudit(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
  { chain: asked, filter, after, limit }: AuditQuestion,
): Promise<NamedAuditPage> {
  const chain = readableChain(actor, asked)
  const page = await store.audit.search(chain, await asLogged({ store }, chain, filter), after, limit)
  if (chain !== SYSTEM_CHAIN && page.entries.length === 0) await requireChain(store, chain)
  return { ...page, names: await namesIn({ store }, page.entries) }
}

/** Kinds of things that the log calls by their names; users are called by their ids. */
const CALLED_BY_NAME = ['mailbox', 'alias', 'list', 'domain', 'role', 'service', 'account']

/** What people write, as the log has it: the name of a user stands for the user, any other for whatever is called so. */
export async function asLogged(
  { store }: Pick<Deps, 'store'>,
  chain: string,
  { actor, target, ...rest }: AuditFilter,
): Promise<AuditFilter> {
  const idOf = async (text: string) => {
    const user = text.includes(':') ? null : await store.users.byName(text)
    return user && `user:${user.id}`
  }
  const who = actor === undefined ? {} : { actor: (await idOf(actor)) ?? actor }
  if (target === undefined) return { ...rest, ...who }
  const about = (await idOf(target)) ?? target
  if (about.includes(':')) return { ...rest, ...who, target: about }
  const [one = about, ...more] = await namesInLog(store, chain, about)
  return { ...rest, ...who, ...(more.length === 0 ? { target: one } : { targets: [one, ...more] }) }
}

/** What of that name the log knows. Asked for one by one, an index answers; all at once it would be read to its end. */
async function namesInLog(store: Deps['store'], chain: string, name: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const target of [name, ...CALLED_BY_NAME.map((kind) => `${kind}:${name}`)]) {
    const { entries } = await store.audit.search(chain, { target }, null, 1)
    if (entries.length > 0) found.push(target)
  }
  return found
}

/** The names of the users in some entries, by id. */
export function namesIn(
  { store }: Pick<Deps, 'store'>,
  entries: readonly AuditEntry[],
): Promise<ReadonlyMap<string, string>> {
  const ids = entries.flatMap(({ actor, target }) => [userIn(actor), userIn(target)])
  return store.users.namesOf([...new Set(ids.filter((id) => id !== null))])
}

/** An account without a chain does not exist: making it is the first thing that is written there. */
async function requireChain(store: Deps['store'], chain: string): Promise<void> {
  const known = (await store.audit.chains()).some((head) => head.chain === chain)
  if (!known) throw new DomainError('account.not_found')
}

const USER = /^user:([0-9a-f]{32})(?: |$)/

/** The user whom an actor or a target names. */
export function userIn(text: string): string | null {
  return USER.exec(text)?.[1] ?? null
}
