import type { Transport } from './transport.ts'
import type { UserSession } from './user-types.ts'

/**
 * Where a user is signed in to the panel. `userId` may be `me`. Signed in to the panel oneself, ending those of another
 * user throws `step_up_needed` when presence must be proven first.
 */
export interface UserSessions {
  /** Live ones, last used first. @throws KeywardError `not_found`, `forbidden` */
  list(userId?: string): Promise<readonly UserSession[]>
  /** Ends one before this resolves. @throws KeywardError `not_found` also when it has just ended */
  end(sessionId: string, userId?: string): Promise<void>
  /** Ends all of them, but not the one that asks. How many. */
  endAll(userId?: string): Promise<number>
}

export function createUserSessions(send: Transport): UserSessions {
  const path = (userId: string, id = '') => `/users/${encodeURIComponent(userId)}/sessions${id}`
  return {
    list: async (userId = 'me') =>
      (await send<{ readonly items: readonly UserSession[] }>('GET', path(userId))).items,
    end: (sessionId, userId = 'me') => send('DELETE', path(userId, `/${encodeURIComponent(sessionId)}`)),
    endAll: async (userId = 'me') => (await send<{ readonly ended: number }>('DELETE', path(userId))).ended,
  }
}
