import { useEffect, useRef, useState } from 'react'
import { TextField } from './TextField.tsx'

const PAUSE_MS = 250

interface Props {
  readonly label: string
  readonly hint: string
  readonly text: string
  readonly onLook: (text: string) => void
}

/** Typing waits for a pause before it looks. */
export function SearchField({ label, hint, text, onLook }: Props) {
  const [typed, setTyped] = useState(text)
  const look = useRef(onLook)
  look.current = onLook
  // The address was changed from elsewhere: by "Clear filters", or by going back.
  const seen = useRef(text)
  useEffect(() => {
    if (seen.current === text) return
    seen.current = text
    setTyped(text)
  }, [text])
  useEffect(() => {
    if (typed === seen.current) return
    const timer = setTimeout(() => {
      seen.current = typed
      look.current(typed)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <TextField
      label={label}
      type="search"
      maxLength={254}
      placeholder={hint}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
}
