import { type RefObject, useEffect, useRef } from 'react'

/** Gives the focus to what the next drawing of the page brings. A frame of the browser may come before it. */
export function useFocusWhenDrawn(target: RefObject<HTMLElement | null>): () => void {
  const wanted = useRef(false)
  useEffect(() => {
    if (!wanted.current || target.current === null) return
    wanted.current = false
    target.current.focus()
  })
  return () => {
    wanted.current = true
  }
}
