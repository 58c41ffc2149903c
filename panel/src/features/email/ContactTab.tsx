import '../../lib/messages/en/contact.ts'
import type { ContactField, Mailbox, MailboxChange } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { useAsShown } from '../../lib/useAsShown.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import group from '../../ui/group.module.css'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Email.module.css'
import { editMailboxSnippets } from './snippets.ts'
import { useChange } from './useChange.ts'

const PARTS = {
  person: ['firstName', 'initials', 'lastName', 'personalTitle', 'generationQualifier'],
  work: [
    ...['title', 'organization', 'organizationUnit', 'organizationalStatus', 'employeeType'],
    ...['businessStreet', 'businessCity', 'businessState', 'businessPostalCode', 'businessCountry'],
  ],
  home: ['homeStreet', 'homeCity', 'homeState', 'homePostalCode', 'homeCountry', 'homePostalAddress'],
  numbers: ['businessNumber', 'mobileNumber', 'homeNumber', 'faxNumber', 'homeFaxNumber', 'pagerNumber'],
  other: ['userID', 'customID', 'notes'],
} as const satisfies Readonly<Record<string, readonly ContactField[]>>

type PartName = keyof typeof PARTS
const PART_NAMES = ['person', 'work', 'home', 'numbers', 'other'] as const satisfies readonly PartName[]
const FIELDS = PART_NAMES.flatMap((part): readonly ContactField[] => PARTS[part])
const MOST = { notes: 4_096, other: 255 }

/** Who a mailbox belongs to, and which address lists show it. */
export function ContactTab({ mailbox }: { readonly mailbox: Mailbox }) {
  const save = useChange(mailbox)
  const [typed, setTyped] = useState<Partial<Record<ContactField, string>>>({})
  const [lists, setLists] = useState<Pick<MailboxChange, 'inDirectory' | 'inGal'>>({})
  const change = { ...lists, ...(Object.keys(typed).length > 0 && { contact: typed }) }
  const { inDirectory, inGal, contact, address } = useAsShown(mailbox, Object.keys(change).length > 0)
  const act = useAct(async () => {
    const fields = FIELDS.filter((field) => field in typed)
    const before = Object.fromEntries(fields.map((field) => [field, contact[field] ?? '']))
    await save(change, { inDirectory, inGal, contact: before }, t('contact.saved', { address }))
    setTyped({})
    setLists({})
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void act.run()
  }
  const atField = FIELDS.some((field) => fieldError(act.error, field) !== undefined)
  const input = (field: ContactField) => ({
    label: t(`contact.field.${field}`),
    autoComplete: 'off',
    maxLength: field === 'notes' ? MOST.notes : MOST.other,
    value: typed[field] ?? contact[field] ?? '',
    error: fieldError(act.error, field),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setTyped({ ...typed, [field]: event.currentTarget.value }),
  })
  return (
    <Card title={t('contact.title')} lead={t('contact.text')}>
      <form className={styles['wide']} onSubmit={submit}>
        {PART_NAMES.map((part) => (
          <fieldset key={part} className={group['group']}>
            <legend>{t(`contact.${part}`)}</legend>
            <div className={styles['pair']}>
              {PARTS[part].map((field) =>
                field === 'notes' ? (
                  <TextArea key={field} rows={3} {...input(field)} />
                ) : (
                  <TextField key={field} {...input(field)} />
                ),
              )}
            </div>
          </fieldset>
        ))}
        <fieldset className={group['group']}>
          <legend>{t('contact.directory')}</legend>
          <Checkbox
            label={t('contact.inDirectory')}
            checked={lists.inDirectory ?? inDirectory}
            onChange={(on) => setLists({ ...lists, inDirectory: on })}
          />
          <Checkbox
            label={t('contact.inGal')}
            checked={lists.inGal ?? inGal}
            onChange={(on) => setLists({ ...lists, inGal: on })}
          />
        </fieldset>
        {act.error !== null && !atField && <ErrorState error={act.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={act.busy}>
            {t('contact.save')}
          </Button>
        </div>
      </form>
      <ShowAsCode name={t('code.editMailboxName')} snippets={editMailboxSnippets(address, change)} />
    </Card>
  )
}
