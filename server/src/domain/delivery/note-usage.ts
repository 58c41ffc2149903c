import { storageNoticeOf } from '../domains/storage-notice.ts'
import { domainOf } from '../mailboxes/address.ts'
import { crosses, type LetterDeps, tellOwner } from './storage-letters.ts'

/**
 * Writes down what a mailbox holds now. Where it comes to the percentage of its domain from below, its owner is told: once,
 * and not again within a day. Nobody is told where no mail is sent.
 * @param address in lower case, without a tag
 * @param usageMb begun megabytes
 */
export function noteUsage(deps: LetterDeps, address: string, usageMb: number): Promise<void> {
  if (!deps.sendsMail) return deps.store.delivery.noteUsage(address, usageMb)
  return deps.store.transaction(async (tx) => {
    const domain = await tx.mailDomains.find(domainOf(address))
    const mailbox = domain && (await tx.mailboxes.byAddress(domain.accountId, address))
    if (!mailbox || mailbox.usageMb === usageMb) return
    const notice = await storageNoticeOf(tx, mailbox.domainId)
    if (crosses(notice, mailbox, usageMb)) await tellOwner(deps, tx, mailbox, notice)
    await tx.delivery.noteUsage(address, usageMb)
  })
}
