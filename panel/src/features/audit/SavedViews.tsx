import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useSignal } from '../../lib/signal.ts'
import { Button } from '../../ui/Button.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './AuditPage.module.css'
import { type AskedFilter, addressOf, filterIn, isFiltered } from './filter.ts'
import { forgetView, savedViews, saveView } from './savedViews.ts'

interface Props {
  readonly filter: AskedFilter
  readonly onLook: (filter: AskedFilter) => void
}

/** Filters that this browser keeps under a name. */
export function SavedViews({ filter, onLook }: Props) {
  const views = useSignal(savedViews)
  const [naming, setNaming] = useState(false)
  const here = addressOf(filter)
  const current = views.find(({ address }) => address === here)
  const open = (name: string) => {
    const view = views.find((one) => one.name === name)
    onLook(filterIn(view?.address.split('?')[1] ?? ''))
  }
  return (
    <div className={styles['way']}>
      {views.length > 0 && (
        <Select
          label={t('audit.views')}
          value={current?.name ?? ''}
          options={[
            { value: '', label: t('audit.noView') },
            ...views.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={(event) => open(event.currentTarget.value)}
        />
      )}
      {current ? (
        <Button kind="quiet" onClick={() => forgetView(current.name)}>
          {t('audit.forgetView')}
        </Button>
      ) : (
        isFiltered(filter) && <Button onClick={() => setNaming(true)}>{t('audit.saveView')}</Button>
      )}
      {naming && <NameDialog address={here} onClose={() => setNaming(false)} />}
    </div>
  )
}

function NameDialog({ address, onClose }: { readonly address: string; readonly onClose: () => void }) {
  const [name, setName] = useState('')
  const save = () => {
    if (name.trim() === '') return
    saveView({ name: name.trim(), address })
    onClose()
  }
  return (
    <FormDialog
      title={t('audit.saveViewTitle')}
      text={t('audit.saveViewText')}
      button={t('audit.saveViewButton')}
      act={{ busy: false, error: null }}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={t('audit.viewName')}
        required
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
