import { useEffect, useRef } from 'react'

interface Props {
  readonly id: string
  readonly share: 'none' | 'some' | 'all'
  readonly onChange: (on: boolean) => void
}

/** Stands for all rows that are shown: between checked and not when some are. */
export function AllBox({ id, share, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = share === 'some'
  }, [share])
  return (
    <input
      ref={box}
      id={id}
      type="checkbox"
      checked={share === 'all'}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
