/** Keys for the rows of a list: the one that has the focus, or the first. What a row offers, its own controls do. */
export const ROW_KEYS: Readonly<Record<string, () => void>> = {
  j: () => move(1),
  k: () => move(-1),
  x: () => within('input[type=checkbox]')?.click(),
  '.': () => openMenu(),
}

const OPENS = 'a[href], button'

function rows(): readonly Element[] {
  return [...document.querySelectorAll('main tbody > tr')].filter((row) => row.querySelector(OPENS))
}

function current(): Element | undefined {
  return document.activeElement?.closest('main tbody > tr') ?? undefined
}

function move(step: 1 | -1): void {
  const all = rows()
  const from = current()
  const next = from ? all[all.indexOf(from) + step] : all[0]
  const control = next?.querySelector<HTMLElement>(OPENS)
  // Enter then opens it. Scrolling draws the rows that come next.
  control?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

function within(selector: string): HTMLElement | null | undefined {
  return current()?.querySelector<HTMLElement>(selector)
}

function openMenu(): void {
  const trigger = within('[aria-haspopup=menu]')
  trigger?.focus()
  trigger?.click()
}
