import type { ManagedUser } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { useNow } from '../../lib/useNow.ts'
import { Badge } from '../../ui/Badge.tsx'

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

/** An invitation that nobody took in time is worth another word: the person waits for a new one. */
export function shownState({ state, invitationEndsAt }: ManagedUser, nowMs: number): keyof typeof LOOKS {
  const lapsed = state === 'invited' && invitationEndsAt !== null && Date.parse(invitationEndsAt) <= nowMs
  return lapsed ? 'lapsed' : state
}
