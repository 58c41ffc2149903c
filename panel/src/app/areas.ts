import type { RouteComponent } from '@tanstack/react-router'
import { lazy } from 'react'
import { HomePage } from '../features/home/HomePage.tsx'
import type { PlainKey } from '../lib/messages/index.ts'
import { AccountSettingsPage } from './AccountSettingsPage.tsx'

const UsagePage = lazy(() => import('../features/usage/UsagePage.tsx'))

/** A place in the panel: its address, its name, the key after `g` that leads there, and who shows a link to it. */
export interface Area {
  readonly path: string
  readonly name: PlainKey
  readonly goKey: string
  readonly shownIn: readonly ('bar' | 'menu')[]
  readonly page: RouteComponent
}

export const areas: readonly Area[] = [
  { path: '/', name: 'area.home', goKey: 'h', shownIn: ['bar'], page: HomePage },
  {
    path: '/account/settings',
    name: 'area.settings',
    goKey: 's',
    shownIn: ['menu'],
    page: AccountSettingsPage,
  },
  { path: '/usage', name: 'area.usage', goKey: 'u', shownIn: ['bar', 'menu'], page: UsagePage },
]

/** Addresses that people know from elsewhere. */
export const moved: Readonly<Record<string, string>> = {
  '/account': '/account/settings',
}
