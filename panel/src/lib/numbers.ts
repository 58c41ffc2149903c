import { type Language, spoken } from './messages/learn.ts'

const SIGNS: Readonly<Record<Language, { readonly group: string; readonly point: string }>> = {
  en: { group: ',', point: '.' },
  de: { group: '.', point: ',' },
}

/** Before each three digits that end the number, but at its beginning. */
const THOUSANDS = /\B(?=(?:\d{3})+(?!\d))/g

/** `12,345`, with three digits after the point at most. By hand: most pages need no other formatter. */
export function formatNumber(value: number): string {
  const { group, point } = SIGNS[spoken()]
  const [whole = '', fraction] = String(Math.round(value * 1_000) / 1_000).split('.')
  const grouped = whole.replace(THOUSANDS, group)
  return fraction === undefined ? grouped : grouped + point + fraction
}
