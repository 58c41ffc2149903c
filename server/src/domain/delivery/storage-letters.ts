import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import type { StorageNotice } from '../domains/storage-notice.ts'
import { NOTICE_LIFETIME_MS } from '../mail/outgoing.ts'
import { putOut } from '../mail/put-out.ts'
import { storageWords } from '../mail/storage-letter.ts'
import { over, settingsOf } from '../mail-settings/settings.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import type { Stores } from '../store.ts'

/** Between two letters about the same mailbox: mail that comes and goes at the limit is told of once. */
const PAUSE_MS = 24 * 3_600_000
const PAGE = 1_000
const NEVER = { atMs: 0 }

export type LetterDeps = Pick<Deps, 'store' | 'clock' | 'random' | 'sendsMail'>

type Told = Pick<Mailbox, 'id' | 'domainId' | 'address'>
type Filled = Pick<Mailbox, 'usageMb' | 'quotaMb'>
type Level = Pick<StorageNotice, 'enabled' | 'percentage'>

/** By the size and the percentage of now. */
export function crosses(level: Level, { usageMb: beforeMb, quotaMb }: Filled, usageMb: number): boolean {
  return !isAbove(level, { usageMb: beforeMb, quotaMb }) && isAbove(level, { usageMb, quotaMb })
}

/** Nothing is above a level that is off. */
function isAbove({ enabled, percentage }: Level, { usageMb, quotaMb }: Filled): boolean {
  return enabled && usageMb * 100 >= quotaMb * percentage
}

/** In a transaction. Once a day at most. */
export async function tellOwner(
  deps: LetterDeps,
  tx: Stores,
  mailbox: Told,
  notice: StorageNotice,
): Promise<void> {
  const { id: mailboxId, domainId } = mailbox
  // Of two reports at once the second sees what the first has written.
  await tx.mailDomains.hold(domainId)
  const told = await settingsOf(tx, { domainId, mailboxId }, 'storage-told', NEVER)
  if (told === null || told.atMs + PAUSE_MS <= deps.clock.now()) await write(deps, tx, mailbox, notice)
}

async function write(
  deps: LetterDeps,
  tx: Stores,
  { id: mailboxId, domainId, address }: Told,
  { percentage, message, cc }: StorageNotice,
): Promise<void> {
  const nowMs = deps.clock.now()
  await tx.mailSettings.put({ domainId, mailboxId }, 'storage-told', JSON.stringify({ atMs: nowMs }))
  const to = cc === '' || cc === address ? address : `${address},${cc}`
  const content = JSON.stringify(storageWords({ address, percentage, message }))
  const rest = { kind: 'storage_notice', userId: null, userName: null, doneFrom: null } as const
  await putOut(deps, tx, { ...rest, address: to, content, endsAtMs: nowMs + NOTICE_LIFETIME_MS })
}

interface Changed {
  readonly before: StorageNotice
  readonly notice: StorageNotice
}

/**
 * Tells those who are above the level as it is now and were not as it was before, in a transaction that holds the domain.
 * @returns how many letters that makes
 */
export async function tellThoseAbove(
  deps: LetterDeps,
  tx: Stores,
  domain: Pick<MailDomain, 'id' | 'accountId'>,
  { before, notice }: Changed,
): Promise<number> {
  const isHigher = before.enabled && before.percentage <= notice.percentage
  if (!deps.sendsMail || !notice.enabled || isHigher) return 0
  const full = (await fullIn(tx, domain, notice.percentage)).filter((mailbox) => !isAbove(before, mailbox))
  const lately = await toldSince(tx, domain.id, deps.clock.now() - PAUSE_MS)
  const untold = full.filter(({ id }) => !lately.has(id))
  for (const mailbox of untold) await write(deps, tx, { ...mailbox, domainId: domain.id }, notice)
  return untold.length
}

/** Ids of the mailboxes of a domain whose owners were told after a moment. */
async function toldSince(tx: Stores, domainId: string, sinceMs: number): Promise<ReadonlySet<string | null>> {
  const told = await tx.mailSettings.ofDomain(domainId, 'storage-told')
  const lately = told.filter(({ json }) => over(NEVER, JSON.parse(json)).atMs > sinceMs)
  return new Set(lately.map(({ owner }) => owner.mailboxId))
}

async function fullIn(
  tx: Stores,
  { id: domainId, accountId }: Pick<MailDomain, 'id' | 'accountId'>,
  fullPercent: number,
) {
  const found = []
  const asked = { accountId, domainId, fullPercent, sort: 'address', descending: false, limit: PAGE } as const
  for (let after: string | undefined; ; ) {
    const page = await tx.mailboxes.list({ ...asked, ...(after !== undefined && { after }) })
    found.push(...page)
    if (page.length < PAGE) return found
    after = page.at(-1)?.id
  }
}
