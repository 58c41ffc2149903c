import type { KeyboardEvent } from 'react'

/**
 * Letters while the focus is in a table: `j` and `k` to the next row and the one before, `x` selects, `.` opens what can be
 * done. They do nothing in fields and in menus, and nowhere else on the page (WCAG 2.1.4).
 */
export function useRowKeys() {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const { target, currentTarget, key } = event
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return
    if (target.closest('[role="menu"], input:not([type="checkbox"]), select, textarea')) return
    const row = target.closest<HTMLElement>('tr[data-row]')
    const reached = reachedBy(key, row, currentTarget)
    if (!reached) return
    event.preventDefault()
    if (key !== 'x') reached.focus()
    if (key === 'x' || key === '.') reached.click()
  }
}

function reachedBy(key: string, row: HTMLElement | null, table: HTMLElement): HTMLElement | null {
  if (key === 'j') return nameIn(row ? beside(row, 1) : table.querySelector<HTMLElement>('tr[data-row]'))
  if (key === 'k') return nameIn(row && beside(row, -1))
  if (key === 'x') return row?.querySelector<HTMLElement>('input[type="checkbox"]') ?? null
  return key === '.' ? (row?.querySelector<HTMLElement>('td[data-acts] button') ?? null) : null
}

const beside = (row: HTMLElement, step: 1 | -1): HTMLElement | null =>
  row.parentElement?.querySelector<HTMLElement>(`tr[data-row="${Number(row.dataset['row']) + step}"]`) ?? null

const nameIn = (row: HTMLElement | null): HTMLElement | null =>
  row?.querySelector<HTMLElement>('th a') ?? row?.querySelector<HTMLElement>('input[type="checkbox"]') ?? null
