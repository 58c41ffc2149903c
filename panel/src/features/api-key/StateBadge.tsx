import type { ReconnectState } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import styles from './StateBadge.module.css'

const ICONS: Readonly<Record<ReconnectState, IconName>> = {
  moved: 'check',
  'old-key': 'clock',
  failing: 'cross',
  silent: 'info',
}

/** A word and a sign; the colour only helps. */
export function StateBadge({ state }: { readonly state: ReconnectState }) {
  return (
    <span className={`${styles['badge']} ${styles[state]}`}>
      <Icon name={ICONS[state]} />
      {t(`tracker.${state}`)}
    </span>
  )
}
