import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { snippetsFor } from '../../lib/snippetsFor.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import styles from './Email.module.css'
import { useSaved } from './useSaved.ts'

/** For an owner whose phone is gone: without the app the password alone signs in again. */
export function FactorCard({ address }: { readonly address: string }) {
  const [asking, setAsking] = useState(false)
  return (
    <Card title={t('mailbox.factor')} lead={t('mailbox.factorText')}>
      <div className={styles['row']}>
        <Button onClick={() => setAsking(true)}>{t('mailbox.factorRemove')}</Button>
      </div>
      {asking && <RemoveDialog address={address} onClose={() => setAsking(false)} />}
    </Card>
  )
}

function RemoveDialog({ address, onClose }: { readonly address: string; readonly onClose: () => void }) {
  const saved = useSaved()
  const cancel = useRef<HTMLButtonElement>(null)
  const remove = useAct(async () => {
    await api.appPasswords.removeFactor(address)
    onClose()
    await saved(t('mailbox.factorRemoved', { address }))
  })
  return (
    <Dialog
      alert
      open
      onClose={() => remove.busy || onClose()}
      title={t('mailbox.factorTitle', { address })}
      description={t('mailbox.factorAsk')}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
            {t('mailbox.factorConfirm')}
          </Button>
        </>
      }
    >
      {isCode(remove.error, 'not_found') ? (
        <p role="alert">{t('mailbox.factorNone')}</p>
      ) : (
        remove.error !== null && <ErrorState error={remove.error} />
      )}
      <ShowAsCode name={t('mailbox.factor')} snippets={snippetsOf(address)} />
    </Dialog>
  )
}

function snippetsOf(address: string) {
  return snippetsFor(window.location.origin, {
    method: 'DELETE',
    path: `/mailboxes/${encodeURIComponent(address)}/second-factor`,
    sdk: `await keyward.appPasswords.removeFactor(${JSON.stringify(address)})`,
  })
}
