import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Outcome } from '../jobs/bulk-act.ts'
import { addMailbox } from '../mailboxes/add-mailbox.ts'
import { editMailbox } from '../mailboxes/edit-mailbox.ts'
import type { Mailbox, MailboxSettings } from '../mailboxes/mailbox.ts'
import type { PasswordHasher } from '../ports.ts'
import type { MailboxRow } from './mailbox-row.ts'
import type { ImportPlace, RowAct } from './sort.ts'

/** Hashes the password of a row, unless the mailbox has that one. @throws DomainError `busy` */
export async function prepareMailbox(
  deps: Deps,
  place: ImportPlace,
  row: MailboxRow,
  isThere: boolean,
): Promise<RowAct> {
  const there = isThere ? await deps.store.mailboxes.byAddress(place.accountId, row.address) : null
  const hash = await hashFor(deps, row, there)
  return (tx, actor) => importMailbox(tx, actor, place, { ...row, hash })
}

/** Null for none, and for the one that the mailbox has. */
async function hashFor(
  { hasher }: Deps,
  { password }: MailboxRow,
  there: Mailbox | null,
): Promise<string | null> {
  if (password === null) return null
  const known = there?.passwordHash.replace('{ARGON2ID}', '')
  if (known !== undefined && (await hasher.verify(password, known)).matches) return null
  return hasher.hash(password)
}

interface HashedRow extends MailboxRow {
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
  const newPassword = hash === null || password === null ? null : password
  if (changesNothing(there, { ...row, password: newPassword })) return 'unchanged'
  const settings = changesOf(there, row.settings)
  await editMailbox(prepared, actor, where, {
    settings,
    ...(newPassword !== null && { password: newPassword }),
  })
  return 'changed'
}

/**
 * Whether a mailbox is as a row says.
 * @param row its password is taken for another one than the mailbox has: only hashing tells
 */
export function changesNothing(
  there: Mailbox,
  { password, settings }: Pick<MailboxRow, 'password' | 'settings'>,
): boolean {
  return password === null && Object.keys(changesOf(there, settings)).length === 0
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
