import { useRef } from 'react'
import { useShownKey } from '../../lib/useShownKey.ts'
import { Button } from '../../ui/Button.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { MadeAndUsed } from '../../ui/MadeAndUsed.tsx'
import type { Stories } from '../story.ts'

/** No key of anybody. */
const VALUE = '0123456789abcdef0123456789abcdef'

export const secrets: Stories = {
  KeyValue: () => {
    const shown = useShownKey()
    const code = useRef<HTMLElement>(null)
    const toggle = () => (shown.value === null ? shown.show(VALUE) : shown.hide())
    return (
      <div>
        <KeyValue lastFour="cdef" shown={shown} code={code} />
        <Button onClick={toggle}>{shown.value === null ? 'Show' : 'Hide'}</Button>
      </div>
    )
  },
  MadeAndUsed: () => (
    <p>
      <MadeAndUsed of={{ createdAt: '2026-01-02T03:04:05.000Z', lastUse: null }} />
    </p>
  ),
}
