import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { settingsOf } from '../mail-settings/settings.ts'
import { mailAddress } from '../mailboxes/address.ts'
import type { Stores } from '../store.ts'
import type { MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

/** What the owners of mailboxes in a domain are told when there is little room left. */
export interface StorageNotice {
  readonly enabled: boolean
  /** How full the mailbox is then. */
  readonly percentage: number
  /** `<*USER*>` and `<*DOMAIN*>` stand for the two parts of the address; empty for a text of the server. */
  readonly message: string
  /** Who is told as well; empty for nobody. */
  readonly cc: string
}

export const PERCENTAGES: readonly number[] = [50, 60, 70, 80, 90, 99]

const MAX_MESSAGE = 4_096
const NO_NOTICE: StorageNotice = { enabled: false, percentage: 90, message: '', cc: '' }

type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/** @throws DomainError as `domainWithin` */
export async function showStorageNotice(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<StorageNotice> {
  return storageNoticeOf(store, (await domainWithin(store, actor, accountId, name, 'mailboxes')).id)
}

/** For the mail system as well, which has found the domain already. */
export async function storageNoticeOf(
  stores: Pick<Stores, 'mailSettings'>,
  domainId: string,
): Promise<StorageNotice> {
  return (await settingsOf(stores, { domainId, mailboxId: null }, 'storage-notice', NO_NOTICE)) ?? NO_NOTICE
}

/** What is not named stays as it is. @returns the whole of it. @throws DomainError `input.invalid`; as `domainWithin` */
export function changeStorageNotice(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
  change: Partial<StorageNotice>,
): Promise<StorageNotice> {
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'mailboxes')
    await tx.mailDomains.hold(domain.id)
    const notice = checked({ ...(await storageNoticeOf(tx, domain.id)), ...change })
    const owner = { domainId: domain.id, mailboxId: null }
    await tx.mailSettings.put(owner, 'storage-notice', JSON.stringify(notice))
    const { enabled, percentage } = notice
    const act = { action: 'domain.storage_notice', chain: accountId, target: `domain:${domain.name}` }
    await recordAct(deps, tx, actor, { ...act, details: { enabled, percentage } })
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
