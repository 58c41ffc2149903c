import { type FormEvent, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { isSignedOut } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Radios } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Exchange } from './Exchange.tsx'
import { OwnKey } from './OwnKey.tsx'
import { isReading, type Operation } from './operations.ts'
import styles from './TryIt.module.css'
import type { FieldsState } from './useFields.ts'
import { type Try, useTry } from './useTry.ts'
import { valueLabel } from './valueLabel.ts'

interface Props {
  readonly api: string
  readonly operation: Operation
  readonly fields: FieldsState
}

/** Builds the request, or sends it to this server and shows what comes back. */
export function TryIt({ api, operation, fields }: Props) {
  const trial = useTry(api, operation, fields)
  const [asking, setAsking] = useState(false)
  const signedOut = isSignedOut()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReading(operation)) void trial.send()
    else setAsking(true)
  }
  return (
    <Card title={t('apis.tryIt')} lead={t(signedOut ? 'apis.logInToSend' : 'apis.tryLead')}>
      <form className={styles['form']} onSubmit={submit} autoComplete="off">
        {!signedOut && <Credentials trial={trial} />}
        <div className={styles['buttons']}>
          <Button onClick={trial.build} disabled={fields.bodyError !== undefined}>
            {t('apis.buildOnly')}
          </Button>
          {!signedOut && (
            <Button kind="primary" type="submit" busy={trial.busy} disabled={fields.bodyError !== undefined}>
              {trial.busy ? t('apis.sending') : t('apis.send')}
            </Button>
          )}
        </div>
      </form>
      {trial.error !== null && (
        <Notice kind="danger" urgent>
          <p>{trial.error}</p>
        </Notice>
      )}
      {trial.built && <Exchange request={trial.built} answer={trial.answer} />}
      <AskFirst
        open={asking}
        operation={operation}
        onClose={() => setAsking(false)}
        onSend={() => {
          setAsking(false)
          void trial.send()
        }}
      />
    </Card>
  )
}

const SECRETS = ['KEYWARD_KEY', 'KEYWARD_TOKEN', 'KEYWARD_PASSWORD', 'KEYWARD_SECRET_KEY']

function Credentials({ trial }: { readonly trial: Try }) {
  return (
    <>
      {trial.proofs.length > 1 && (
        <Radios
          legend={t('apis.whoAsks')}
          name="proof"
          value={trial.proof}
          onChange={trial.choose}
          options={trial.proofs.map((value) => ({ value, label: t(`apis.proof.${value}`) }))}
        />
      )}
      {trial.needs.includes('KEYWARD_KEY') && <OwnKey onGet={(key) => trial.setValue('KEYWARD_KEY', key)} />}
      {trial.needs.length > 0 && (
        <div className={styles['values']}>
          {trial.needs.map((name) => (
            <Value key={name} name={name} trial={trial} />
          ))}
        </div>
      )}
    </>
  )
}

function Value({ name, trial }: { readonly name: string; readonly trial: Try }) {
  return (
    <TextField
      label={valueLabel(name)}
      type={SECRETS.includes(name) ? 'password' : 'text'}
      autoComplete="off"
      spellCheck={false}
      value={trial.values[name] ?? ''}
      onChange={(event) => trial.setValue(name, event.currentTarget.value)}
    />
  )
}

interface AskFirstProps {
  readonly open: boolean
  readonly operation: Operation
  readonly onClose: () => void
  readonly onSend: () => void
}

/** Nobody who only wants to look should delete something. */
function AskFirst({ open, operation: { method, path }, onClose, onSend }: AskFirstProps) {
  return (
    <Dialog
      alert
      open={open}
      onClose={onClose}
      title={t('apis.askTitle')}
      description={t('apis.askText', { address: `${method} ${path}` })}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" onClick={onSend}>
            {t('apis.sendAnyway')}
          </Button>
        </>
      }
    />
  )
}
