import type { ReconnectState } from '@keyward/sdk'
import { t } from '../lib/messages/index.ts'
import { Badge } from './Badge.tsx'

const LOOKS = {
  moved: { kind: 'success', icon: 'check' },
  'old-key': { kind: 'warning', icon: 'clock' },
  failing: { kind: 'danger', icon: 'cross' },
  new: { kind: 'plain', icon: 'check' },
  silent: { kind: 'plain', icon: 'info' },
} as const

export function StateBadge({ state }: { readonly state: ReconnectState }) {
  return <Badge {...LOOKS[state]}>{t(`tracker.${state}`)}</Badge>
}
