import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import styles from './Notice.module.css'
import tones from './tones.module.css'

const ICONS = {
  info: 'info',
  success: 'check',
  warning: 'warning',
  danger: 'warning',
} as const satisfies Record<string, IconName>

interface Props {
  readonly kind: keyof typeof ICONS
  /** Read out at once: for something that has just gone wrong. */
  readonly urgent?: boolean
  readonly children: ReactNode
}

export function Notice({ kind, urgent = false, children }: Props) {
  return (
    <div className={`${styles['notice']} ${tones[kind]}`} role={urgent ? 'alert' : undefined}>
      <Icon name={ICONS[kind]} />
      <div className={styles['text']}>{children}</div>
    </div>
  )
}
