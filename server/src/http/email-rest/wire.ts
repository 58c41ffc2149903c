import type { Alias } from '../../domain/aliases/alias.ts'
import type { ListedAlias } from '../../domain/aliases/stores.ts'
import type { ListedDomain } from '../../domain/domains/mail-domain.ts'
import type { Listed } from '../../domain/domains/paging.ts'
import { CONTACT_FIELDS, type ContactField, type Mailbox } from '../../domain/mailboxes/mailbox.ts'
import type { ListedMailbox } from '../../domain/mailboxes/stores.ts'
import { usDate } from './dates.ts'
import type { IndexQuery } from './paging.ts'
import type { Value } from './value.ts'

/** What clients see of a domain that has no limit: they take the mailboxes there are from it. */
const NO_LIMIT = 999_999

/** A page of an index; `size` is the length that was asked for. */
export function indexToWire<Row>(
  plural: string,
  { offset, size }: IndexQuery,
  { rows, total }: Listed<Row>,
  toWire: (row: Row) => Value,
): Value {
  return { offset, size, total, [plural]: rows.map(toWire) }
}

export function domainRowToWire({ name, accountId, maxMailboxes, mailboxes }: ListedDomain) {
  return {
    name,
    accountNumber: accountId,
    serviceType: 'rsemail',
    exchangeMaxNumMailboxes: 0,
    exchangeUsedStorage: 0,
    rsEmailMaxNumberMailboxes: maxMailboxes ?? NO_LIMIT,
    // Despite its name: three unrelated clients take it for the number of mailboxes.
    rsEmailUsedStorage: mailboxes,
  }
}

/** @param alternates its other names */
export function domainToWire(domain: ListedDomain, alternates: readonly string[]) {
  return {
    ...domainRowToWire(domain),
    exchangeBaseMailboxSize: 0,
    exchangeTotalStorage: 0,
    exchangeExtraStorage: 0,
    rsEmailBaseMailboxSize: domain.baseMailboxMb,
    rsEmailExtraStorage: domain.extraStorageMb,
    rsEmailProduct: domain.product,
    archivingServiceEnabled: false,
    publicFoldersEnabled: false,
    activeSyncMobileServiceEnabled: false,
    activeSyncLicenses: 0,
    blackBerryMobileServiceEnabled: false,
    blackBerryLicenses: 0,
    aliases: alternates,
  }
}

/** What the index of mailboxes adds to a row when it is asked for by name. */
const EXTRA: Readonly<Record<string, (mailbox: ListedMailbox) => readonly [string, Value]>> = {
  size: ({ quotaMb }) => ['size', quotaMb],
  currentusage: ({ usageMb }) => ['currentUsage', usageMb],
  enabled: ({ enabled }) => ['enabled', enabled],
  createddate: ({ createdAtMs }) => ['createdDate', usDate(createdAtMs)],
  lastlogin: ({ lastLoginAtMs }) => ['lastLogin', dateOrNever(lastLoginAtMs)],
}

/** @param fields names as they were asked for; unknown ones add nothing */
export function mailboxRowToWire(fields: readonly string[]): (mailbox: ListedMailbox) => Value {
  const known = new Map(Object.entries(EXTRA))
  const extras = fields.flatMap((field) => known.get(field.trim().toLowerCase()) ?? [])
  return (mailbox) => ({
    name: mailbox.name,
    displayName: mailbox.displayName,
    ...Object.fromEntries(extras.map((extra) => extra(mailbox))),
  })
}

export function mailboxToWire(mailbox: Mailbox) {
  return {
    name: mailbox.name,
    size: mailbox.quotaMb,
    currentUsage: mailbox.usageMb,
    displayName: mailbox.displayName,
    enabled: mailbox.enabled,
    vacationMessage: mailbox.vacationMessage,
    enableVacationMessage: mailbox.vacationEnabled,
    emailForwardingAddressList: mailbox.forwardTo,
    saveForwardedEmail: mailbox.keepForwarded,
    lastLogin: dateOrNever(mailbox.lastLoginAtMs),
    createdDate: usDate(mailbox.createdAtMs),
    visibleInRackspaceEmailCompanyDirectory: mailbox.inDirectory,
    visibleInExchangeGAL: mailbox.inGal,
    contactInfo: contactToWire(mailbox.contact),
  }
}

const NO_CONTACT = Object.fromEntries(CONTACT_FIELDS.map((field): [ContactField, string] => [field, '']))

function contactToWire(contact: Mailbox['contact']): Value {
  return { ...NO_CONTACT, ...contact }
}

function dateOrNever(ms: number | null): string {
  return ms === null ? '' : usDate(ms)
}

export function aliasRowToWire({ name, memberCount, singleMember, members }: ListedAlias & Partial<Alias>) {
  const row = { name, numberOfMembers: memberCount, singleMemberName: singleMember }
  return members ? { ...row, ...membersToWire(members) } : row
}

/** Always a list, also of one. */
export function aliasToWire({ name, members }: Alias) {
  return { name, ...membersToWire(members) }
}

function membersToWire(members: readonly string[]) {
  return { emailAddressList: { emailAddress: members } }
}
