import { useRef, useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import type { Act } from '../../../lib/useAct.ts'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { wholeIn } from '../format.ts'
import { bulkSnippets } from './bulkSnippets.ts'
import type { BulkAct, BulkTarget } from './target.ts'

/** As many as this nobody counts by eye: the number is typed. */
const MANY = 100

interface Props {
  readonly act: BulkAct
  readonly target: BulkTarget
  readonly start: Act<[number | null]>
  readonly onClose: () => void
}

export function AskedAct({ act, target, start, onClose }: Props) {
  const cancel = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [size, setSize] = useState('')
  const [wrong, setWrong] = useState(false)
  const { count } = target
  const quotaMb = act === 'quota' ? (wholeIn(size) ?? 0) : null
  const submit = () => {
    const right = count < MANY || typed.replaceAll(/\D/g, '') === `${count}`
    setWrong(!right)
    if (right) void start.run(quotaMb)
    else field.current?.focus()
  }
  const onEnter = (event: { readonly key: string }) => event.key === 'Enter' && submit()
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={onClose}
      title={t('mailBulk.question', { act: t(`mailBulk.${act}`, { count }) })}
      description={t(`mailBulk.text.${act}`)}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            kind={act === 'delete' ? 'danger' : 'primary'}
            disabled={count === 0}
            busy={start.busy}
            onClick={submit}
          >
            {t(`mailBulk.${act}`, { count })}
          </Button>
        </>
      }
    >
      {act === 'quota' && (
        <TextField
          label={t('mailBulk.size')}
          inputMode="numeric"
          autoComplete="off"
          value={size}
          onChange={(event) => setSize(event.currentTarget.value)}
          onKeyDown={onEnter}
        />
      )}
      <Which target={target} />
      {count >= MANY && (
        <TextField
          ref={field}
          label={t('mailBulk.type', { count })}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          error={wrong ? t('mailBulk.typeFirst') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onEnter}
        />
      )}
      {start.error !== null && <ErrorState error={start.error} />}
      <ShowAsCode
        name={t('code.mailBulkName')}
        snippets={bulkSnippets(window.location.origin, act, target, quotaMb)}
      />
    </Dialog>
  )
}

/** So many addresses are read at a glance. */
const FEW = 8

function Which({ target: { count, addresses, which } }: { readonly target: BulkTarget }) {
  const named = addresses.slice(FEW)
  return (
    <div className={styles['people']}>
      <h3>{t('filter' in which ? 'mailBulk.matching' : 'mailBulk.willBe', { count })}</h3>
      <p translate="no">{addresses.slice(0, FEW).join(', ')}</p>
      {'filter' in which && count > FEW && <p>{t('mailBulk.more', { count: count - FEW })}</p>}
      {'mailboxes' in which && named.length > 0 && (
        <details>
          <summary>{t('mailBulk.more', { count: named.length })}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <p className={styles['names']} translate="no" tabIndex={0}>
            {named.join(', ')}
          </p>
        </details>
      )}
    </div>
  )
}
