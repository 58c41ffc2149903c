import type { Invitation, ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InvitationLink } from './InvitationLink.tsx'
import { USERS } from './queries.ts'

interface Props {
  readonly user: Pick<ManagedUser, 'id' | 'name'>
  readonly onClose: () => void
}

/** Another link for somebody who has not chosen a password yet. */
export function InviteDialog({ user: { id, name }, onClose }: Props) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const [invitation, setInvitation] = useState<Invitation | null>(null)
  const invite = useAct(async () => {
    setInvitation(await stepUp('stepUp.invite', () => api.users.invite(id)))
    await queries.invalidateQueries({ queryKey: USERS })
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(invitation ? 'invite.readyFor' : 'invite.title', { name })}
      description={t(invitation ? 'invite.handOver' : 'invite.text')}
      actions={
        invitation ? (
          <Button kind="primary" onClick={onClose}>
            {t('invite.done')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
            <Button kind="primary" busy={invite.busy} onClick={() => invite.run()}>
              {t('invite.make')}
            </Button>
          </>
        )
      }
    >
      {invitation && <InvitationLink invitation={invitation} />}
      {invite.error !== null && <ErrorState error={invite.error} title={t('invite.failed')} />}
    </Dialog>
  )
}
