import type { ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { rolesToHandOver } from './handOver.ts'
import { tellDone } from './lastDone.ts'
import { USER_PAGES, USERS } from './queries.ts'

/** Deletes a user, whose roles are given to the heir first: if that is refused, nobody is deleted. */
export function useDelete(user: ManagedUser, onDeleted: () => void) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  return useAct(async (heir: string) => {
    const add = rolesToHandOver(user)
    await stepUp('stepUp.deleteUser', async () => {
      if (heir !== '' && add.length > 0) await api.roles.change(heir, { add })
      await api.users.delete(user.id)
    })
    tellDone({ text: t('users.deleted', { name: user.name }) })
    onDeleted()
    // Everything is old now; but nobody asks again for the user who is gone.
    await queries.invalidateQueries({ queryKey: USERS, refetchType: 'none' })
    await queries.invalidateQueries({ queryKey: USER_PAGES })
  })
}
