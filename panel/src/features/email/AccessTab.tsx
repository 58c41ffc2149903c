import '../../lib/messages/en/mailboxAccess.ts'
import type { Mailbox, MailProtocol } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { useAsShown } from '../../lib/useAsShown.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import group from '../../ui/group.module.css'
import { Notice } from '../../ui/Notice.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { AccessChanged } from './AccessChanged.tsx'
import styles from './Email.module.css'
import { editMailboxSnippets } from './snippets.ts'
import { useChange } from './useChange.ts'

const PROTOCOLS = ['imap', 'pop3', 'smtp'] as const

/** By which ways mail programs get in. */
export function AccessTab({ mailbox }: { readonly mailbox: Mailbox }) {
  const save = useChange(mailbox)
  const { address, enabled } = mailbox
  const [draft, setDraft] = useState<readonly MailProtocol[] | null>(null)
  const shown = useAsShown(mailbox.protocols, draft !== null)
  const chosen = draft ?? shown
  const act = useAct(async () => {
    await save({ protocols: chosen }, { protocols: shown }, t('access.saved', { address }))
    // From now on what is stored is shown: Undo changes it, too.
    setDraft(null)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void act.run()
  }
  return (
    <>
      <Card title={t('access.title')} lead={t('access.text')}>
        <form className={styles['form']} onSubmit={submit}>
          {!enabled && <Notice kind="warning">{t('access.blocked')}</Notice>}
          <fieldset className={group['group']}>
            <legend>{t('access.programs')}</legend>
            {PROTOCOLS.map((protocol) => (
              <Checkbox
                key={protocol}
                label={t(`access.${protocol}`)}
                checked={chosen.includes(protocol)}
                onChange={(on) =>
                  setDraft(PROTOCOLS.filter((one) => (one === protocol ? on : chosen.includes(one))))
                }
              />
            ))}
          </fieldset>
          {chosen.length === 0 && <Notice kind="warning">{t('access.none')}</Notice>}
          {act.error !== null && <ErrorState error={act.error} />}
          <div className={styles['row']}>
            <Button kind="primary" type="submit" busy={act.busy}>
              {t('access.save')}
            </Button>
          </div>
        </form>
        <AccessChanged address={address} />
      </Card>
      <ShowAsCode
        name={t('code.accessName')}
        snippets={editMailboxSnippets(address, { protocols: chosen })}
      />
    </>
  )
}
