import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Chosen, faultIn, searchFor } from './period.ts'
import styles from './UsagePage.module.css'

/** The first and the last day of a period of one's own. */
export function PeriodForm({ chosen }: { readonly chosen: Chosen }) {
  const [days, setDays] = useState({ from: chosen.from, to: chosen.to })
  const [tried, setTried] = useState(false)
  const navigate = useNavigate()
  const asked = { ...chosen, ...days }
  const fault = tried ? faultIn(asked) : null
  const show = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faultIn(asked) === null) navigate({ to: '/usage', search: searchFor(asked), resetScroll: false })
  }
  return (
    <form className={styles['period']} onSubmit={show} aria-label={t('usage.period')} noValidate>
      <TextField
        label={t('usage.from')}
        type="date"
        value={days.from}
        error={fault === 'missing' ? t('usage.fault.missing') : undefined}
        onChange={({ currentTarget: { value } }) => setDays({ ...days, from: value })}
      />
      <TextField
        label={t('usage.to')}
        type="date"
        value={days.to}
        error={fault === 'order' || fault === 'long' ? t(`usage.fault.${fault}`) : undefined}
        onChange={({ currentTarget: { value } }) => setDays({ ...days, to: value })}
      />
      <Button type="submit">{t('usage.show')}</Button>
    </form>
  )
}
