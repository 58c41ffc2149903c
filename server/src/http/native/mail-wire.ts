import type { ShownDkimKey } from '../../domain/dkim/dkim-key.ts'
import type { CheckedRecord } from '../../domain/domains/check-dns.ts'
import { dkimRecordFor } from '../../domain/domains/dns-records.ts'
import type { ListedDomain } from '../../domain/domains/mail-domain.ts'
import { type IssuedToken, LOGIN_TOKEN_MS } from '../../domain/login-tokens/login-token.ts'
import type { AppPassword } from '../../domain/mailboxes/app-password.ts'
import type { AddressState } from '../../domain/mailboxes/find-address.ts'
import { type Mailbox, RECOVERY_MS } from '../../domain/mailboxes/mailbox.ts'
import type { MailboxSummary } from '../../domain/mailboxes/stores.ts'
import { time, timeOrNull } from './wire.ts'

export function domainToWire({ id, createdAtMs, catchAll, ...domain }: ListedDomain) {
  return { ...domain, createdAt: time(createdAtMs) }
}

export function dnsToWire({ judged, ...record }: CheckedRecord) {
  return { ...record, state: judged?.state ?? null, found: judged?.found ?? [] }
}

export function dkimToWire(key: ShownDkimKey, domain: string) {
  const { name, value } = dkimRecordFor(domain.toLowerCase(), key)
  const { selector, activatedAtMs, createdAtMs } = key
  return { selector, name, value, signing: activatedAtMs !== null, createdAt: time(createdAtMs) }
}

export function mailboxToWire(mailbox: Mailbox) {
  const { vacationMessage, protocols, mustChangePassword, inDirectory, inGal, contact } = mailbox
  return {
    ...factsToWire(mailbox),
    vacationMessage,
    protocols,
    mustChangePassword,
    inDirectory,
    inGal,
    contact,
  }
}

export function summaryToWire(mailbox: MailboxSummary) {
  const { deletedAtMs } = mailbox
  return {
    ...factsToWire(mailbox),
    restorableUntil: deletedAtMs === null ? null : time(deletedAtMs + RECOVERY_MS),
  }
}

export function addressToWire({ address, holder, recoverable }: AddressState) {
  return { address, holder, recoverable: recoverable && recoverableToWire(recoverable) }
}

export function appPasswordToWire({ id, name, protocols, createdAtMs, lastUsedAtMs }: AppPassword) {
  return { id, name, protocols, createdAt: time(createdAtMs), lastUsedAt: timeOrNull(lastUsedAtMs) }
}

function recoverableToWire({ id, deletedAtMs }: Mailbox) {
  const atMs = deletedAtMs ?? 0
  return { id, deletedAt: time(atMs), restorableUntil: time(atMs + RECOVERY_MS) }
}

function factsToWire(mailbox: Omit<MailboxSummary, 'deletedAtMs'>) {
  return {
    id: mailbox.id,
    address: mailbox.address,
    displayName: mailbox.displayName,
    quotaMb: mailbox.quotaMb,
    usageMb: mailbox.usageMb,
    enabled: mailbox.enabled,
    forwardTo: mailbox.forwardTo,
    keepForwarded: mailbox.keepForwarded,
    vacationEnabled: mailbox.vacationEnabled,
    createdAt: time(mailbox.createdAtMs),
    lastSignInAt: timeOrNull(mailbox.lastLoginAtMs),
  }
}

export function loginTokenToWire({ token, createdAtMs }: IssuedToken, publicUrl: string) {
  const url = `${publicUrl}/mailbox/token?${new URLSearchParams({ loginToken: token })}`
  return { token, url, expiresAt: time(createdAtMs + LOGIN_TOKEN_MS) }
}
