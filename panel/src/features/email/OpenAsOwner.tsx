import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { openAsOwnerSnippets } from './snippets.ts'

/** The way into a mailbox as its owner sees it, for super administrators. */
export function OpenAsOwner({ address }: { readonly address: string }) {
  const [asked, setAsked] = useState(false)
  return (
    <>
      <Button onClick={() => setAsked(true)}>{t('asOwner.open')}</Button>
      {asked && <Asked address={address} onClose={() => setAsked(false)} />}
    </>
  )
}

interface Props {
  readonly address: string
  readonly onClose: () => void
}

/** Says first what that is: the log tells of it, and the page is somebody else's. */
function Asked({ address, onClose }: Props) {
  const stepUp = useStepUp()
  const first = useRef<HTMLButtonElement>(null)
  const enter = useAct(async () => {
    const { token } = await stepUp('stepUp.asOwner', () => api.mailboxes.loginToken(address))
    show(`/mailbox/token?${new URLSearchParams({ loginToken: token })}`)
    onClose()
  })
  return (
    <Dialog
      open
      onClose={() => enter.busy || onClose()}
      title={t('asOwner.title', { address })}
      description={t('asOwner.text')}
      initialFocus={first}
      actions={
        <>
          <Button disabled={enter.busy} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button ref={first} kind="primary" busy={enter.busy} onClick={() => void enter.run()}>
            {t('asOwner.open')}
          </Button>
        </>
      }
    >
      {enter.error !== null && <ErrorState error={enter.error} />}
      <ShowAsCode name={t('code.asOwnerName')} snippets={openAsOwnerSnippets(address)} />
    </Dialog>
  )
}

/** Beside the panel; in its place where the browser opens no other page by itself. The address is good once. */
function show(address: string): void {
  const tab = window.open(address, '_blank')
  if (tab) tab.opener = null
  else window.location.assign(address)
}
