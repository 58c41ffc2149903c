import { type Entry, learn as learnAsItIs } from '../lib/messages/learn.ts'

// All but `learn`, which is below.
export * from '../lib/messages/learn.ts'

/** Accented forms of `a` to `z`; a vowel becomes two letters, as other languages are longer. */
const LOWER = 'áá ƀ ç đ éé ƒ ĝ ĥ íí ĵ ķ ļ ɱ ñ óó þ ʠ ŕ š ţ úú ṽ ŵ ẋ ý ž'.split(' ')
const FIRST = 'a'.charCodeAt(0)

/** Stands in for `learn` in a build of the panel in no language: what can be read there is no text of the catalogue. */
export function learn(texts: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> {
  return learnAsItIs(Object.fromEntries(Object.entries(texts).map(([key, entry]) => [key, pseudo(entry)])))
}

function pseudo(entry: Entry): Entry {
  if (typeof entry !== 'string') return { one: text(entry.one), other: text(entry.other) }
  return text(entry)
}

const text = (english: string) =>
  `⟦${english
    .split(/(\{\w+\})/)
    .map(accented)
    .join('')}⟧`

/** Names of values stay as they are. */
function accented(part: string): string {
  if (part.startsWith('{')) return part
  return part.replace(/[a-z]/gi, (letter) => {
    const other = LOWER[letter.toLowerCase().charCodeAt(0) - FIRST] ?? letter
    return letter === letter.toLowerCase() ? other : other.toUpperCase()
  })
}
