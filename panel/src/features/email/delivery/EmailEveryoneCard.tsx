import { useRef, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { fieldError } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useSaved } from '../useSaved.ts'
import { announcementSnippets } from './domainMail.ts'

const NEW = { fromName: '', fromAddress: '', subject: '', text: '' }
type Field = keyof typeof NEW
const FIELDS: readonly Field[] = ['fromName', 'fromAddress', 'subject', 'text']

/** A letter to every mailbox of a domain. */
export function EmailEveryoneCard({ domain }: { readonly domain: string }) {
  const [writing, setWriting] = useState(false)
  return (
    <Card
      title={t('everyone.title')}
      lead={t('everyone.lead')}
      aside={<Button onClick={() => setWriting(true)}>{t('everyone.write')}</Button>}
    >
      {writing && <WriteDialog domain={domain} onClose={() => setWriting(false)} />}
    </Card>
  )
}

function WriteDialog({ domain, onClose }: { readonly domain: string; readonly onClose: () => void }) {
  const saved = useSaved()
  const [letter, setLetter] = useState(NEW)
  const first = useRef<HTMLInputElement>(null)
  const write = useAct(async () => {
    const count = await api.domains.emailEveryone(domain, letter)
    await saved(t('everyone.sent', { count, name: domain }))
    onClose()
  })
  const field = (name: Field) => ({
    label: t(`everyone.${name}`),
    value: letter[name],
    error: fieldError(write.error, name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setLetter({ ...letter, [name]: event.currentTarget.value }),
  })
  const atField = FIELDS.some((name) => fieldError(write.error, name) !== undefined)
  return (
    <FormDialog
      title={t('everyone.dialog', { name: domain })}
      button={t('everyone.send')}
      act={write}
      onSubmit={write.run}
      onClose={onClose}
      initialFocus={first}
      fault={write.error !== null && !atField ? <ErrorState error={write.error} /> : null}
    >
      <TextField ref={first} autoComplete="off" maxLength={255} {...field('fromName')} />
      <TextField
        required
        autoComplete="off"
        autoCapitalize="none"
        hint={t('everyone.fromHint')}
        {...field('fromAddress')}
      />
      <TextField required autoComplete="off" maxLength={255} {...field('subject')} />
      <TextArea required rows={8} maxLength={50_000} {...field('text')} />
      <ShowAsCode name={t('code.everyoneName')} snippets={announcementSnippets(domain, letter)} />
    </FormDialog>
  )
}
