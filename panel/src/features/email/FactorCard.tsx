import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { snippetsFor } from '../../lib/snippetsFor.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
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
  const remove = useAct(async () => {
    await api.appPasswords.removeFactor(address)
    onClose()
    await saved(t('mailbox.factorRemoved', { address }))
  })
  return (
    <ConfirmDialog
      title={t('mailbox.factorTitle', { address })}
      text={t('mailbox.factorAsk')}
      button={t('mailbox.factorConfirm')}
      act={remove}
      onConfirm={() => remove.run()}
      onClose={onClose}
      fault={isCode(remove.error, 'not_found') ? <p role="alert">{t('mailbox.factorNone')}</p> : undefined}
    >
      <ShowAsCode name={t('mailbox.factor')} snippets={snippetsOf(address)} />
    </ConfirmDialog>
  )
}

function snippetsOf(address: string) {
  return snippetsFor(window.location.origin, {
    method: 'DELETE',
    path: `/mailboxes/${encodeURIComponent(address)}/second-factor`,
    sdk: `await keyward.appPasswords.removeFactor(${JSON.stringify(address)})`,
  })
}
