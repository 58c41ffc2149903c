import { type MailArea, newIdempotencyKey, type RevealedKeyPair } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { fieldError } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Radios } from '../../ui/Choice.tsx'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { DomainChecklist } from '../../ui/DomainChecklist.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

interface Props {
  /** Of the pairs that are there: another of the same name would end one at once. */
  readonly taken: readonly string[]
  readonly onMade: (pair: RevealedKeyPair) => void
  readonly onClose: () => void
}

const ACCESS = ['read', 'write'] as const
/** Where an error may stand at a field. */
const FIELDS = ['name', 'domains', 'networks', 'expiresAt'] as const
const AREAS: readonly MailArea[] = ['domains', 'mailboxes', 'aliases', 'lists', 'spam']

const listIn = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((part) => part !== '')

/** Everything that a pair can be limited to. */
export function NamedPairDialog({ taken, onMade, onClose }: Props) {
  const [name, setName] = useState('')
  const isTaken = taken.includes(name)
  const [access, setAccess] = useState<'read' | 'write'>('read')
  const [areas, setAreas] = useState<readonly MailArea[]>([])
  const [domains, setDomains] = useState<readonly string[] | null>(null)
  const [networks, setNetworks] = useState('')
  const [until, setUntil] = useState('')
  const stepUp = useStepUp()
  const idempotencyKey = useRef(newIdempotencyKey())
  const make = useAct(async () => {
    const asked = {
      ...{ access, areas: areas.length === 0 ? null : areas, networks: listIn(networks) },
      domains,
      expiresAt: until === '' ? null : new Date(`${until}T23:59:59Z`).toISOString(),
    }
    onMade(
      await stepUp('stepUp.pairGenerate', () => api.keyPairs.generate(asked, idempotencyKey.current, name)),
    )
  })
  const errorAt = (field: (typeof FIELDS)[number]) => fieldError(make.error, field)
  const submit = () => {
    if (isTaken) return
    // What was refused is asked anew, and may be something else.
    if (make.error !== null) idempotencyKey.current = newIdempotencyKey()
    void make.run()
  }
  return (
    <FormDialog
      title={t('named.addTitle')}
      text={t('named.addText')}
      button={t('pair.generate')}
      act={make}
      onSubmit={submit}
      onClose={onClose}
      fault={FIELDS.some((field) => errorAt(field) !== undefined) ? null : undefined}
    >
      <TextField
        label={t('named.name')}
        hint={t('named.nameHint')}
        error={isTaken ? t('named.taken') : errorAt('name')}
        required
        pattern="[a-z0-9]([a-z0-9\-]{0,38}[a-z0-9])?"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Radios
        legend={t('named.access')}
        name="access"
        options={ACCESS.map((value) => ({ value, label: t(`named.access.${value}`) }))}
        value={access}
        onChange={setAccess}
      />
      <ChoiceList
        legend={t('named.areas')}
        hint={t('named.areasHint')}
        kind="checkbox"
        options={AREAS.map((value) => ({
          value,
          label: t(`named.area.${value}`),
          text: '',
          chosen: areas.includes(value),
        }))}
        onChange={(area, chosen) => setAreas(chosen ? [...areas, area] : areas.filter((one) => one !== area))}
      />
      <DomainChecklist
        legend={t('named.domains')}
        chosen={domains}
        error={errorAt('domains')}
        onChange={setDomains}
      />
      <TextField
        label={t('named.networks')}
        hint={t('named.networksHint')}
        value={networks}
        error={errorAt('networks')}
        onChange={(event) => setNetworks(event.currentTarget.value)}
      />
      <TextField
        label={t('named.lastDay')}
        hint={t('named.lastDayHint')}
        type="date"
        value={until}
        error={errorAt('expiresAt')}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
