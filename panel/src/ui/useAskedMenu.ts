import { type MouseEvent, type RefObject, useEffect, useRef } from 'react'

/** How somebody asked for a menu that was not made yet. */
export type AskedBy = 'keyboard' | 'pointer'

/** The press of a key is a click that no button of a mouse made. */
export const askedByOf = ({ detail }: MouseEvent): AskedBy => (detail === 0 ? 'keyboard' : 'pointer')

/** For a menu that is made when it is asked for, and opens at once. */
export function useAskedMenu(askedBy: AskedBy): {
  readonly trigger: RefObject<HTMLButtonElement | null>
  readonly defaultOpen: boolean
} {
  const trigger = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The key that was pressed went to the button before this one; a menu that just is open focuses none of its acts.
    if (askedBy === 'keyboard' && trigger.current?.ariaExpanded !== 'true') trigger.current?.click()
  }, [askedBy])
  return { trigger, defaultOpen: askedBy === 'pointer' }
}
