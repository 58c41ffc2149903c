import type { Mailbox, MailboxChange } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { useAsShown } from '../../lib/useAsShown.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import styles from './Email.module.css'
import { editMailboxSnippets } from './snippets.ts'
import { useChange } from './useChange.ts'

/** What was typed in both parts and is not saved. */
interface Typed {
  readonly lines?: string
  readonly keepForwarded?: boolean
  readonly vacationEnabled?: boolean
  readonly vacationMessage?: string
}

/** Where mail goes besides, and what is answered. */
export function ForwardingTab({ mailbox }: { readonly mailbox: Mailbox }) {
  const [typed, setTyped] = useState<Typed>({})
  const shown = useAsShown(mailbox, Object.keys(typed).length > 0)
  const type = (more: Typed) => setTyped({ ...typed, ...more })
  const lines = typed.lines ?? shown.forwardTo.join('\n')
  const { keepForwarded, vacationEnabled, vacationMessage } = { ...shown, ...typed }
  const forward = { forwardTo: addressesIn(lines), keepForwarded }
  return (
    <>
      <Part
        mailbox={shown}
        title={t('mailbox.forward')}
        change={forward}
        field="forwardTo"
        onSaved={() => setTyped(({ lines: _, keepForwarded: __, ...rest }) => rest)}
      >
        {(error) => (
          <>
            <TextArea
              label={t('mailbox.forwardTo')}
              hint={t('mailbox.forwardHint')}
              rows={4}
              value={lines}
              error={error}
              onChange={(event) => type({ lines: event.currentTarget.value })}
            />
            <Checkbox
              label={t('mailbox.keep')}
              checked={keepForwarded}
              onChange={(keep) => type({ keepForwarded: keep })}
            />
            {forward.forwardTo.length > 0 && !keepForwarded && (
              <Notice kind="warning">{t('mailbox.noCopy')}</Notice>
            )}
          </>
        )}
      </Part>
      <Part
        mailbox={shown}
        title={t('mailbox.vacation')}
        change={{ vacationEnabled, vacationMessage }}
        field="vacationMessage"
        onSaved={() => setTyped(({ vacationEnabled: _, vacationMessage: __, ...rest }) => rest)}
      >
        {(error) => (
          <>
            <Checkbox
              label={t('mailbox.vacationOn')}
              checked={vacationEnabled}
              onChange={(on) => type({ vacationEnabled: on })}
            />
            <TextArea
              label={t('mailbox.vacationMessage')}
              rows={4}
              value={vacationMessage}
              error={error}
              onChange={(event) => type({ vacationMessage: event.currentTarget.value })}
            />
          </>
        )}
      </Part>
      <ShowAsCode
        name={t('code.editMailboxName')}
        snippets={editMailboxSnippets(mailbox.address, { ...forward, vacationEnabled, vacationMessage })}
      />
    </>
  )
}

/** One on each line, or divided by commas. */
function addressesIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((one) => one !== '')
}

interface PartProps {
  readonly mailbox: Mailbox
  readonly title: string
  readonly change: MailboxChange
  /** Whose error stands at the field. */
  readonly field: string
  readonly onSaved: () => void
  readonly children: (error: string | undefined) => React.ReactNode
}

/** A form of its own: what is wrong in one part keeps nobody from saving the other. */
function Part({ mailbox, title, change, field, onSaved, children }: PartProps) {
  const save = useChange(mailbox)
  const { forwardTo, keepForwarded, vacationEnabled, vacationMessage } = mailbox
  const whole = { forwardTo, keepForwarded, vacationEnabled, vacationMessage }
  const back = Object.fromEntries(Object.entries(whole).filter(([name]) => name in change))
  const act = useAct(async () => {
    await save(change, back)
    onSaved()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void act.run()
  }
  const error = fieldError(act.error, field)
  return (
    <Card title={title}>
      <form className={styles['form']} onSubmit={submit}>
        {children(error)}
        {act.error !== null && error === undefined && <ErrorState error={act.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={act.busy}>
            {t('mailbox.save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
