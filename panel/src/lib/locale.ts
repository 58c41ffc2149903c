import { type Language, spoken } from './messages/learn.ts'

const USUAL: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

/** The reader's own way to write the language spoken; days and months of another would not fit the words around them. */
export function locale(): string {
  return navigator.languages.find((one) => one.split('-')[0] === spoken()) ?? USUAL[spoken()]
}

interface Styles {
  readonly date: Intl.DateTimeFormatOptions
  readonly time: Intl.DateTimeFormatOptions
}

/** The medium date of German has no name of the month: `12.03.2026`. */
const STYLES: Readonly<Record<Language, Styles>> = {
  en: { date: { dateStyle: 'medium' }, time: { timeStyle: 'short' } },
  de: {
    date: { day: 'numeric', month: 'short', year: 'numeric' },
    time: { hour: '2-digit', minute: '2-digit' },
  },
}

/** `12 Mar 2026` and `14:20`, as the language writes them. */
export const styles = (): Styles => STYLES[spoken()]
