import type { MemberChange } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useStepUp } from '../../../lib/stepUp.ts'
import { useAct } from '../../../lib/useAct.ts'
import { USERS } from '../queries.ts'

interface Named {
  readonly id: string
  readonly name: string
}
interface OfGroup {
  readonly group: Named
  readonly user: Named
}

/** Takes users into groups and out of them. Each can be undone. */
export function useMembers() {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const change = async (groupId: string, members: MemberChange) => {
    await stepUp('stepUp.group', () => api.groups.changeMembers(groupId, members))
    await queries.invalidateQueries({ queryKey: USERS })
  }
  const leave = useAct(async ({ group, user }: OfGroup) => {
    const ids = [user.id]
    await change(group.id, { remove: ids })
    const text = t('group.removed', { name: user.name, group: group.name })
    tellDone({ text, undo: () => change(group.id, { add: ids }) })
  })
  const join = useAct(async ({ group, user }: OfGroup) => {
    const ids = [user.id]
    await change(group.id, { add: ids })
    const text = t('userGroups.joined', { name: user.name, group: group.name })
    tellDone({ text, undo: () => change(group.id, { remove: ids }) })
  })
  return { change, leave, join }
}
