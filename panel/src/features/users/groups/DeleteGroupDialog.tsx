import type { UserGroup } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useStepUp } from '../../../lib/stepUp.ts'
import { useAct } from '../../../lib/useAct.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { USERS } from '../queries.ts'
import { roleName } from '../roleName.ts'
import { deleteGroupSnippets } from './snippets.ts'

interface Props {
  readonly group: UserGroup
  readonly onClose: () => void
  readonly onDeleted: () => Promise<void>
}

export function DeleteGroupDialog({ group: { id, name, roles, members }, onClose, onDeleted }: Props) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const remove = useAct(async () => {
    await stepUp('stepUp.deleteGroup', () => api.groups.delete(id))
    tellDone({ text: t('group.deleted', { name }) })
    await onDeleted()
    await queries.invalidateQueries({ queryKey: USERS })
  })
  return (
    <ConfirmDialog
      title={t('group.deleteTitle', { name })}
      text={
        members.length === 0 || roles.length === 0
          ? t('group.deleteNothing')
          : t('group.deleteText', { count: members.length, roles: roles.map(roleName).join(', ') })
      }
      button={t('group.delete')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
      failed={t('group.notDeleted')}
    >
      <ShowAsCode name={t('group.delete')} snippets={deleteGroupSnippets(window.location.origin, id)} />
    </ConfirmDialog>
  )
}
