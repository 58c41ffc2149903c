import type { ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { USER_PAGES, USERS } from './queries.ts'

/** Deletes a user, whose roles go to the heir in the same step: if that is refused, nobody is deleted. */
export function useDelete(user: ManagedUser, onDeleted: () => void) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  return useAct(async (heir: string) => {
    const options = heir === '' ? {} : { handOverTo: heir }
    await stepUp('stepUp.deleteUser', () => api.users.delete(user.id, options))
    tellDone({ text: t('users.deleted', { name: user.name }) })
    onDeleted()
    // Everything is old now; but nobody asks again for the user who is gone.
    await queries.invalidateQueries({ queryKey: USERS, refetchType: 'none' })
    await queries.invalidateQueries({ queryKey: USER_PAGES })
  })
}
