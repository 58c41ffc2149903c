import { inAscii } from '../../lib/domain-name.ts'
import type { DeliveryStore, DeliveryTarget } from './stores.ts'

/** An address taken apart, in lower case. */
export interface Recipient {
  readonly whole: string
  /** Without what follows a `+` in the name. */
  readonly plain: string
  readonly domain: string
  /** With its `+`; empty where there is none. */
  readonly tag: string
}

/** Longer is no address that mail could come to (RFC 5321, 4.5.3.1.3). */
const MAX_LENGTH = 254

/** @returns null for what is no address: mail servers ask for a lot */
export function recipientOf(given: string): Recipient | null {
  // Programs may send a domain as people write it.
  const text = given.length <= MAX_LENGTH ? inAscii(given) : given
  // The Kelvin sign has `k` for its lower case: what is not ASCII is nobody's address.
  const isPlain = text.length <= MAX_LENGTH && /^[\x21-\x7e]+$/.test(text)
  const at = text.lastIndexOf('@')
  if (!isPlain || at <= 0 || at === text.length - 1) return null
  const whole = text.toLowerCase()
  const name = whole.slice(0, at)
  const domain = whole.slice(at + 1)
  const plus = name.indexOf('+')
  if (plus <= 0) return { whole, plain: whole, domain, tag: '' }
  return { whole, plain: `${name.slice(0, plus)}@${domain}`, domain, tag: name.slice(plus) }
}

export type Lookups = Pick<DeliveryStore, 'target' | 'catchAll' | 'ownName'>

/** Whether mail to this address is stored here under its own name. */
export async function isMailbox(store: Pick<DeliveryStore, 'target'>, address: string): Promise<boolean> {
  const recipient = recipientOf(address)
  if (!recipient) return false
  return (await store.target(recipient.plain))?.kind === 'mailbox'
}

/**
 * Where mail to an address goes instead, or besides: members of an alias, addresses that a mailbox forwards to.
 * A tag goes along with it. What nobody has goes where the domain catches it. Null where mail goes where it is addressed to.
 */
export async function redirected(store: Lookups, address: string): Promise<readonly string[] | null> {
  const recipient = recipientOf(address)
  if (!recipient) return null
  const { plain, domain, tag } = recipient
  const target = await store.target(plain)
  if (target === null) return (await underOwnName(store, recipient)) ?? caught(store, domain)
  const onward = onwardOf(target)
  if (onward.length === 0) return target.kind === 'mailbox' ? null : []
  const here = (await keepsMail(store, target, plain)) || answers(target) ? [plain] : []
  return [...here, ...onward].map((to) => tagged(to, tag))
}

/** Whether mail to an address, of which this is the target, stays with it as well as going on. */
export async function keepsMail(store: Lookups, target: DeliveryTarget, address: string): Promise<boolean> {
  if (keepsCopy(target)) return true
  return target.kind === 'mailbox'
    ? leadsTo(store, onwardOf(target), address, () => true)
    : leadsTo(store, onwardOf(target), address, ({ kind }) => kind !== 'mailbox')
}

/** What goes on is answered where mail is stored: it comes there too, and is not kept. */
function answers(target: DeliveryTarget): boolean {
  return target.kind === 'mailbox' && target.answers
}

function onwardOf(target: DeliveryTarget): readonly string[] {
  return target.kind === 'mailbox' ? target.forwardTo : target.addresses
}

function keepsCopy(target: DeliveryTarget): boolean {
  return target.kind === 'mailbox' && target.keepForwarded
}

/** Anything longer is no way that somebody has meant. */
const MAX_STEPS = 200

/**
 * Whether mail would come round again. Postfix gives up on such mail for ever; with the address among its own targets
 * it stops there: a mailbox then keeps what nobody else would. An alias has nowhere to keep it and sends it back, so it
 * stops only what no mailbox on the way stops.
 */
async function leadsTo(
  store: Lookups,
  from: readonly string[],
  to: string,
  goesOn: (target: DeliveryTarget) => boolean,
): Promise<boolean> {
  const way = new Set(from)
  for (const address of way) {
    const own = await ownAddress(store, address, address.slice(address.lastIndexOf('@') + 1))
    if (own === to) return true
    const target = way.size <= MAX_STEPS ? await store.target(own) : null
    if (target && goesOn(target)) for (const next of onwardOf(target)) way.add(next)
  }
  return false
}

/** Mail to an alternate name of a domain is for whoever has that name in the domain. */
async function underOwnName(
  store: Lookups,
  { plain, domain, tag }: Recipient,
): Promise<readonly string[] | null> {
  const address = await ownAddress(store, plain, domain)
  if (address === plain || (await store.target(address)) === null) return null
  return [tagged(address, tag)]
}

async function ownAddress(
  store: Pick<DeliveryStore, 'ownName'>,
  plain: string,
  domain: string,
): Promise<string> {
  const own = (await store.ownName(domain)) ?? domain
  return `${plain.slice(0, -domain.length)}${own}`
}

/** A tag stays behind: it was no part of an address that anybody has. */
async function caught(store: Lookups, domain: string): Promise<readonly string[] | null> {
  const address = await store.catchAll(domain)
  return address === null ? null : [address]
}

/** Who may send as an address: the logins of those whose mail it is. As a list nobody does. */
export async function senders(
  store: Pick<DeliveryStore, 'target' | 'ownName'>,
  address: string,
): Promise<readonly string[]> {
  const recipient = recipientOf(address)
  if (!recipient) return []
  const own = await ownAddress(store, recipient.plain, recipient.domain)
  const target = await store.target(own)
  if (target === null) return []
  if (target.kind === 'mailbox') return [own]
  return target.kind === 'alias' ? target.addresses : []
}

function tagged(address: string, tag: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}${tag}${address.slice(at)}`
}
