import { useSyncExternalStore } from 'react'
import type { ShownOutcome } from './timeline.ts'

export type PlotColours = Readonly<Record<ShownOutcome | 'text' | 'grid', string>>

/** The theme's tokens as plain colours: a canvas cannot read custom properties. */
export function plotColours(element: HTMLElement): PlotColours {
  const probe = document.createElement('span')
  probe.style.setProperty('forced-color-adjust', 'none')
  element.append(probe)
  const read = (token: string): string => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const colours = {
    valid: read('--chart-valid'),
    expired: read('--chart-expired'),
    revoked: read('--chart-revoked'),
    disabled: read('--chart-disabled'),
    throttled: read('--chart-throttled'),
    forbidden: read('--chart-forbidden'),
    unknown: read('--chart-unknown'),
    text: read('--text-muted'),
    grid: read('--border'),
  }
  probe.remove()
  return colours
}

const DARK = '(prefers-color-scheme: dark)'

/** True while the system asks for a dark page. */
export function useSystemTheme(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(DARK)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => window.matchMedia(DARK).matches,
  )
}
