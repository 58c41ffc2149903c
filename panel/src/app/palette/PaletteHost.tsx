import { lazy, Suspense, useRef } from 'react'
import { useSignal } from '../../lib/signal.ts'
import { paletteAsked } from './asked.ts'

const Palette = lazy(() => import('./Palette.tsx'))

/** Fetched when it is first asked for; it stays, so that it can close in its own time. */
export function PaletteHost() {
  const open = useSignal(paletteAsked)
  const wasOpen = useRef(false)
  wasOpen.current ||= open
  return (
    wasOpen.current && (
      <Suspense>
        <Palette open={open} onClose={() => paletteAsked.set(false)} />
      </Suspense>
    )
  )
}
