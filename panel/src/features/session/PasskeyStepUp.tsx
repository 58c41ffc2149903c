import { useRef } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { type PlainKey, t } from '../../lib/messages/index.ts'
import { askPasskey, passkeyFault } from '../../lib/passkeys.ts'
import { useSessionUpdate } from '../../lib/session.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'

interface Props {
  readonly act: PlainKey | null
  readonly onProven: () => void
  readonly onCancel: () => void
  /** The passkey is not at hand. */
  readonly onLost: () => void
}

export function PasskeyStepUp({ act, onProven, onCancel, onLost }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const { prove, abort } = usePasskeyProof(onProven)
  const leave = (to: () => void) => () => {
    abort()
    to()
  }
  return (
    <Dialog
      open={act !== null}
      onClose={leave(onCancel)}
      title={t('stepUp.title')}
      description={act === null ? '' : t('stepUp.passkeyText', { act: t(act) })}
      initialFocus={button}
      actions={
        <>
          <Button onClick={leave(onCancel)}>{t('action.cancel')}</Button>
          <Button onClick={leave(onLost)}>{t('stepUp.useRecovery')}</Button>
          <Button ref={button} kind="primary" busy={prove.busy} onClick={() => prove.run()}>
            {t(prove.busy ? 'stepUp.checking' : 'stepUp.usePasskey')}
          </Button>
        </>
      }
    >
      <Fault error={prove.error} />
    </Dialog>
  )
}

/** Leaving the dialog takes the browser's own away, too. */
function usePasskeyProof(onProven: () => void) {
  const update = useSessionUpdate()
  const asking = useRef<AbortController>(null)
  const prove = useAct(async () => {
    const options = await api.session.askPasskey()
    asking.current = new AbortController()
    const session = await api.session.stepUpByPasskey(await askPasskey(options, asking.current.signal))
    update(() => session)
    onProven()
  })
  const abort = () => {
    asking.current?.abort()
    prove.clear()
  }
  return { prove, abort }
}

function Fault({ error }: { readonly error: unknown }) {
  if (error === null) return null
  const wasWrong = isCode(error, 'wrong_passkey')
  if (wasWrong || passkeyFault(error)) {
    return (
      <Notice kind="warning" urgent>
        {t(wasWrong ? 'error.wrongPasskey' : 'stepUp.noPasskey')}
      </Notice>
    )
  }
  return <ErrorState error={error} />
}
