import type { ImpersonationToken } from '@keyward/sdk'
import { createSignal } from '../../lib/signal.ts'

interface Acting extends ImpersonationToken {
  readonly name: string
}

/** The token to act as somebody, in this page's memory and nowhere else; null for none. */
export const acting = createSignal<Acting | null>(null)

/** Ends it by itself: a token may always be given up. */
export async function endActing({ token }: ImpersonationToken): Promise<void> {
  const headers = { 'x-auth-token': token, 'x-subject-token': token }
  const answer = await fetch('/v3/auth/tokens', { method: 'DELETE', headers, credentials: 'omit' })
  // Refused, it has ended already.
  if (!answer.ok && ![401, 404].includes(answer.status)) throw new Error(String(answer.status))
}
