/** The reader's own English; days and months in other languages would not fit the words around them. */
export const locale = navigator.languages.find((language) => language.startsWith('en')) ?? 'en-GB'

/** Before each three digits that end the number, but at its beginning. */
const THOUSANDS = /\B(?=(?:\d{3})+(?!\d))/g

/** `12,345`, with three digits after the point at most. By hand: most pages need no other formatter. */
export function formatNumber(value: number): string {
  const [whole = '', fraction] = String(Math.round(value * 1_000) / 1_000).split('.')
  const grouped = whole.replace(THOUSANDS, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
