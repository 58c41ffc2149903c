import { useRef, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { fieldError, isCode } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useFoundsDomains } from '../areas.ts'
import styles from '../Email.module.css'
import { useSaved } from '../useSaved.ts'
import { addNameSnippets } from './domainMail.ts'

interface Props {
  readonly domain: string
  readonly names: readonly string[]
}

/** Other names of a domain; whoever adds domains adds them. */
export function AlternateNamesCard({ domain, names }: Props) {
  const founds = useFoundsDomains()
  const [adding, setAdding] = useState(false)
  const saved = useSaved()
  const remove = useAct(async (other: string) => {
    await api.domains.removeAlternateName(domain, other)
    const undo = () => api.domains.addAlternateName(domain, other)
    await saved(t('names.removed', { other, name: domain }), undo)
  })
  return (
    <Card
      title={t('names.title')}
      lead={t('names.text', { name: domain })}
      aside={founds && <Button onClick={() => setAdding(true)}>{t('names.add')}</Button>}
    >
      {names.length === 0 ? (
        <p className={styles['muted']}>
          {t('names.none')} {!founds && t('names.forSupers')}
        </p>
      ) : (
        <ul className={styles['plain']} aria-label={t('names.title')}>
          {names.map((other) => (
            <li key={other} className={styles['row']}>
              <span translate="no">{other}</span>
              {founds && (
                <Button
                  kind="quiet"
                  aria-label={t('names.removeOf', { other })}
                  disabled={remove.busy}
                  onClick={() => void remove.run(other)}
                >
                  {t('names.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {remove.error !== null && <ErrorState error={remove.error} />}
      {adding && <AddDialog domain={domain} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function AddDialog({ domain, onClose }: { readonly domain: string; readonly onClose: () => void }) {
  const saved = useSaved()
  const [typed, setTyped] = useState('')
  const first = useRef<HTMLInputElement>(null)
  const add = useAct(async () => {
    const other = await api.domains.addAlternateName(domain, typed.trim())
    const undo = () => api.domains.removeAlternateName(domain, other)
    await saved(t('names.added', { other, name: domain }), undo)
    onClose()
  })
  const error = isCode(add.error, 'conflict') ? t('names.taken') : fieldError(add.error, 'name')
  return (
    <FormDialog
      title={t('names.add')}
      button={t('names.add')}
      act={add}
      onSubmit={add.run}
      onClose={onClose}
      initialFocus={first}
      fault={error === undefined ? undefined : null}
    >
      <TextField
        required
        ref={first}
        label={t('names.field')}
        hint={t('names.hint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ShowAsCode
        name={t('code.namesName')}
        snippets={addNameSnippets(domain, typed.trim() || 'example.net')}
      />
    </FormDialog>
  )
}
