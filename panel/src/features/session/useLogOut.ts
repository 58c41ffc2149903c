import { api } from '../../lib/api.ts'
import { tellOtherTabs } from './sessionChannel.ts'

/** Ends the session and leaves for the sign-in page; a session that is already gone counts as ended. */
export function useLogOut(): () => Promise<void> {
  return async () => {
    // Without an answer the sign-in page finds out: it leads back here while the session lives.
    await api.session.end().catch(() => undefined)
    tellOtherTabs({ kind: 'signed-out' })
    window.location.assign('/login')
  }
}
