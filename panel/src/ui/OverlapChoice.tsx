import { t } from '../lib/messages/index.ts'
import { OVERLAPS, type OverlapDraft } from '../lib/overlap.ts'
import { Radios } from './Choice.tsx'
import { TextField } from './TextField.tsx'

interface Props {
  readonly overlap: OverlapDraft
  readonly onChange: (overlap: OverlapDraft) => void
  readonly error: string | undefined
}

/** When the old key stops working. */
export function OverlapChoice({ overlap, onChange, error }: Props) {
  return (
    <>
      <Radios
        legend={t('overlap.legend')}
        name="overlap"
        options={OVERLAPS.map((value) => ({ value, label: t(`overlap.${value}`) }))}
        value={overlap.name}
        onChange={(name) => onChange({ ...overlap, name })}
      />
      {overlap.name === 'at' && (
        <TextField
          label={t('overlap.atLabel')}
          type="datetime-local"
          value={overlap.at}
          error={error}
          onChange={(event) => onChange({ ...overlap, at: event.currentTarget.value })}
        />
      )}
    </>
  )
}
