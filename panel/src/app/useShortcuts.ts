import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { isSignedOut } from '../lib/session.ts'
import { readStored } from '../lib/storage.ts'
import { areas } from './areas.ts'
import { paletteAsked } from './palette/asked.ts'
import { ROW_KEYS } from './rowKeys.ts'

/** How long after `g` the second letter still counts. */
const GO_WITHIN_MS = 1500

export const SHORTCUTS_OFF = 'shortcuts.off'

export interface Shortcuts {
  readonly helpOpen: boolean
  readonly openHelp: () => void
  readonly closeHelp: () => void
}

/**
 * `?` opens the help, `g` and a letter lead to an area, `/` searches, and rows have keys of their own. Esc belongs to
 * whatever is on top.
 */
export function useShortcuts(): Shortcuts {
  const navigate = useNavigate()
  const [helpOpen, setHelpOpen] = useState(false)
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (asksForPalette(event)) return search(event, null)
      if (!isForUs(event)) return
      const going = event.timeStamp - goPressedAt.current < GO_WITHIN_MS
      goPressedAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      const area = areas.find(({ goKey }) => goKey === event.key)
      if (going && area) void navigate({ to: area.path })
      else if (event.key === '?') setHelpOpen(true)
      else if (event.key === '/') search(event, document.querySelector('main input[type=search]'))
      else ROW_KEYS[event.key]?.()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate])
  return { helpOpen, openHelp: () => setHelpOpen(true), closeHelp: () => setHelpOpen(false) }
}

/** Ctrl K, ⌘ K: also while somebody types, but not over a dialog. */
function asksForPalette({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  const inDialog = target instanceof Element && target.closest('[role=dialog], [role=alertdialog]')
  return key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !inDialog && !isSignedOut()
}

/** The field of the page where it has one; else everything there is. */
function search(event: KeyboardEvent, field: HTMLInputElement | null): void {
  event.preventDefault()
  if (field) field.focus()
  else if (!isSignedOut()) paletteAsked.set(true)
}

/** Single letters never act while somebody types, in a menu or dialog, or when they are switched off. */
function isForUs(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
  if (
    !(target instanceof Element) ||
    target.closest(
      'input:not([type=checkbox]), textarea, select, [role=menu], [role=dialog], [role=alertdialog]',
    )
  )
    return false
  return readStored(SHORTCUTS_OFF) !== 'yes'
}
