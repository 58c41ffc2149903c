import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { domainOf, mailAddress } from '../mailboxes/address.ts'
import { type AskedFilter, filterWithin } from '../mailboxes/page-mailboxes.ts'
import type { Stores } from '../store.ts'
import { type BulkKind, isImport, type JobRow } from './job.ts'
import { endedRows, findJob } from './read-jobs.ts'

export interface BulkAsked {
  readonly accountId: string
  /** Only mailboxes of it; of the whole account without one. */
  readonly domain?: string
  readonly kind: BulkKind
  readonly which: BulkWhich
  /** For `mailbox.quota`, and only for it. */
  readonly quotaMb?: number
}

/** Which mailboxes something is done to. */
export type BulkWhich =
  /** Addresses; of deleted ones also ids. */
  | { readonly mailboxes: readonly string[] }
  /** Whatever it finds at the start. */
  | { readonly filter: Omit<AskedFilter, 'accountId' | 'domain'> }
  /** Those that an earlier job has changed: its act is taken back. */
  | { readonly jobId: string }

/** As many as a file may have. */
const MAX_ROWS = 50_000
const PAGE = 1_000

interface Named {
  readonly address: string
  /** Empty for whatever is at the address. */
  readonly id: string
}

/** @throws DomainError `input.invalid`, `job.not_found`; as `domainWithin` */
export async function rowsFor(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  asked: BulkAsked,
): Promise<readonly JobRow[]> {
  const named = await namedBy(deps, tx, actor, asked)
  const seen = new Map(named.map((one) => [`${one.address} ${one.id}`, one]))
  return [...seen.values()].map(({ address, id }, at) => ({
    ...{ number: at + 2, state: 'waiting', cells: [address, id], sealed: null },
    ...{ outcome: null, field: null, message: null },
  }))
}

async function namedBy(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  asked: BulkAsked,
): Promise<readonly Named[]> {
  const { which } = asked
  if ('mailboxes' in which) return which.mailboxes.map((text) => givenName(text, asked))
  if ('filter' in which) return foundBy(deps, tx, actor, asked, which.filter)
  return changedBy(tx, actor, asked, which.jobId)
}

function givenName(text: string, { domain, kind }: BulkAsked): Named {
  if (kind === 'mailbox.restore' && /^[0-9a-f]{32}$/.test(text)) return { address: '', id: text }
  const address = mailAddress(text)
  if (address !== null && (domain === undefined || domainOf(address) === domain)) return { address, id: '' }
  const reason = `${JSON.stringify(text.slice(0, 64))} is no address${domain === undefined ? '' : ` of ${domain}`}.`
  throw new DomainError('input.invalid', { field: 'mailboxes', reason })
}

async function foundBy(
  deps: Deps,
  tx: Stores,
  actor: UserActor,
  { accountId, domain, kind }: BulkAsked,
  asked: Omit<AskedFilter, 'accountId' | 'domain'>,
): Promise<readonly Named[]> {
  const deleted = kind === 'mailbox.restore'
  if (!deleted && asked.deleted) {
    throw new DomainError('input.invalid', {
      field: 'filter',
      reason: 'Deleted mailboxes can only be restored.',
    })
  }
  const within = { ...asked, accountId, deleted, ...(domain !== undefined && { domain }) }
  const filter = await filterWithin(deps, tx, actor, within)
  if ((await tx.mailboxes.countMatching(filter)) > MAX_ROWS) {
    const reason = 'The filter finds more than 50,000 mailboxes. Narrow it.'
    throw new DomainError('input.invalid', { field: 'filter', reason })
  }
  const found: Named[] = []
  for (let after: string | undefined; ; after = found.at(-1)?.id) {
    const query = { ...filter, sort: 'address', descending: false, limit: PAGE } as const
    const page = await tx.mailboxes.list({ ...query, ...(after !== undefined && { after }) })
    found.push(...page.map(({ address, id }) => ({ address, id })))
    if (page.length < PAGE) return found
  }
}

/** @throws DomainError `input.invalid` while it goes on */
async function changedBy(
  tx: Stores,
  actor: UserActor,
  { accountId }: BulkAsked,
  jobId: string,
): Promise<readonly Named[]> {
  const { state, kind } = await findJob(tx, actor, accountId, jobId)
  if (state === 'waiting' || state === 'running' || isImport(kind)) {
    throw new DomainError('input.invalid', { field: 'job', reason: 'This job is not over, or is an import.' })
  }
  const changed: Named[] = []
  for await (const rows of endedRows(tx, jobId, 'done')) {
    const some = rows.filter(({ outcome }) => outcome !== 'unchanged')
    changed.push(...some.map(({ cells: [address = '', id = ''] }) => ({ address, id })))
  }
  return changed
}
