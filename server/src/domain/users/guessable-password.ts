import { COMMON_WORDS, COMMONEST_WORDS, FILLER_WORDS } from './common-words.ts'

/** Rows, columns and zigzags of keyboards, the alphabet and the digits: a run of any length costs one guess. */
const RUNS = [
  '`1234567890-=',
  '~!@#$%^&*()_+',
  'qwertyuiop[]\\',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'qwertzuiop',
  'azertyuiop',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  ...['1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/', 'qazwsxedcrfvtgbyhnujmikolp', 'zaqxswcdevfrbgtnhymjukilop'],
]
const MIN_RUN = 3
/** A text that is in nobody's list, however often it repeats itself, needs no closer look. */
const MAX_LENGTH = 100
const MAX_DISTINCT = 4
const MAX_PIECE = 40

const WORD_COST = 1
const CHEAP_COST = 0.5
/** Two common words and a number, or one word and much decoration: lists of stolen passwords hold no more. */
const MAX_COST = 2.5

/** Letters that people replace by look-alikes. `1` stands for two, so there are two ways to read it. */
const LEET = { '@': 'a', '4': 'a', '3': 'e', '0': 'o', $: 's', '5': 's', '7': 't', '!': 'i', '|': 'l' }
const LEET_READINGS: readonly Readonly<Record<string, string>>[] = [
  {},
  { ...LEET, '1': 'i' },
  { ...LEET, '1': 'l' },
]

const RUN_PIECES: ReadonlySet<string> = new Set(
  RUNS.flatMap((run) => [...pieces(run), ...pieces(reversed(run))]),
)

type Costs = ReadonlyMap<string, number>

const KNOWN: Costs = new Map([
  ...COMMON_WORDS.map((word) => [word, WORD_COST] as const),
  ...[...COMMONEST_WORDS, ...FILLER_WORDS].map((word) => [word, CHEAP_COST] as const),
])

/**
 * Whether a long password is only common words, names, runs, years and repetitions put together: what lists of
 * stolen passwords hold beyond fourteen characters.
 * @param names belonging to the person or the account
 */
export function isGuessable(password: string, names: readonly string[]): boolean {
  const text = repeatedPart(password.normalize('NFKC').toLowerCase())
  if (new Set(password).size <= MAX_DISTINCT) return true
  if (text.length > MAX_LENGTH) return false
  const costs = wordCosts(names)
  return (
    simplerForms(text).some((form) => cost(form, costs) <= MAX_COST) ||
    interleavedCost(text, costs) <= MAX_COST
  )
}

/** The same text as an attacker's rules would shorten it. */
function simplerForms(text: string): readonly string[] {
  const squeezed = text.replace(/(.{2,30}?)\1+/gu, '$1')
  const joined = text.replace(/[\s._-]+/g, '')
  return [text, joined, reversed(text), squeezed, text.replace(/(.)\1/gu, '$1')]
}

/** Two texts woven into each other, as `1q2w3e4r`. */
function interleavedCost(text: string, costs: Costs): number {
  const every = (parity: number) => [...text].filter((_, at) => at % 2 === parity).join('')
  return cost(every(0), costs) + cost(every(1), costs)
}

/** The shortest text that, repeated, gives this one: its last round may be cut short. */
function repeatedPart(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length)
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return part
  }
  return text
}

/** What a text costs at least when cut into words, runs and numbers; any other letter costs one. */
function cost(text: string, costs: Costs): number {
  const readings = new Set(
    LEET_READINGS.map((leet) => text.replace(/[^a-z]/g, (letter) => leet[letter] ?? letter)),
  )
  const upTo: number[] = [0]
  for (let end = 1; end <= text.length; end++) {
    let best = Number.POSITIVE_INFINITY
    for (let start = Math.max(0, end - MAX_PIECE); start < end; start++) {
      const before = upTo[start] ?? 0
      if (before + CHEAP_COST >= best) continue
      for (const reading of readings)
        best = Math.min(best, before + pieceCost(reading.slice(start, end), costs))
    }
    upTo.push(best)
  }
  return upTo[text.length] ?? text.length
}

function pieceCost(piece: string, costs: Costs): number {
  if (RUN_PIECES.has(piece) || isOneLetter(piece)) return CHEAP_COST
  if (/^((19|20)\d\d|\d\d?|[\s\p{P}\p{S}])$/u.test(piece)) return CHEAP_COST
  return costs.get(piece) ?? KNOWN.get(piece) ?? piece.length
}

function isOneLetter(piece: string): boolean {
  return piece.length >= MIN_RUN && piece === piece.charAt(0).repeat(piece.length)
}

function wordCosts(names: readonly string[]): Costs {
  const own = names
    .map((name) => name.toLowerCase())
    .flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)])
  const joined = names.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''))
  return new Map([...own, ...joined].filter((name) => name.length > 2).map((name) => [name, CHEAP_COST]))
}

/** Every part of a run that is long enough to count. */
function pieces(run: string): readonly string[] {
  const found: string[] = []
  for (let start = 0; start <= run.length - MIN_RUN; start++) {
    for (let end = start + MIN_RUN; end <= run.length; end++) found.push(run.slice(start, end))
  }
  return found
}

function reversed(text: string): string {
  return [...text].reverse().join('')
}
