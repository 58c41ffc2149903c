import { createSignal } from '../../lib/signal.ts'
import { readStored, store } from '../../lib/storage.ts'

/** Filters under a name, kept in this browser. */
export interface SavedView {
  readonly name: string
  /** Of the page, with the filters in it. */
  readonly address: string
}

const PLACE = 'audit.views'
const MOST = 20

export const savedViews = createSignal<readonly SavedView[]>(viewsIn(readStored(PLACE)))

/** In the place of one of the same name. */
export function saveView(view: SavedView): void {
  const others = savedViews.get().filter(({ name }) => name !== view.name)
  keep([...others, view].slice(-MOST))
}

export function forgetView(name: string): void {
  keep(savedViews.get().filter((view) => view.name !== name))
}

function keep(views: readonly SavedView[]): void {
  savedViews.set(views)
  store(PLACE, JSON.stringify(views))
}

/** What is stored may be of somebody's own making: what does not fit is left out. */
export function viewsIn(text: string | null): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(stored) ? stored.flatMap(asView) : []
  } catch {
    return []
  }
}

function asView(value: unknown): readonly SavedView[] {
  if (typeof value !== 'object' || value === null) return []
  const { name, address }: { name?: unknown; address?: unknown } = value
  if (typeof name !== 'string' || name === '' || typeof address !== 'string') return []
  return /^\/audit(?:\?|$)/.test(address) ? [{ name, address }] : []
}
