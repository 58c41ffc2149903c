import { useRef } from 'react'
import { conflictFields, conflictValues } from '../lib/messages/en/conflict.ts'
import { contact } from '../lib/messages/en/contact.ts'
import { type PlainKey, t } from '../lib/messages/index.ts'
import { formatNumber } from '../lib/numbers.ts'
import type { Difference } from '../lib/saveEdit.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './ConflictDialog.module.css'

interface Props {
  readonly differences: readonly Difference[]
  readonly onAnswer: (whose: 'mine' | 'theirs' | null) => void
}

/** Somebody else saved the same fields: both values, and whose is to stay. */
export default function ConflictDialog({ differences, onAnswer }: Props) {
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      alert
      open
      onClose={() => onAnswer(null)}
      title={t('conflict.title')}
      description={t('conflict.text')}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={() => onAnswer(null)}>
            {t('action.cancel')}
          </Button>
          <Button onClick={() => onAnswer('theirs')}>{t('conflict.takeTheirs')}</Button>
          <Button kind="primary" onClick={() => onAnswer('mine')}>
            {t('conflict.keepMine')}
          </Button>
        </>
      }
    >
      {differences.map(({ field, mine, theirs }) => (
        <section key={field} className={styles['field']} aria-label={nameOf(field)}>
          <h3>{nameOf(field)}</h3>
          <dl>
            <dt>{t('conflict.mine')}</dt>
            <dd>{textOf(field, mine)}</dd>
            <dt>{t('conflict.theirs')}</dt>
            <dd>{textOf(field, theirs)}</dd>
          </dl>
        </section>
      ))}
    </Dialog>
  )
}

const NAMES = { ...conflictFields, ...contact }

/** As the form calls it. */
function nameOf(field: string): string {
  const last = field.split('.').at(-1)
  const asked = [`conflict.field.${last}`, `contact.field.${last}`]
  const key = Object.keys(NAMES).find((one): one is keyof typeof NAMES & PlainKey => asked.includes(one))
  return key ? t(key) : field
}

function textOf(field: string, value: unknown): string {
  const word = Object.keys(conflictValues).find(isWord(`conflict.value.${field}.${value}`))
  if (word) return t(word)
  if (value === true) return t('conflict.on')
  if (value === false) return t('conflict.off')
  if (typeof value === 'number') return formatNumber(value)
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '')
  return text === '' ? t('conflict.empty') : text
}

const isWord =
  (asked: string) =>
  (key: string): key is keyof typeof conflictValues & PlainKey =>
    key === asked
