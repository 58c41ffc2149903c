import { useState } from 'react'
import { fieldError } from '../../lib/errors.ts'
import { type PlainKey, t } from '../../lib/messages/index.ts'
import { useAct } from '../../lib/useAct.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { ServiceActs } from './useServiceActs.ts'

interface Props {
  readonly acts: ServiceActs
  readonly onClose: () => void
}

const FIELDS = ['name', 'type', 'region', 'publicUrl', 'internalUrl'] as const
type Field = (typeof FIELDS)[number]

const LABELS: Readonly<Record<Field, PlainKey>> = {
  name: 'service.name',
  type: 'service.type',
  region: 'endpoint.region',
  publicUrl: 'endpoint.publicUrl',
  internalUrl: 'endpoint.internalUrl',
}
const HINTS: Partial<Readonly<Record<Field, PlainKey>>> = {
  name: 'endpoint.nameHint',
  type: 'endpoint.typeHint',
  publicUrl: 'endpoint.urlHint',
}
const OPTIONAL: readonly Field[] = ['region', 'internalUrl']

/** Puts a service, or another endpoint of one, into the catalog. */
export function AddEndpointDialog({ acts, onClose }: Props) {
  const [typed, setTyped] = useState({ name: '', type: '', region: '', publicUrl: '', internalUrl: '' })
  const add = useAct(async () => {
    const { region, internalUrl, ...needed } = typed
    await acts.addEndpoint({ ...needed, ...(region && { region }), ...(internalUrl && { internalUrl }) })
    onClose()
  })
  const errors = FIELDS.map((field) => fieldError(add.error, field))
  return (
    <FormDialog
      title={t('endpoint.add')}
      text={t('endpoint.addText')}
      button={t('services.add')}
      act={add}
      onSubmit={add.run}
      onClose={onClose}
      fault={errors.some((error) => error !== undefined) ? null : undefined}
    >
      {FIELDS.map((field, at) => {
        const hint = HINTS[field]
        return (
          <TextField
            key={field}
            label={t(LABELS[field])}
            {...(hint && { hint: t(hint) })}
            value={typed[field]}
            error={errors[at]}
            required={!OPTIONAL.includes(field)}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value.trim() })}
          />
        )
      })}
    </FormDialog>
  )
}
