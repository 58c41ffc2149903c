import type { Deps } from '../deps.ts'
import { type StorageNotice, storageNoticeOf } from '../domains/storage-notice.ts'
import { NOTICE_LIFETIME_MS } from '../mail/outgoing.ts'
import { putOut } from '../mail/put-out.ts'
import { storageWords } from '../mail/storage-letter.ts'
import { settingsOf } from '../mail-settings/settings.ts'
import { domainOf } from '../mailboxes/address.ts'
import type { Mailbox } from '../mailboxes/mailbox.ts'
import type { Stores } from '../store.ts'

/** Between two letters about the same mailbox: mail that comes and goes at the limit is told of once. */
const PAUSE_MS = 24 * 3_600_000

export type UsageDeps = Pick<Deps, 'store' | 'clock' | 'random' | 'sendsMail'>

/**
 * Writes down what a mailbox holds now. Where it comes to the percentage of its domain from below, its owner is told: once,
 * and not again within a day. Nobody is told where no mail is sent.
 * @param address in lower case, without a tag
 * @param usageMb begun megabytes
 */
export function noteUsage(deps: UsageDeps, address: string, usageMb: number): Promise<void> {
  if (!deps.sendsMail) return deps.store.delivery.noteUsage(address, usageMb)
  return deps.store.transaction(async (tx) => {
    const domain = await tx.mailDomains.find(domainOf(address))
    const mailbox = domain && (await tx.mailboxes.byAddress(domain.accountId, address))
    if (!mailbox || mailbox.usageMb === usageMb) return
    const notice = await storageNoticeOf(tx, mailbox.domainId)
    if (crosses(notice, mailbox, usageMb)) await tell(deps, tx, mailbox, notice)
    await tx.delivery.noteUsage(address, usageMb)
  })
}

/** By the size and the percentage of now: to change these tells nobody anything. */
export function crosses(
  { enabled, percentage }: Pick<StorageNotice, 'enabled' | 'percentage'>,
  { usageMb: beforeMb, quotaMb }: Pick<Mailbox, 'usageMb' | 'quotaMb'>,
  usageMb: number,
): boolean {
  const isReachedBy = (megabytes: number) => megabytes * 100 >= quotaMb * percentage
  return enabled && !isReachedBy(beforeMb) && isReachedBy(usageMb)
}

async function tell(deps: UsageDeps, tx: Stores, mailbox: Mailbox, notice: StorageNotice): Promise<void> {
  const { id: mailboxId, domainId, address } = mailbox
  // Of two reports at once the second sees what the first has written.
  await tx.mailDomains.hold(domainId)
  const owner = { domainId, mailboxId }
  const nowMs = deps.clock.now()
  const told = await settingsOf(tx, owner, 'storage-told', { atMs: 0 })
  if (told && nowMs < told.atMs + PAUSE_MS) return
  await tx.mailSettings.put(owner, 'storage-told', JSON.stringify({ atMs: nowMs }))
  const { percentage, message, cc } = notice
  const to = cc === '' || cc === address ? address : `${address},${cc}`
  const content = JSON.stringify(storageWords({ address, percentage, message }))
  const rest = { kind: 'storage_notice', userId: null, userName: null, doneFrom: null } as const
  await putOut(deps, tx, { ...rest, address: to, content, endsAtMs: nowMs + NOTICE_LIFETIME_MS })
}
