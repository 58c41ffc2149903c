import { sha256Hex } from '../../lib/sha256.ts'
import { keepsMail, type Lookups, recipientOf } from './recipient.ts'
import type { DeliveryStore } from './stores.ts'

/** A Sieve script (RFC 5228). */
export interface SieveScript {
  /** Another one for another text: a compiled copy is kept by it. */
  readonly id: string
  readonly text: string
}

/** What answers mail while somebody is away; null while nobody is, and for an address without a mailbox. */
export async function vacationScript(
  store: Lookups & Pick<DeliveryStore, 'holder' | 'aliasesTo'>,
  address: string,
): Promise<SieveScript | null> {
  const recipient = recipientOf(address)
  const holder = recipient && (await store.holder(recipient.plain))
  if (!holder || holder.vacationMessage === null) return null
  const addresses = [holder.address, ...(await store.aliasesTo(holder.address))]
  const text = scriptText(holder.vacationMessage, addresses, await onlyPassesOn(store, holder.address))
  return { id: sha256Hex(text), text }
}

/** A mailbox that forwards without a copy. */
async function onlyPassesOn(store: Lookups, address: string): Promise<boolean> {
  const target = await store.target(address)
  if (target?.kind !== 'mailbox' || target.forwardTo.length === 0) return false
  return !(await keepsMail(store, target, address))
}

/** RFC 5230: one answer a day to each sender, and only to mail that names one of the addresses. */
function scriptText(message: string, addresses: readonly string[], discards: boolean): string {
  const list = addresses.map(quoted).join(', ')
  const answer = `require "vacation";\nvacation :days 1 :addresses [${list}] ${quoted(message)};\n`
  return discards ? `${answer}discard;\n` : answer
}

/** RFC 5228, 2.4.2: a quoted string may have line breaks. */
function quoted(text: string): string {
  const lines = text.replaceAll(/\r\n|\r|\n/g, '\r\n').replaceAll('\0', '')
  return `"${lines.replaceAll(/["\\]/g, '\\$&')}"`
}
