import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { settingsOf } from '../mail-settings/settings.ts'
import { domainOf, mailAddress } from '../mailboxes/address.ts'
import type { Stores } from '../store.ts'
import { checkedWords, refused } from './announcement.ts'
import { type AnnouncementWords, NOTICE_LIFETIME_MS } from './outgoing.ts'
import { putOut } from './put-out.ts'

/** Between two to the same domain; the vendor's tools are told to wait, too. */
const PAUSE_MS = 5 * 60_000
/** Recipients of one mail: as many as every mail server takes (RFC 5321, 4.5.3.1.8). */
const TOGETHER = 100
const PAGE = 1_000

type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/**
 * Writes to every mailbox of a domain. It is sent beside everything else, and goes on after a restart.
 * @returns to how many
 * @throws DomainError `input.invalid`, also where this server sends no mail; `throttled` for one too many; as
 * `domainWithin`
 */
export function announce(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
  given: AnnouncementWords,
): Promise<number> {
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'mailboxes')
    await tx.mailDomains.hold(domain.id)
    if (!deps.sendsMail) throw refused('domain', 'This server sends no mail: its operator has set none up.')
    const fromAddress = await senderIn(tx, domain, given.fromAddress)
    const content = JSON.stringify(checkedWords({ ...given, fromAddress }))
    const recipients = await addressesIn(tx, domain)
    if (recipients.length === 0) throw refused('domain', 'The domain has no mailboxes.')
    await takeTurn(deps, tx, domain)
    const endsAtMs = deps.clock.now() + NOTICE_LIFETIME_MS
    const rest = { kind: 'announcement', userId: null, userName: null, doneFrom: null } as const
    for (let at = 0; at < recipients.length; at += TOGETHER) {
      const address = recipients.slice(at, at + TOGETHER).join(',')
      await putOut(deps, tx, { ...rest, address, content, endsAtMs })
    }
    const act = { action: 'domain.announce', chain: accountId, target: `domain:${domain.name}` }
    await recordAct(deps, tx, actor, { ...act, details: { recipients: recipients.length } })
    return recipients.length
  })
}

/** Nobody writes to everybody under a name from elsewhere. */
async function senderIn(tx: Stores, { name }: MailDomain, given: string): Promise<string> {
  const address = mailAddress(given)
  const isThere =
    address !== null && domainOf(address) === name && (await tx.aliases.existing([address])).has(address)
  if (isThere) return address
  throw refused('fromAddress', 'The sender is an address that exists in the domain.')
}

/** @throws DomainError `throttled` */
async function takeTurn({ clock }: Deps, tx: Stores, { id: domainId }: MailDomain): Promise<void> {
  const owner = { domainId, mailboxId: null }
  const last = await settingsOf(tx, owner, 'announced', { atMs: 0 })
  const waitMs = (last?.atMs ?? Number.NEGATIVE_INFINITY) + PAUSE_MS - clock.now()
  if (waitMs > 0) throw new DomainError('throttled', { retryAfterSeconds: Math.ceil(waitMs / 1_000) })
  await tx.mailSettings.put(owner, 'announced', JSON.stringify({ atMs: clock.now() }))
}

async function addressesIn(tx: Stores, { id: domainId, accountId }: MailDomain): Promise<readonly string[]> {
  const addresses: string[] = []
  const asked = { accountId, domainId, sort: 'address', descending: false, limit: PAGE } as const
  for (let after: string | undefined; ; ) {
    const page = await tx.mailboxes.list({ ...asked, ...(after !== undefined && { after }) })
    addresses.push(...page.map(({ address }) => address))
    if (page.length < PAGE) return addresses
    after = page.at(-1)?.id
  }
}
