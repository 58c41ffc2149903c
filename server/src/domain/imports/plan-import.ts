import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import type { Stores } from '../store.ts'
import {
  type ImportFile,
  isFault,
  type ReadImport,
  type ReadRow,
  type RowFault,
  readImport,
} from './read-import.ts'

/** What an import would come to. */
export interface ImportPlan extends Pick<ReadImport, 'columns' | 'mapping'> {
  readonly total: number
  readonly create: number
  /** Mailboxes that are there. */
  readonly update: number
  readonly failed: number
  readonly faults: readonly (RowFault & Pick<ReadRow, 'number'>)[]
}

export interface ImportPlace {
  readonly accountId: string
  readonly domain: string
}

/** Goes through a file and changes nothing. @throws DomainError `input.invalid`; as `domainWithin` */
export async function planImport(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  { accountId, domain: name }: ImportPlace,
  file: ImportFile,
): Promise<ImportPlan> {
  const domain = await domainWithin(store, actor, accountId, name, 'mailboxes')
  const { columns, mapping, rows } = await judgedImport(store, domain, file)
  const faults = rows.flatMap(({ number, read }) => (isFault(read) ? [{ number, ...read }] : []))
  const update = rows.filter(({ isThere }) => isThere).length
  const create = rows.length - update - faults.length
  return { columns, mapping, total: rows.length, create, update, failed: faults.length, faults }
}

export interface JudgedRow extends ReadRow {
  /** It changes a mailbox that is there. */
  readonly isThere: boolean
}

/** A file, read, and held against what there is. @throws DomainError `input.invalid` */
export async function judgedImport(stores: Stores, domain: MailDomain, file: ImportFile) {
  const { columns, mapping, rows } = await readImport(file, domain)
  const addresses = rows.flatMap(({ read }) => (isFault(read) ? [] : [read.address]))
  const holders = await stores.mailboxes.holdersOf(addresses)
  const room = await roomOf(stores, domain)
  let made = 0
  const judged = rows.map((row): JudgedRow => {
    const { read } = row
    if (isFault(read)) return { ...row, isThere: false }
    const holder = holders.get(read.address)
    if (holder === 'mailbox') return { ...row, isThere: true }
    const fault = newFault(read.password, holder, ++made > room)
    return { ...row, isThere: false, read: fault ?? read }
  })
  return { columns, mapping, rows: judged }
}

async function roomOf({ mailboxes }: Pick<Stores, 'mailboxes'>, { id, maxMailboxes }: MailDomain) {
  return maxMailboxes === null ? Number.POSITIVE_INFINITY : maxMailboxes - (await mailboxes.countOf(id))
}

/** Why a new mailbox cannot be made. */
function newFault(password: string | null, holder: string | undefined, isFull: boolean): RowFault | null {
  if (holder !== undefined)
    return {
      code: 'address.exists',
      field: 'username',
      message: `The address is taken by a${holder === 'list' ? ' group list' : 'n alias'}.`,
    }
  if (password === null)
    return { code: 'input.invalid', field: 'password', message: 'A new mailbox needs a password.' }
  return isFull
    ? { code: 'input.invalid', field: 'username', message: 'The domain has no room for more mailboxes.' }
    : null
}
