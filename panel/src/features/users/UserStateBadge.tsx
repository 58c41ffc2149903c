import type { ManagedUser } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { useNow } from '../../lib/useNow.ts'
import { Badge } from '../../ui/Badge.tsx'
import { shownState } from './shownState.ts'

const LOOKS = {
  active: { kind: 'success', icon: 'check' },
  invited: { kind: 'info', icon: 'clock' },
  lapsed: { kind: 'warning', icon: 'warning' },
  disabled: { kind: 'danger', icon: 'cross' },
} as const

const MINUTE_MS = 60_000

export function UserStateBadge({ user }: { readonly user: ManagedUser }) {
  const state = shownState(user, useNow(MINUTE_MS))
  return <Badge {...LOOKS[state]}>{t(`users.state.${state}`)}</Badge>
}
