import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { DomainError } from '../errors.ts'
import { IMPORT_FIELDS } from '../imports/fields.ts'
import { type ImportRow, importRow, type Mapping } from '../imports/import-row.ts'
import type { ImportPlace } from '../imports/plan-import.ts'
import { addMailbox } from '../mailboxes/add-mailbox.ts'
import { domainOf } from '../mailboxes/address.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import type { Mailbox, MailboxSettings } from '../mailboxes/mailbox.ts'
import type { PasswordHasher } from '../ports.ts'
import { bulkAct, type Outcome } from './bulk-act.ts'
import type { Job, JobRow } from './job.ts'
import { placeOfSecret } from './place.ts'

/** A row with everything that takes long done: its password is hashed. */
export interface PreparedRow {
  readonly row: JobRow
  /** Of an import: what it makes or changes. */
  readonly address: string | null
  /** In a transaction. @throws DomainError why this row comes to nothing */
  readonly act: (deps: Deps, actor: Actor) => Promise<Outcome>
}

/** A row with what it says. */
export interface ReadRow {
  readonly row: JobRow
  /** Null where it is no row of an import. */
  readonly read: ImportRow | null
}

/** @throws DomainError why this row comes to nothing */
export function readRow(deps: Deps, job: Job, domain: MailDomain | null, row: JobRow): ReadRow {
  if (job.kind !== 'mailbox.import') return { row, read: null }
  // An import is of one domain.
  if (!domain) throw new DomainError('mail_domain.not_found')
  return { row, read: importRow(withSecret(deps, job, row), mappingOf(job), domain) }
}

/**
 * @param taken addresses that there are, of all rows that are prepared together
 * @throws DomainError why this row comes to nothing; `busy`
 */
export async function prepareRow(
  deps: Deps,
  job: Job,
  { row, read }: ReadRow,
  taken: ReadonlyMap<string, unknown>,
): Promise<PreparedRow> {
  const { kind, accountId } = job
  if (kind !== 'mailbox.import') return { row, address: null, act: bulkAct(job, kind, row) }
  if (!read) throw new DomainError('mail_domain.not_found')
  const { address } = read
  const there = taken.has(address) ? await deps.store.mailboxes.byAddress(accountId, address) : null
  const hash = await hashFor(deps, read, there)
  const place = { accountId, domain: domainOf(address) }
  return { row, address, act: (tx, actor) => importMailbox(tx, actor, place, { ...read, hash }) }
}

function mappingOf({ mapping }: Job): Mapping {
  return mapping.map((name) => IMPORT_FIELDS.find((field) => field === name) ?? null)
}

function withSecret({ vault }: Deps, job: Job, { number, cells, sealed }: JobRow): readonly string[] {
  if (sealed === null) return cells
  const secret = vault.open(placeOfSecret(job, number), sealed)
  return cells.map((cell, at) => (job.mapping[at] === 'password' ? secret : cell))
}

/** Null for none, and for the one that the mailbox has. */
async function hashFor(
  { hasher }: Deps,
  { password }: ImportRow,
  there: Mailbox | null,
): Promise<string | null> {
  if (password === null) return null
  const known = there?.passwordHash.replace('{ARGON2ID}', '')
  if (known !== undefined && (await hasher.verify(password, known)).matches) return null
  return hasher.hash(password)
}

interface HashedRow extends ImportRow {
  readonly hash: string | null
}

async function importMailbox(deps: Deps, actor: Actor, job: ImportPlace, row: HashedRow): Promise<Outcome> {
  const { name, address, password, hash } = row
  const where = { accountId: job.accountId, domain: job.domain, name }
  const prepared = { ...deps, hasher: alreadyHashed(deps.hasher, hash) }
  const there = await deps.store.mailboxes.byAddress(job.accountId, address)
  if (!there) {
    if (password === null)
      throw new DomainError('input.invalid', { field: 'password', reason: 'A new mailbox needs a password.' })
    await addMailbox(prepared, actor, { ...where, password, settings: row.settings, recoverDeleted: false })
    return 'created'
  }
  const settings = changesOf(there, row.settings)
  const newPassword = hash === null || password === null ? null : password
  if (newPassword === null && Object.keys(settings).length === 0) return 'unchanged'
  await editMailbox(prepared, actor, where, {
    settings,
    ...(newPassword !== null && { password: newPassword }),
  })
  return 'changed'
}

/** Gives the hash that was made before the transaction. */
function alreadyHashed(hasher: PasswordHasher, hash: string | null): PasswordHasher {
  return {
    verify: (...given) => hasher.verify(...given),
    // The mailbox went or came meanwhile: this row is prepared again.
    hash: () => (hash === null ? Promise.reject(new DomainError('busy')) : Promise.resolve(hash)),
  }
}

/** What of these is not so already. */
function changesOf(
  there: Mailbox,
  { contact, ...settings }: Partial<MailboxSettings>,
): Partial<MailboxSettings> {
  const isNew = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(Object.entries(there).find(([known]) => known === name)?.[1])
  const parts = Object.entries(contact ?? {}).filter(
    ([field, text]) =>
      Object.entries(there.contact).every(([known, value]) => known !== field || value !== text) ||
      !Object.keys(there.contact).includes(field),
  )
  const changed: Partial<MailboxSettings> = Object.fromEntries(Object.entries(settings).filter(isNew))
  return parts.length > 0 ? { ...changed, contact: Object.fromEntries(parts) } : changed
}
