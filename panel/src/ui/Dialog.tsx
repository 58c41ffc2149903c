import { lazy, Suspense, useRef } from 'react'
import type { DialogProps } from './dialogProps.ts'

export const loadDialogs = () => import('./DialogBox.tsx')

const DialogBox = lazy(loadDialogs)

/** Made when it first opens; it stays, so that it can close in its own time. */
export function Dialog(props: DialogProps) {
  const wasOpen = useRef(false)
  wasOpen.current ||= props.open
  return (
    wasOpen.current && (
      <Suspense>
        <DialogBox {...props} />
      </Suspense>
    )
  )
}
