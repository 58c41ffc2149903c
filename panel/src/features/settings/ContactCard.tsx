import type { AccountContact, AccountSettings } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { ChangeSettings } from './change.ts'

const PLACE = ['addressLine1', 'addressLine2', 'zip', 'city', 'state', 'country'] as const
const FIELDS = [...PLACE, 'phone', 'email'] as const

const AUTOFILL: Readonly<Record<(typeof FIELDS)[number], string>> = {
  addressLine1: 'address-line1',
  addressLine2: 'address-line2',
  zip: 'postal-code',
  city: 'address-level2',
  state: 'address-level1',
  country: 'country-name',
  phone: 'tel',
  email: 'email',
}

interface Props {
  readonly settings: AccountSettings
  readonly change: ChangeSettings
}

/** Where the people of the account are reached. */
export function ContactCard({ settings: { contact }, change }: Props) {
  const [editing, setEditing] = useState(false)
  const place = PLACE.map((field) => contact[field]).filter((text) => text !== '')
  const none = t('company.none')
  return (
    <Card
      title={t('company.title')}
      lead={t('company.text')}
      aside={<Button onClick={() => setEditing(true)}>{t('company.edit')}</Button>}
    >
      <Details>
        <DetailsRow label={t('company.place')}>{place.length === 0 ? none : place.join(', ')}</DetailsRow>
        <DetailsRow label={t('company.phone')}>{contact.phone || none}</DetailsRow>
        <DetailsRow label={t('company.email')}>{contact.email || none}</DetailsRow>
      </Details>
      {editing && <EditDialog contact={contact} change={change} onClose={() => setEditing(false)} />}
    </Card>
  )
}

interface DialogProps {
  readonly contact: AccountContact
  readonly change: ChangeSettings
  readonly onClose: () => void
}

function EditDialog({ contact, change, onClose }: DialogProps) {
  const [draft, setDraft] = useState(contact)
  const first = useRef<HTMLInputElement>(null)
  const save = useAct(async () => {
    await change(t('company.title'), { contact: draft }, { contact })
    onClose()
  })
  const atField = FIELDS.some((field) => fieldError(save.error, field) !== undefined)
  return (
    <FormDialog
      title={t('company.title')}
      button={t('action.save')}
      act={save}
      onSubmit={() => void save.run()}
      onClose={onClose}
      initialFocus={first}
      {...(atField && { fault: null })}
    >
      {FIELDS.map((field) => (
        <TextField
          key={field}
          {...(field === 'addressLine1' && { ref: first })}
          label={t(`company.${field}`)}
          autoComplete={AUTOFILL[field]}
          maxLength={255}
          value={draft[field]}
          error={fieldError(save.error, field)}
          onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
        />
      ))}
    </FormDialog>
  )
}
