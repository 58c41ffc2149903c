import { COMMON_WORDS } from './common-words.ts'

/** Rows of the keyboard and of the alphabet, in which a run of any length costs no guess. */
const RUNS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop', 'abcdefghijklmnopqrstuvwxyz']
const COLUMNS = ['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', 'qaz', 'wsx', 'edc', 'rfv', 'zaq']
const DIGITS = '01234567890123456789'
const MIN_RUN = 3
/** What costs more than two common words and a number is beyond what lists of common passwords hold. */
const MAX_COST = 2.5
const LEET: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '0': 'o', $: 's', '5': 's' }

/**
 * Whether a long password is only common words, names, runs, dates and repetitions put together: what lists of
 * stolen passwords hold beyond fourteen characters.
 * @param names belonging to the person or the product
 */
export function isGuessable(password: string, names: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  const words = wordSet(names)
  return [plain, unleet(plain)].some((text) => isMadeOf(text, words))
}

function isMadeOf(text: string, words: ReadonlySet<string>): boolean {
  return new Set(text).size <= 4 || cost(repeatedPart(text), words) <= MAX_COST
}

/** The shortest text that, repeated, gives this one: its last round may be cut short. */
function repeatedPart(text: string): string {
  for (let length = 1; length <= text.length / 2; length++) {
    const part = text.slice(0, length)
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return part
  }
  return text
}

/** How many words a text costs at least; what is not a word, a run or a number costs one per letter. */
function cost(text: string, words: ReadonlySet<string>): number {
  const costs: number[] = [0]
  for (let end = 1; end <= text.length; end++) {
    let best = Number.POSITIVE_INFINITY
    for (let start = Math.max(0, end - 40); start < end; start++) {
      best = Math.min(best, (costs[start] ?? 0) + pieceCost(text.slice(start, end), words))
    }
    costs.push(best)
  }
  return costs[text.length] ?? text.length
}

function pieceCost(piece: string, words: ReadonlySet<string>): number {
  if (words.has(piece)) return 1
  if (piece.length >= MIN_RUN && isRun(piece)) return 0.5
  if (/^((19|20)\d\d|[\d\s\p{P}\p{S}])$/u.test(piece)) return 0.5
  return piece.length
}

function isRun(piece: string): boolean {
  if (new Set(piece).size === 1) return true
  const backwards = [...piece].reverse().join('')
  const lists = [...RUNS, ...COLUMNS, DIGITS]
  return lists.some((run) => run.includes(piece) || run.includes(backwards))
}

function unleet(text: string): string {
  return [...text].map((character) => LEET[character] ?? character).join('')
}

function wordSet(names: readonly string[]): ReadonlySet<string> {
  const own = names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)])
  return new Set([
    ...COMMON_WORDS,
    ...own.map((name) => name.toLowerCase()).filter((name) => name.length > 2),
  ])
}
