import { DomainError } from '../errors.ts'

const LONGEST = 255
const MARKS = /[@._+-]/
/** The accents are no part of what a letter is mistaken for. */
const LATIN = /^[a-zæðøþßđħłŋœŧ]/i
/** Writing systems that people write names in, those in one line together. */
const SCRIPTS: readonly RegExp[] = [
  /^\p{Script=Latin}+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u,
  /^[\p{Script=Han}\p{Script=Hangul}]+$/u,
  /^[\p{Script=Han}\p{Script=Bopomofo}]+$/u,
  ...['Arabic', 'Armenian', 'Bengali', 'Cyrillic', 'Devanagari', 'Ethiopic', 'Georgian', 'Greek', 'Gujarati'],
  ...['Gurmukhi', 'Hebrew', 'Kannada', 'Khmer', 'Lao', 'Malayalam', 'Myanmar', 'Oriya', 'Sinhala', 'Tamil'],
  ...['Telugu', 'Thaana', 'Thai', 'Tibetan'],
].map((script) => (typeof script === 'string' ? new RegExp(`^\\p{Script=${script}}+$`, 'u') : script))
/** What looks like letters from a to z in Greek, Cyrillic, Armenian and others. */
const LOOKS_LATIN = new Set(
  [
    'αικνορυχγωΑΒΕΖΗΙΚΜΝΟΡΤΥΧϳϜ',
    'авсԁеһіјкӏмоԛрѕтихугѡѵԝьүʏАВСԀЕНІЈКМОԚРЅТХУЅԜѴҮԌӀ',
    'աօոսցհզյգԼՍՏՕ',
    'סוןاهഠဝㅣ丨',
  ].flatMap((letters) => [...letters]),
)

/**
 * What is wrong with a name for a user to be; null for nothing. Two names that people cannot tell apart are a way to be
 * taken for somebody else, so letters come in their plain form and from one writing system a word, and a name has at
 * least one letter that is not one of another writing system's a to z. Names from before this rule stay.
 */
export function nameFault(name: string): string | null {
  if (name === '') return 'A user name begins with a letter.'
  if (name.length > LONGEST) return `A user name has ${LONGEST} characters at most.`
  const plain = name.normalize('NFKC')
  if (plain !== name) return `A user name is written in plain letters: type “${plain.slice(0, 64)}”.`
  const [first = ''] = name
  if (!/\p{L}/u.test(first)) return 'A user name begins with a letter.'
  const strange = [...name].find((char) => !/[0-9\p{L}]/u.test(char) && !MARKS.test(char))
  if (strange !== undefined) return strangeFault(strange)
  return mistakable(name)
}

/** @throws DomainError `input.invalid` */
export function checkUserName(name: string): void {
  const reason = nameFault(name)
  if (reason !== null) throw new DomainError('input.invalid', { field: 'username', reason })
}

function strangeFault(char: string): string {
  if (/\s/u.test(char)) return 'A user name has no spaces.'
  if (/\p{N}/u.test(char)) return `The digits of a user name are 0 to 9: “${char}” cannot be in it.`
  return /[\p{M}\p{P}\p{S}]/u.test(char)
    ? `“${char}” cannot be in a user name; besides letters and digits @ . _ + - can.`
    : 'There is an invisible character in this user name.'
}

function mistakable(name: string): string | null {
  const words = name.split(/[^\p{L}]+/u).filter((word) => word !== '')
  if (!words.every((word) => SCRIPTS.some((script) => script.test(word))))
    return 'The letters of a word in a user name are of one alphabet.'
  const letters = [...words.join('')]
  const foreign = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter))
  const odd = letters.find(
    (letter) => /\p{Script=Latin}/u.test(letter) && !LATIN.test(letter.normalize('NFD')),
  )
  if (odd !== undefined) return `“${odd}” cannot be in a user name: it looks like another letter.`
  return foreign.length > 0 && foreign.every((letter) => LOOKS_LATIN.has(letter))
    ? 'This user name would be mistaken for one in Latin letters.'
    : null
}
