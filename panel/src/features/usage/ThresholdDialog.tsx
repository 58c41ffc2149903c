import type { UsageThreshold } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useSaveEdit } from '../../lib/saveEdit.ts'
import { thresholdQuery } from '../../lib/threshold.ts'
import { useAct } from '../../lib/useAct.ts'
import { useAsShown } from '../../lib/useAsShown.ts'
import { Radios } from '../../ui/Choice.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { callsIn, thresholdSnippets } from './thresholdSnippets.ts'

interface Props {
  readonly threshold: UsageThreshold
  readonly onClose: () => void
}

const AUDIENCES = ['owners', 'managers', 'nobody'] as const

/** Two numbers, each of which may be empty, and who gets a mail. */
export function ThresholdDialog({ threshold, onClose }: Props) {
  const [day, setDay] = useState(threshold.callsPerDay?.toString() ?? '')
  const [month, setMonth] = useState(threshold.callsPerMonth?.toString() ?? '')
  const [notify, setNotify] = useState(threshold.notify)
  const [tried, setTried] = useState(false)
  const queries = useQueryClient()
  const saveEdit = useSaveEdit()
  const shown = useAsShown(threshold, true)
  const callsPerDay = callsIn(day)
  const callsPerMonth = callsIn(month)
  const set = useAct(async () => {
    if (callsPerDay === undefined || callsPerMonth === undefined) return
    await saveEdit({
      change: { callsPerDay, callsPerMonth, notify },
      shown,
      read: () => api.usage.threshold(),
      send: (edit) => api.usage.setThreshold(edit),
    })
    await queries.invalidateQueries(thresholdQuery)
    onClose()
  })
  const submit = () => {
    setTried(true)
    void set.run()
  }
  const faultOf = (calls: number | null | undefined) =>
    tried && calls === undefined ? t('threshold.wrong') : undefined
  return (
    <FormDialog
      title={t('threshold.set')}
      text={t('threshold.text')}
      button={t('threshold.save')}
      act={set}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('threshold.day')}
        hint={t('threshold.hint')}
        inputMode="numeric"
        value={day}
        error={faultOf(callsPerDay)}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <TextField
        label={t('threshold.month')}
        hint={t('threshold.hint')}
        inputMode="numeric"
        value={month}
        error={faultOf(callsPerMonth)}
        onChange={(event) => setMonth(event.currentTarget.value)}
      />
      <Radios
        legend={t('threshold.notify')}
        name="notify"
        stacked
        options={AUDIENCES.map((value) => ({ value, label: t(`threshold.notify.${value}`) }))}
        value={notify}
        onChange={setNotify}
      />
      <ShowAsCode
        name={t('code.thresholdName')}
        snippets={thresholdSnippets(window.location.origin, {
          callsPerDay: callsPerDay ?? null,
          callsPerMonth: callsPerMonth ?? null,
          notify,
        })}
      />
    </FormDialog>
  )
}
