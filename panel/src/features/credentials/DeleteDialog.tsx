import type { HandedCredential } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { OWN_CREDENTIALS } from './queries.ts'

interface Props {
  readonly credential: HandedCredential
  readonly onClose: () => void
}

export function DeleteDialog({ credential: { id, name }, onClose }: Props) {
  const queries = useQueryClient()
  const remove = useAct(async () => {
    await api.applicationCredentials.delete(id)
    onClose()
    tellDone({ text: t('own.deleted', { name }) })
    await queries.invalidateQueries({ queryKey: OWN_CREDENTIALS })
  })
  return (
    <ConfirmDialog
      title={t('own.deleteTitle', { name })}
      text={t('own.deleteText')}
      button={t('own.deleteConfirm')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
    />
  )
}
