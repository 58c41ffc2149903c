import { MAILBOX } from './german-mailbox.ts'
import { SIGN_IN } from './german-sign-in.ts'

const TEXTS: Readonly<Record<string, string>> = { ...SIGN_IN, ...MAILBOX }
const PLACE = /\{(\w+)\}/

/** Texts with `{places}` for what the server puts in. */
const PATTERNS = Object.entries(TEXTS)
  .filter(([english]) => PLACE.test(english))
  .map(([english, german]) => ({ pattern: patternOf(english), german }))

/** A tag, and what is written after it. */
const PIECE = /(<[^<>]*>)([^<>]+)/g
/** What people typed, code and names of things stay as they are. */
const NOT_OURS = /^<(?:textarea|code|style|script)\b|translate="no"/
const READ_ALOUD = / (alt|aria-label)="([^"]+)"/g

/**
 * A finished page in German, text by text: the pages themselves are written once, in English. What has no German here
 * stays, such as reasons in the words of the domain.
 */
export function inGerman(page: string): string {
  return page
    .replace(PIECE, (piece, tag: string, text: string) => {
      if (NOT_OURS.test(tag)) return piece
      const [before = '', after = ''] = [/^\s*/, /\s*$/].map((space) => space.exec(text)?.[0])
      const words = text.trim().replace(/\s+/g, ' ')
      return words === '' ? piece : tag + before + germanOf(words) + after
    })
    .replace(READ_ALOUD, (_, name: string, text: string) => ` ${name}="${germanOf(text)}"`)
}

/** The text itself where there is no German for it. */
export function germanOf(text: string): string {
  const exact = Object.hasOwn(TEXTS, text) ? TEXTS[text] : undefined
  if (exact !== undefined) return exact
  for (const { pattern, german } of PATTERNS) {
    const places = pattern.exec(text)?.groups
    if (places) return german.replace(/\{(\w+)\}/g, (_, name: string) => put(name, places[name] ?? ''))
  }
  return text
}

/** In the place `{text}` stand texts of ours. */
function put(name: string, value: string): string {
  return name === 'text' ? value.split(', ').map(germanOf).join(', ') : value
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function patternOf(english: string): RegExp {
  const parts = english.split(PLACE).map((part, at) => (at % 2 ? `(?<${part}>.+)` : escaped(part)))
  return new RegExp(`^${parts.join('')}$`)
}
