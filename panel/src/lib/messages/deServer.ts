import { SERVER_WORDS } from './deServerWords.ts'

const PLACE = /\{(\w+)\}/
/** A word, or some with commas between: the half of a sentence is no value. */
const VALUE = '\\S+(?:, \\S+)*'
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/

const exact: ReadonlyMap<string, string> = new Map(Object.entries(SERVER_WORDS))
const patterns = Object.entries(SERVER_WORDS)
  .filter(([english]) => PLACE.test(english))
  .sort(([a], [b]) => b.length - a.length)
  .map(([english, german]) => ({ pattern: patternOf(english), german }))

/** The German of what the server said in its own words; the words themselves where there is none. */
export function germanOfServer(text: string): string {
  const german = exact.get(text)
  if (german !== undefined) return german
  for (const { pattern, german } of patterns) {
    const values = pattern.exec(text)?.groups
    if (values) return german.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name] ?? ''))
  }
  return text
}

const shown = (value: string) => (THOUSANDS.test(value) ? value.replaceAll(',', '.') : value)

function patternOf(english: string): RegExp {
  const parts = english
    .split(PLACE)
    .map((part, at) => (at % 2 === 1 ? `(?<${part}>${VALUE})` : escaped(part)))
  return new RegExp(`^${parts.join('')}$`)
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
