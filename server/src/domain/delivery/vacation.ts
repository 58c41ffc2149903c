import { keepsMail, type Lookups, recipientOf } from './recipient.ts'
import { quoted, quotedList, type SieveScript, sieveScript } from './sieve.ts'
import type { DeliveryStore } from './stores.ts'

/** What answers mail while somebody is away; null while nobody is, and for an address without a mailbox. */
export async function vacationScript(
  store: Lookups & Pick<DeliveryStore, 'holder' | 'aliasesTo'>,
  address: string,
): Promise<SieveScript | null> {
  const recipient = recipientOf(address)
  const holder = recipient && (await store.holder(recipient.plain))
  if (!holder || holder.vacationMessage === null) return null
  const addresses = [holder.address, ...(await store.aliasesTo(holder.address))]
  return sieveScript(scriptText(holder.vacationMessage, addresses, await onlyPassesOn(store, holder.address)))
}

/** A mailbox that forwards without a copy: mail comes to it to be answered, and has gone on already. */
export async function onlyPassesOn(store: Lookups, address: string): Promise<boolean> {
  const target = await store.target(address)
  if (target?.kind !== 'mailbox' || target.forwardTo.length === 0) return false
  return !(await keepsMail(store, target, address))
}

/** RFC 5230: one answer a day to each sender, and only to mail that names one of the addresses. */
function scriptText(message: string, addresses: readonly string[], discards: boolean): string {
  const list = quotedList(addresses)
  const answer = `require "vacation";\nvacation :days 1 :addresses ${list} ${quoted(message)};\n`
  return discards ? `${answer}discard;\n` : answer
}
