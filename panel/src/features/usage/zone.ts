import { later } from '../../lib/later.ts'
import { locale, styles } from '../../lib/locale.ts'
import { utcTimes } from '../../lib/timeZone.ts'

/** Whose midnight a day begins at: that of the reader's own time zone, or UTC's. */
export type Zone = 'local' | 'utc'

/** What is meant where the address says nothing: what the reader chose for every page. */
export const usualZone = (): Zone => (utcTimes.get() ? 'utc' : 'local')

/** A day as an input of type `date` has it, such as `2026-03-12`; null for what is none. */
export function midnight(day: string, zone: Zone, daysLater = 0): number | null {
  const [year, month, date, ...more] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined || more.length > 0) return null
  const ms =
    zone === 'utc'
      ? Date.UTC(year, month - 1, date + daysLater)
      : new Date(year, month - 1, date + daysLater).getTime()
  return Number.isNaN(ms) ? null : ms
}

/** The day of a moment, as an input of type `date` has it. */
export function dayOf(ms: number, zone: Zone): string {
  const at = new Date(ms)
  const [year, month, date] =
    zone === 'utc'
      ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
      : [at.getFullYear(), at.getMonth(), at.getDate()]
  return [year, String(month + 1).padStart(2, '0'), String(date).padStart(2, '0')].join('-')
}

export interface Formats {
  readonly time: (iso: string) => string
  readonly day: (iso: string) => string
  readonly dateTime: (iso: string) => string
  readonly month: (iso: string) => string
}

const formatsOf = (timeZone: { timeZone?: 'UTC' }) =>
  later((): Formats => {
    const time = new Intl.DateTimeFormat(locale(), { ...styles().time, ...timeZone })
    const day = new Intl.DateTimeFormat(locale(), {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...timeZone,
    })
    const dateTime = new Intl.DateTimeFormat(locale(), { ...styles().date, ...styles().time, ...timeZone })
    const month = new Intl.DateTimeFormat(locale(), { month: 'short', year: 'numeric', ...timeZone })
    const by = (format: Intl.DateTimeFormat) => (iso: string) => format.format(new Date(iso))
    return { time: by(time), day: by(day), dateTime: by(dateTime), month: by(month) }
  })

const FORMATS = { local: formatsOf({}), utc: formatsOf({ timeZone: 'UTC' }) }

export const formatsFor = (zone: Zone): Formats => FORMATS[zone]()
