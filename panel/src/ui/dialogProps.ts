import type { ReactNode, RefObject } from 'react'

export interface DialogProps {
  readonly open: boolean
  /** Asked to close: by Esc, or by a press outside where `alert` is not set. */
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** The row of buttons; it stays in view when the rest scrolls. */
  readonly actions: ReactNode
  /** A decision with a consequence: role `alertdialog`, and a press outside does not close it. */
  readonly alert?: boolean
  readonly size?: 'small' | 'large'
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** Whether the focus goes back to where it came from, asked as the dialog closes; it does unless this says no. */
  readonly returnsFocus?: () => boolean
}
