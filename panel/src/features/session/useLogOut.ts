import { api } from '../../lib/api.ts'
import { tellOtherTabs } from './sessionChannel.ts'

/** Ends the session and leaves for the sign-in page; a session that is already gone counts as ended. */
export function useLogOut(): () => Promise<void> {
  return async () => {
    try {
      await api.session.end()
    } finally {
      tellOtherTabs({ kind: 'signed-out' })
      window.location.assign('/login')
    }
  }
}
