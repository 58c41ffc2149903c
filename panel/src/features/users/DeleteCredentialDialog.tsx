import type { HandedCredential, ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { credentialsOfQuery } from './queries.ts'
import { deleteCredentialSnippets } from './userSnippets.ts'

interface Props {
  readonly user: ManagedUser
  readonly credential: HandedCredential
  readonly onClose: () => void
}

/** Takes from a program what somebody else gave it. */
export function DeleteCredentialDialog({ user, credential: { id, name }, onClose }: Props) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const remove = useAct(async () => {
    await stepUp('stepUp.deleteCredential', () => api.applicationCredentials.delete(id, user.id))
    tellDone({ text: t('credentials.deleted', { name }) })
    onClose()
    await queries.invalidateQueries({ queryKey: credentialsOfQuery(user.id).queryKey })
  })
  return (
    <ConfirmDialog
      title={t('credentials.deleteTitle', { name })}
      text={t('credentials.deleteText', { user: user.name })}
      button={t('credentials.deleteConfirm')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
      failed={t('credentials.notDeleted')}
    >
      <ShowAsCode
        name={t('credentials.deleteConfirm')}
        snippets={deleteCredentialSnippets(window.location.origin, user.id, id)}
      />
    </ConfirmDialog>
  )
}
