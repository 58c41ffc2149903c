import type { Administrator, MailArea } from '@keyward/sdk'
import { useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { Checkbox, Radios } from '../../ui/Choice.tsx'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { DomainChecklist } from '../../ui/DomainChecklist.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { changeIn, type Draft, daysIn, draftOf, newIn } from './draft.ts'
import { addAdministratorSnippets, changeAdministratorSnippets } from './snippets.ts'

interface Props {
  /** Whom it is about; null for somebody new. */
  readonly administrator: Administrator | null
  readonly application: boolean
  readonly act: { readonly busy: boolean; readonly error: unknown }
  readonly onSubmit: (draft: Draft) => void
  readonly onClose: () => void
}

/** Where an error may stand at a field. */
const FIELDS = ['username', 'firstName', 'lastName', 'email', 'networks', 'passwordDays'] as const
const TYPES = ['super', 'standard', 'limited'] as const
const AREAS: readonly MailArea[] = ['domains', 'mailboxes', 'aliases', 'lists', 'spam']

/** Everything that is agreed with an administrator. */
export function AdminDialog({ administrator, application, act, onSubmit, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(administrator))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const errorAt = (field: (typeof FIELDS)[number]) => fieldError(act.error, field)
  const badDays = daysIn(draft.passwordDays) === null
  const submit = () => {
    setTried(true)
    if (!badDays) onSubmit(draft)
  }
  return (
    <FormDialog
      title={titleOf(administrator, application)}
      {...(administrator === null && {
        text: t(application ? 'admins.addApplicationText' : 'admins.addText'),
      })}
      button={t(administrator ? 'admins.save' : application ? 'admins.addApplication' : 'admins.add')}
      act={act}
      onSubmit={submit}
      onClose={onClose}
      fault={FIELDS.some((field) => errorAt(field) !== undefined) ? null : undefined}
    >
      {administrator === null && (
        <TextField
          label={t('admins.username')}
          required
          error={errorAt('username')}
          value={draft.username}
          onChange={(event) => set({ username: event.currentTarget.value })}
        />
      )}
      {!application && <Person draft={draft} set={set} error={act.error} />}
      {!application && administrator?.type === 'super' && <p>{t('admins.losesKeys')}</p>}
      {!application && draft.type === 'limited' && <Limits draft={draft} set={set} />}
      <TextField
        label={t('admins.networks')}
        hint={t('admins.networksHint')}
        value={draft.networks}
        error={errorAt('networks')}
        onChange={(event) => set({ networks: event.currentTarget.value })}
      />
      {!application && (
        <TextField
          label={t('admins.passwordDays')}
          hint={t('admins.passwordDaysHint')}
          inputMode="numeric"
          value={draft.passwordDays}
          error={tried && badDays ? t('admins.passwordDaysRule') : errorAt('passwordDays')}
          onChange={(event) => set({ passwordDays: event.currentTarget.value })}
        />
      )}
      {!application && (
        <Checkbox
          label={t('admins.simultaneous')}
          checked={draft.simultaneous}
          onChange={(simultaneous) => set({ simultaneous })}
        />
      )}
      <ShowAsCode
        name={titleOf(administrator, application)}
        snippets={
          administrator
            ? changeAdministratorSnippets(administrator.id, changeIn(draft, administrator))
            : addAdministratorSnippets(newIn(draft, application))
        }
      />
    </FormDialog>
  )
}

function titleOf(administrator: Administrator | null, application: boolean): string {
  if (administrator) return t('admins.editTitle', { name: administrator.username })
  return t(application ? 'admins.addApplicationTitle' : 'admins.addTitle')
}

interface PartProps {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

function Person({ draft, set, error }: PartProps & { readonly error: unknown }) {
  return (
    <>
      <TextField
        label={t('admins.firstName')}
        value={draft.firstName}
        error={fieldError(error, 'firstName')}
        onChange={(event) => set({ firstName: event.currentTarget.value })}
      />
      <TextField
        label={t('admins.lastName')}
        value={draft.lastName}
        error={fieldError(error, 'lastName')}
        onChange={(event) => set({ lastName: event.currentTarget.value })}
      />
      <TextField
        label={t('admins.email')}
        hint={t('admins.emailHint')}
        type="email"
        value={draft.email}
        error={fieldError(error, 'email')}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <Radios
        legend={t('admins.type')}
        name="type"
        options={TYPES.map((value) => ({ value, label: t(`admins.type.${value}`) }))}
        value={draft.type}
        onChange={(type) => set({ type })}
      />
    </>
  )
}

function Limits({ draft, set }: PartProps) {
  const choose = (area: MailArea, chosen: boolean) =>
    set({ areas: chosen ? [...draft.areas, area] : draft.areas.filter((one) => one !== area) })
  return (
    <>
      <ChoiceList
        legend={t('admins.areas')}
        kind="checkbox"
        options={AREAS.map((value) => ({
          value,
          label: t(`admins.area.${value}`),
          text: '',
          chosen: draft.areas.includes(value),
        }))}
        onChange={choose}
      />
      <DomainChecklist
        legend={t('admins.domains')}
        chosen={draft.domains}
        onChange={(domains) => set({ domains })}
      />
    </>
  )
}
