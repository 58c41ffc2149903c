import { createSignal } from './signal.ts'
import { readStored, store } from './storage.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** `public/theme.js` has put the same choice on the page before this module ran. */
export const theme = createSignal<Theme>(THEMES.find((name) => name === readStored('theme')) ?? 'system')

export function chooseTheme(choice: Theme): void {
  store('theme', choice)
  if (choice === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = choice
  theme.set(choice)
}
