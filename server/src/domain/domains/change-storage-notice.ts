import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import { tellThoseAbove } from '../delivery/storage-letters.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { mailAddress } from '../mailboxes/address.ts'
import { domainWithin } from './rights.ts'
import { type DomainName, type StorageNotice, storageNoticeOf } from './storage-notice.ts'

export const PERCENTAGES: readonly number[] = [50, 60, 70, 80, 90, 99]

const MAX_MESSAGE = 4_096

/**
 * What is not named stays as it is. Owners of mailboxes that are at the percentage already, and were not by what was set
 * before, are told now: nothing may come to their mailbox for long.
 * @returns the whole of it
 * @throws DomainError `input.invalid`; as `domainWithin`
 */
export function changeStorageNotice(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
  change: Partial<StorageNotice>,
): Promise<StorageNotice> {
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'mailboxes')
    await tx.mailDomains.hold(domain.id)
    const before = await storageNoticeOf(tx, domain.id)
    const notice = checked({ ...before, ...change })
    const owner = { domainId: domain.id, mailboxId: null }
    await tx.mailSettings.put(owner, 'storage-notice', JSON.stringify(notice))
    const act = { action: 'domain.storage_notice', chain: accountId, target: `domain:${domain.name}` }
    const told = await tellThoseAbove(deps, tx, domain, { before, notice })
    const { enabled, percentage } = notice
    const shown = { ...difference(before, notice), enabled, percentage }
    const details = { ...shown, ...(told > 0 && { told }) }
    await recordAct(deps, tx, actor, { ...act, details })
    return notice
  })
}

function checked({ cc, ...notice }: StorageNotice): StorageNotice {
  if (!PERCENTAGES.includes(notice.percentage))
    throw refused('percentage', `The percentage is one of ${PERCENTAGES.join(', ')}.`)
  if (notice.message.length > MAX_MESSAGE || notice.message.includes('\0'))
    throw refused('message', `The message may have ${MAX_MESSAGE} characters at most.`)
  const address = cc.trim() === '' ? '' : mailAddress(cc)
  if (address === null) throw refused('cc', 'Who is told as well is one e-mail address.')
  return { ...notice, cc: address }
}

function refused(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
