import { domainText } from '../domainText.ts'
import { formatNumber } from '../numbers.ts'
import type { en } from './en.ts'
import './core.ts'
import { type Entry, entryOf } from './learn.ts'
import type { NamesIn as Names } from './translation.ts'

export type MessageKey = keyof typeof en

type NamesIn<E> = E extends { readonly other: infer Other } ? 'count' | Names<Other> : Names<E>
type Values<K extends MessageKey> = Record<NamesIn<(typeof en)[K]>, string | number>
type Arguments<K extends MessageKey> = K extends PlainKey ? [] : [Values<K>]

/** Texts that stand for themselves, without values. */
export type PlainKey = {
  [K in MessageKey]: [NamesIn<(typeof en)[K]>] extends [never] ? K : never
}[MessageKey]

/** The text of a key, with its values put in. Missing keys and values do not compile. */
export function t<K extends MessageKey>(key: K, ...[values]: Arguments<K>): string {
  return fill(entryOf(key), values ?? {})
}

function fill(entry: Entry, values: Readonly<Record<string, string | number>>): string {
  const text = typeof entry === 'string' ? entry : entry[Number(values['count']) === 1 ? 'one' : 'other']
  return text.replace(/\{(\w+)\}/g, (_, name: string) => show(values[name]))
}

/** Domains as people read them, wherever a text names one. */
function show(value: string | number | undefined): string {
  return typeof value === 'number' ? formatNumber(value) : domainText(value ?? '')
}
