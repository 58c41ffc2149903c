import type { StorageNotice } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { fieldError } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { useAct } from '../../../lib/useAct.ts'
import { useAsShown } from '../../../lib/useAsShown.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Choice.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Select } from '../../../ui/Select.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from '../Email.module.css'
import { useSaved } from '../useSaved.ts'
import { noticeSnippets } from './domainMail.ts'

const PERCENTAGES = [50, 60, 70, 80, 90, 99]

interface Props {
  readonly domain: string
  readonly notice: StorageNotice
}

/** Whether, when and what owners of mailboxes are told, and who besides. */
export function StorageNoticeCard({ domain, notice }: Props) {
  const saved = useSaved()
  const saveEdit = useSaveEdit()
  const [typed, setTyped] = useState<Partial<StorageNotice>>({})
  const shown = useAsShown(notice, Object.keys(typed).length > 0)
  const draft = { ...shown, ...typed }
  const save = useAct(async () => {
    const now = await saveEdit({
      change: typed,
      shown,
      read: () => api.domains.storageNotice(domain),
      send: (edit) => api.domains.changeStorageNotice(domain, edit),
    })
    const text = now && t('notice.saved', { name: domain })
    await saved(text, () => api.domains.changeStorageNotice(domain, shown))
    setTyped({})
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  const type = (more: Partial<StorageNotice>) => setTyped({ ...typed, ...more })
  const [messageError, ccError] = [fieldError(save.error, 'message'), fieldError(save.error, 'cc')]
  return (
    <>
      <form className={styles['form']} onSubmit={submit}>
        <Checkbox
          label={t('notice.enabled')}
          checked={draft.enabled}
          onChange={(enabled) => type({ enabled })}
        />
        <Select
          label={t('notice.percentage')}
          value={`${draft.percentage}`}
          options={PERCENTAGES.map((percentage) => ({
            value: `${percentage}`,
            label: t('notice.percent', { percentage }),
          }))}
          onChange={(event) => type({ percentage: Number(event.currentTarget.value) })}
        />
        <TextArea
          label={t('notice.message')}
          hint={t('notice.messageHint')}
          rows={4}
          value={draft.message}
          error={messageError}
          onChange={(event) => type({ message: event.currentTarget.value })}
        />
        <TextField
          label={t('notice.cc')}
          type="email"
          autoComplete="off"
          value={draft.cc}
          error={ccError}
          onChange={(event) => type({ cc: event.currentTarget.value })}
        />
        {save.error !== null && (messageError ?? ccError) === undefined && <ErrorState error={save.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={save.busy}>
            {t('notice.save')}
          </Button>
        </div>
      </form>
      <ShowAsCode name={t('code.noticeName')} snippets={noticeSnippets(domain, draft)} />
    </>
  )
}
