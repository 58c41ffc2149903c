import type { ManagedUser, UserState } from '@keyward/sdk'

/** An invitation that nobody took in time is worth another word: the person waits for a new one. */
export function shownState(
  { state, invitationEndsAt }: Pick<ManagedUser, 'state' | 'invitationEndsAt'>,
  nowMs: number,
): UserState | 'lapsed' {
  const lapsed = state === 'invited' && invitationEndsAt !== null && Date.parse(invitationEndsAt) <= nowMs
  return lapsed ? 'lapsed' : state
}
