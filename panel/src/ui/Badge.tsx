import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { Icon, type IconName } from './Icon.tsx'
import tones from './tones.module.css'

export type BadgeKind = 'success' | 'warning' | 'danger' | 'info' | 'plain'

interface Props {
  readonly kind: BadgeKind
  readonly icon?: IconName
  readonly children: ReactNode
}

/** A word and a sign; the colour only helps. */
export function Badge({ kind, icon, children }: Props) {
  return (
    <span className={`${styles['badge']} ${tones[kind]}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
