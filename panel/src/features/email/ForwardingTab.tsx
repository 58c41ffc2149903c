import type { Mailbox, MailboxChange } from '@keyward/sdk'
import { type FormEvent, useId, useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import styles from './Email.module.css'
import { editMailboxSnippets } from './snippets.ts'
import { useChange } from './useChange.ts'

/** Where mail goes besides, and what is answered. */
export function ForwardingTab({ mailbox }: { readonly mailbox: Mailbox }) {
  const [draft, setDraft] = useState(mailbox)
  const [lines, setLines] = useState(mailbox.forwardTo.join('\n'))
  const forward = { forwardTo: addressesIn(lines), keepForwarded: draft.keepForwarded }
  const { vacationEnabled, vacationMessage } = draft
  return (
    <>
      <Part mailbox={mailbox} title={t('mailbox.forward')} change={forward} field="forwardTo">
        {(error) => (
          <>
            <TextArea
              label={t('mailbox.forwardTo')}
              hint={t('mailbox.forwardHint')}
              value={lines}
              error={error}
              onChange={setLines}
            />
            <Checkbox
              label={t('mailbox.keep')}
              checked={draft.keepForwarded}
              onChange={(keepForwarded) => setDraft({ ...draft, keepForwarded })}
            />
            {forward.forwardTo.length > 0 && !draft.keepForwarded && (
              <Notice kind="warning">{t('mailbox.noCopy')}</Notice>
            )}
          </>
        )}
      </Part>
      <Part
        mailbox={mailbox}
        title={t('mailbox.vacation')}
        change={{ vacationEnabled, vacationMessage }}
        field="vacationMessage"
      >
        {(error) => (
          <>
            <Checkbox
              label={t('mailbox.vacationOn')}
              checked={vacationEnabled}
              onChange={(on) => setDraft({ ...draft, vacationEnabled: on })}
            />
            <TextArea
              label={t('mailbox.vacationMessage')}
              value={vacationMessage}
              error={error}
              onChange={(text) => setDraft({ ...draft, vacationMessage: text })}
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
  readonly children: (error: string | undefined) => React.ReactNode
}

/** A form of its own: what is wrong in one part keeps nobody from saving the other. */
function Part({ mailbox, title, change, field, children }: PartProps) {
  const save = useChange(mailbox)
  const { forwardTo, keepForwarded, vacationEnabled, vacationMessage } = mailbox
  const whole = { forwardTo, keepForwarded, vacationEnabled, vacationMessage }
  const back = Object.fromEntries(Object.entries(whole).filter(([name]) => name in change))
  const act = useAct(async () => {
    await save(change, back)
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

interface TextAreaProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

function TextArea({ label, hint, value, error, onChange }: TextAreaProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={styles['area']}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {hint !== undefined && <p id={`${id}-hint`}>{hint}</p>}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
