import type { ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { USERS } from './queries.ts'
import { factorsSnippets } from './userSnippets.ts'

interface Props {
  readonly user: ManagedUser
  /** The user must have one, and sets it up anew at the next sign-in. */
  readonly required: boolean
  readonly onClose: () => void
}

/** For whoever has lost them all. A caller who pretends to be somebody is the oldest trick, and the dialog says so. */
export function ResetFactorsDialog({ user, required, onClose }: Props) {
  const reset = useReset(user, onClose)
  return (
    <ConfirmDialog
      title={t('factors.resetTitle', { name: user.name })}
      text={t('factors.resetText')}
      button={t('factors.resetConfirm')}
      act={reset}
      onConfirm={() => reset.run()}
      onClose={onClose}
      failed={t('factors.notReset')}
    >
      <p>{t(required ? 'factors.thenRequired' : 'factors.thenBare')}</p>
      <p>{t(user.email === null ? 'factors.notTold' : 'factors.told')}</p>
      <ShowAsCode name={t('code.factorsName')} snippets={factorsSnippets(window.location.origin, user.id)} />
    </ConfirmDialog>
  )
}

function useReset({ id, name }: ManagedUser, onDone: () => void) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  return useAct(async () => {
    await stepUp('stepUp.resetFactors', () => api.secondFactors.reset(id))
    tellDone({ text: t('factors.isReset', { name }) })
    onDone()
    await queries.invalidateQueries({ queryKey: USERS })
    await queries.invalidateQueries({ queryKey: ['sessions'] })
  })
}
