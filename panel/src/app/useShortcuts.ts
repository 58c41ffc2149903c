import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { readStored } from '../lib/storage.ts'
import { areas } from './areas.ts'

/** How long after `g` the second letter still counts. */
const GO_WITHIN_MS = 1500

export const SHORTCUTS_OFF = 'shortcuts.off'

export interface Shortcuts {
  readonly helpOpen: boolean
  readonly openHelp: () => void
  readonly closeHelp: () => void
}

/** `?` opens the help, `g` and a letter lead to an area. Esc belongs to whatever is on top. */
export function useShortcuts(): Shortcuts {
  const navigate = useNavigate()
  const [helpOpen, setHelpOpen] = useState(false)
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isForUs(event)) return
      if (event.key === '?') setHelpOpen(true)
      const going = event.timeStamp - goPressedAt.current < GO_WITHIN_MS
      const area = areas.find(({ goKey }) => goKey === event.key)
      if (going && area) void navigate({ to: area.path })
      goPressedAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate])
  return { helpOpen, openHelp: () => setHelpOpen(true), closeHelp: () => setHelpOpen(false) }
}

/** Single letters never act while somebody types, in a menu or dialog, or when they are switched off. */
function isForUs(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  if (
    !(target instanceof Element) ||
    target.closest('input, textarea, select, [role=menu], [role=dialog], [role=alertdialog]')
  )
    return false
  return readStored(SHORTCUTS_OFF) !== 'yes'
}
