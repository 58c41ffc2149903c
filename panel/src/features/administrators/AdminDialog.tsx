import type { Administrator, MailArea } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useUnknownDomains } from '../../lib/useUnknownDomains.ts'
import { Checkbox, Radios } from '../../ui/Choice.tsx'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Draft, daysIn, draftOf, listIn } from './draft.ts'

interface Props {
  /** Whom it is about; null for somebody new. */
  readonly administrator: Administrator | null
  readonly application: boolean
  readonly act: { readonly busy: boolean; readonly error: unknown }
  readonly onSubmit: (draft: Draft) => void
  readonly onClose: () => void
}

const TYPES = ['super', 'standard', 'limited'] as const
const AREAS: readonly MailArea[] = ['domains', 'mailboxes', 'aliases', 'lists', 'spam']

/** Everything that is agreed with an administrator. */
export function AdminDialog({ administrator, application, act, onSubmit, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(administrator))
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
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
    >
      {administrator === null && (
        <TextField
          label={t('admins.username')}
          required
          value={draft.username}
          onChange={(event) => set({ username: event.currentTarget.value })}
        />
      )}
      {!application && <Person draft={draft} set={set} />}
      {!application && administrator?.type === 'super' && <p>{t('admins.losesKeys')}</p>}
      {!application && draft.type === 'limited' && <Limits draft={draft} set={set} />}
      <TextField
        label={t('admins.networks')}
        hint={t('admins.networksHint')}
        value={draft.networks}
        onChange={(event) => set({ networks: event.currentTarget.value })}
      />
      {!application && (
        <TextField
          label={t('admins.passwordDays')}
          hint={t('admins.passwordDaysHint')}
          inputMode="numeric"
          value={draft.passwordDays}
          error={tried && badDays ? t('admins.passwordDaysRule') : undefined}
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

function Person({ draft, set }: PartProps) {
  return (
    <>
      <TextField
        label={t('admins.firstName')}
        value={draft.firstName}
        onChange={(event) => set({ firstName: event.currentTarget.value })}
      />
      <TextField
        label={t('admins.lastName')}
        value={draft.lastName}
        onChange={(event) => set({ lastName: event.currentTarget.value })}
      />
      <TextField
        label={t('admins.email')}
        hint={t('admins.emailHint')}
        type="email"
        value={draft.email}
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
  const unknown = useUnknownDomains(listIn(draft.domains))
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
      <TextField
        label={t('admins.domains')}
        hint={t('admins.domainsHint')}
        value={draft.domains}
        onChange={(event) => set({ domains: event.currentTarget.value })}
      />
      {unknown.length > 0 && (
        <Notice kind="warning">
          <p role="status">{t('admins.unknownDomains', { names: unknown.join(', ') })}</p>
        </Notice>
      )}
    </>
  )
}
