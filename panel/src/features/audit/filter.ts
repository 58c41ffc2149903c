import type { AuditFilter } from '@keyward/sdk'

/** What the address says to look for; days as people write them. */
export interface AskedFilter {
  readonly chain: string
  readonly from: string
  readonly to: string
  readonly action: string
  readonly area: string
  readonly actor: string
  readonly target: string
  readonly outcome: string
  readonly text: string
  /** `table`, or a list without it. */
  readonly view: string
}

const NAMES = ['chain', 'from', 'to', 'action', 'area', 'actor', 'target', 'outcome', 'text', 'view'] as const

export function filterIn(search: string): AskedFilter {
  const given = new URLSearchParams(search)
  const one = (name: (typeof NAMES)[number]) => given.get(name) ?? ''
  return {
    chain: one('chain'),
    from: one('from'),
    to: one('to'),
    action: one('action'),
    area: one('area'),
    actor: one('actor'),
    target: one('target'),
    outcome: one('outcome'),
    text: one('text'),
    view: one('view'),
  }
}

/** The address that asks for this. */
export function addressOf(filter: AskedFilter): string {
  const given = NAMES.flatMap((name) =>
    filter[name] === '' ? [] : [[name, filter[name]] as [string, string]],
  )
  return given.length === 0 ? '/audit' : `/audit?${new URLSearchParams(given)}`
}

/** True when something is asked for, besides which log it is and how it is shown. */
export function isFiltered(filter: AskedFilter): boolean {
  return NAMES.some((name) => name !== 'chain' && name !== 'view' && filter[name] !== '')
}

/** For the server: a day lasts from midnight to midnight where the reader is. What makes no sense is left out. */
export function toQuestion(filter: AskedFilter): AuditFilter {
  const { chain, action, area, actor, target, outcome, text } = filter
  const from = midnight(filter.from, 0)
  const to = midnight(filter.to, 1)
  return {
    ...(chain !== '' && { chain }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
    ...(action !== '' && { action }),
    ...(area !== '' && { area }),
    ...(actor.trim() !== '' && { actor: actor.trim() }),
    ...(target.trim() !== '' && { target: target.trim() }),
    ...((outcome === 'done' || outcome === 'refused') && { outcome }),
    ...(text.trim() !== '' && { text: text.trim() }),
  }
}

function midnight(day: string, daysLater: number): string | null {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return null
  const moment = new Date(year, month - 1, date + daysLater)
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}
