import type { DomainSpamSettingsChange, Edit, SpamSettings } from '@keyward/sdk'
import { type FormEvent, useState } from 'react'
import { fieldError } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { useAct } from '../../../lib/useAct.ts'
import { useAsShown } from '../../../lib/useAsShown.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Checkbox } from '../../../ui/Choice.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import styles from '../Email.module.css'
import { useSaved } from '../useSaved.ts'
import { changeOf, draftOf, type SpamDraft } from './spamDraft.ts'
import { changeSpam, type SpamOwner, spamOf } from './spamOwner.ts'
import { spamSnippets } from './spamSnippets.ts'

const LEVELS = ['on', 'exclusive', 'off'] as const
const HANDLINGS = ['toFolder', 'labelSubject', 'toAddress', 'delete'] as const
/** Where an error may stand at a field. */
const FIELDS = ['folderDays', 'folderMessages', 'forwardTo']

interface Props {
  readonly owner: SpamOwner
  readonly settings: SpamSettings
}

/** The filter, and what becomes of what it finds. */
export function SpamCard({ owner, settings }: Props) {
  const saved = useSaved()
  const saveEdit = useSaveEdit()
  // What was typed and is not saved; the rest is as the server has it.
  const [typed, setTyped] = useState<Partial<SpamDraft>>({})
  const shown = useAsShown(settings, Object.keys(typed).length > 0)
  const draft = { ...draftOf(shown), ...typed }
  const change = changeOf(draft)
  const save = useAct(async () => {
    const back = changeOf(draftOf(shown))
    const read = () => spamOf(owner)
    const send = (edit: Edit<DomainSpamSettingsChange>) => changeSpam(owner, edit)
    // What a mailbox takes over from its domain becomes its own, whether it was edited or not.
    const takesOver = owner.kind === 'mailbox' && !shown.own
    const now = takesOver ? await send(change) : await saveEdit({ change, shown: back, read, send })
    const undo = change.overridesMailboxes ? undefined : () => changeSpam(owner, back)
    await saved(now && t('spam.saved', { name: owner.name }), undo)
    setTyped({})
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  const type = (more: Partial<SpamDraft>) => setTyped({ ...typed, ...more })
  const atField = FIELDS.some((field) => fieldError(save.error, field) !== undefined)
  return (
    <Card
      title={t('spam.title')}
      lead={settings.own || owner.kind === 'domain' ? undefined : t('spam.asDomain')}
    >
      <form className={styles['form']} onSubmit={submit}>
        <Select
          label={t('spam.level')}
          value={draft.level}
          options={LEVELS.map((value) => ({ value, label: t(`spam.level.${value}`) }))}
          onChange={({ currentTarget: { value } }) =>
            type({ level: LEVELS.find((level) => level === value) ?? draft.level })
          }
        />
        {draft.level !== 'off' && <Handling draft={draft} error={save.error} onChange={type} />}
        {owner.kind === 'domain' && (
          <Checkbox
            label={t('spam.overrides')}
            checked={draft.overridesMailboxes}
            onChange={(overridesMailboxes) => type({ overridesMailboxes })}
          />
        )}
        {draft.overridesMailboxes && <Notice kind="warning">{t('spam.overridesText')}</Notice>}
        {save.error !== null && !atField && <ErrorState error={save.error} />}
        <div className={styles['row']}>
          <Button kind="primary" type="submit" busy={save.busy}>
            {t('spam.save')}
          </Button>
        </div>
      </form>
      <ShowAsCode name={t('code.spamName')} snippets={spamSnippets(owner, change)} />
    </Card>
  )
}

interface HandlingProps {
  readonly draft: SpamDraft
  readonly error: unknown
  readonly onChange: (more: Partial<SpamDraft>) => void
}

function Handling({ draft, error, onChange }: HandlingProps) {
  const { handling, cleansFolder, forwardTo } = draft
  return (
    <>
      <Select
        label={t('spam.handling')}
        value={handling}
        options={HANDLINGS.map((value) => ({ value, label: t(`spam.handling.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ handling: HANDLINGS.find((one) => one === value) ?? handling })
        }
      />
      {handling === 'delete' && <Notice kind="warning">{t('spam.deleteText')}</Notice>}
      {handling === 'toAddress' && (
        <TextField
          required
          label={t('spam.forwardTo')}
          hint={t('spam.forwardToHint')}
          autoComplete="off"
          value={forwardTo}
          error={fieldError(error, 'forwardTo')}
          onChange={(event) => onChange({ forwardTo: event.currentTarget.value })}
        />
      )}
      {handling === 'toFolder' && (
        <Checkbox
          label={t('spam.cleansFolder')}
          checked={cleansFolder}
          onChange={(cleans) => onChange({ cleansFolder: cleans })}
        />
      )}
      {handling === 'toFolder' && cleansFolder && <Folder draft={draft} error={error} onChange={onChange} />}
    </>
  )
}

function Folder({ draft, error, onChange }: HandlingProps) {
  const field = (name: 'folderDays' | 'folderMessages') => ({
    inputMode: 'numeric' as const,
    autoComplete: 'off',
    value: draft[name],
    error: fieldError(error, name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ [name]: event.currentTarget.value }),
  })
  return (
    <div className={styles['pair']}>
      <TextField label={t('spam.folderDays')} hint={t('spam.folderDaysHint')} {...field('folderDays')} />
      <TextField
        label={t('spam.folderMessages')}
        hint={t('spam.folderMessagesHint')}
        {...field('folderMessages')}
      />
    </div>
  )
}
