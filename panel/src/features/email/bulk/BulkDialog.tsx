import type { MailboxSummary } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { errorText } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { Table } from '../../../ui/Table.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { isFitFor, type MailboxAct } from '../acts.ts'
import { bulkSnippets } from './bulkSnippets.ts'
import { doneOf, type Progress, useBulk } from './useBulk.ts'

interface Props {
  readonly act: MailboxAct
  readonly mailboxes: readonly MailboxSummary[]
  /** All of it was done; what stays open shows what was not. */
  readonly onOver: () => void
  /** Closed after something was done. */
  readonly onClose: () => void
  /** Closed before anything was. */
  readonly onCancel: () => void
}

/** An act on many mailboxes: what it will do and to which, how far it is, how each one came out. */
export function BulkDialog({ act, mailboxes, onOver, onClose, onCancel }: Props) {
  const bulk = useBulk(onOver)
  const { progress } = bulk
  if (bulk.busy && progress !== null) return <Running progress={progress} onStop={bulk.stop} />
  if (progress !== null) return <Outcomes progress={progress} onGoOn={bulk.goOn} onClose={onClose} />
  return <AskedAct act={act} mailboxes={mailboxes} onStart={bulk.start} onClose={onCancel} />
}

/** As many as this nobody counts by eye: the number is typed. */
const MANY = 100
/** So many addresses are read at a glance. */
const FEW = 8

interface AskedProps {
  readonly act: MailboxAct
  readonly mailboxes: readonly MailboxSummary[]
  readonly onStart: (act: MailboxAct, mailboxes: readonly MailboxSummary[]) => void
  readonly onClose: () => void
}

function AskedAct({ act, mailboxes, onStart, onClose }: AskedProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const fit = mailboxes.filter((mailbox) => isFitFor(act, mailbox))
  const count = fit.length
  const submit = () => {
    const right = count < MANY || typed.replaceAll(/\D/g, '') === `${count}`
    setWrong(!right)
    if (right) onStart(act, fit)
    else field.current?.focus()
  }
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
          <Button kind={act === 'delete' ? 'danger' : 'primary'} disabled={count === 0} onClick={submit}>
            {t(`mailBulk.${act}`, { count })}
          </Button>
        </>
      }
    >
      <Which mailboxes={fit} />
      {count >= MANY && (
        <TextField
          ref={field}
          label={t('mailBulk.type', { count })}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          error={wrong ? t('mailBulk.typeFirst') : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && submit()}
        />
      )}
      <ShowAsCode
        name={t('code.mailBulkName')}
        snippets={bulkSnippets(window.location.origin, act, fit.slice(0, FEW))}
      />
    </Dialog>
  )
}

function Which({ mailboxes }: { readonly mailboxes: readonly MailboxSummary[] }) {
  const more = mailboxes.length - FEW
  const names = (some: readonly MailboxSummary[]) => some.map(({ address }) => address).join(', ')
  return (
    <div className={styles['people']}>
      <h3>{t('mailBulk.willBe', { count: mailboxes.length })}</h3>
      <p translate="no">{names(mailboxes.slice(0, FEW))}</p>
      {more > 0 && (
        <details>
          <summary>{t('mailBulk.more', { count: more })}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <p className={styles['names']} translate="no" tabIndex={0}>
            {names(mailboxes.slice(FEW))}
          </p>
        </details>
      )}
    </div>
  )
}

/** How far it is. What is done stays done; the rest can be stopped. */
function Running({ progress, onStop }: { readonly progress: Progress; readonly onStop: () => void }) {
  const { act, mailboxes, outcomes } = progress
  const stop = useRef<HTMLButtonElement>(null)
  const title = t(`mailBulk.${act}`, { count: mailboxes.length })
  return (
    <Dialog
      alert
      open
      onClose={onStop}
      title={title}
      description={t('mailBulk.stopText')}
      initialFocus={stop}
      actions={
        <Button ref={stop} onClick={onStop}>
          {t('mailBulk.stop')}
        </Button>
      }
    >
      <div className={styles['meter']}>
        <progress max={mailboxes.length} value={outcomes.size} aria-label={title} />
        <p>{t('mailBulk.underWay', { done: outcomes.size, count: mailboxes.length })}</p>
      </div>
    </Dialog>
  )
}

/** More rows than these nobody reads; the sum says the rest. */
const MOST_ROWS = 200

interface OutcomesProps {
  readonly progress: Progress
  readonly onGoOn: () => void
  readonly onClose: () => void
}

/** What was not done, and why. */
function Outcomes({ progress, onGoOn, onClose }: OutcomesProps) {
  const { mailboxes, outcomes } = progress
  const close = useRef<HTMLButtonElement>(null)
  const rest = mailboxes.filter(({ id }) => outcomes.get(id)?.kind !== 'done').slice(0, MOST_ROWS)
  const reason = (id: string) => {
    const outcome = outcomes.get(id)
    return outcome?.kind === 'failed' ? errorText(outcome.error) : t('mailBulk.notBegun')
  }
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={onClose}
      title={t('mailBulk.progress', { done: doneOf(progress).length, count: mailboxes.length })}
      initialFocus={close}
      actions={
        <>
          <Button ref={close} onClick={onClose}>
            {t('mailBulk.close')}
          </Button>
          <Button kind="primary" onClick={onGoOn}>
            {t('mailBulk.goOn')}
          </Button>
        </>
      }
    >
      <div className={styles['rows']}>
        <Table
          caption={t('mailBulk.notDone')}
          columns={[{ name: t('mailboxes.address') }, { name: t('mailBulk.notDone') }]}
        >
          {rest.map(({ id, address }) => (
            <tr key={id}>
              <th scope="row" translate="no">
                {address}
              </th>
              <td>{reason(id)}</td>
            </tr>
          ))}
        </Table>
      </div>
    </Dialog>
  )
}
