import type { Posting, ReplyTo } from '@keyward/sdk'
import { t } from '../../../lib/messages/index.ts'
import { Radios } from '../../../ui/Choice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { type ListDraft, sidesOf } from './listDraft.ts'

const REPLY_TO: readonly ReplyTo[] = ['sender', 'list']
const POSTING: readonly Posting[] = ['anyone', 'domain', 'members', 'chosen']

interface Props {
  readonly draft: ListDraft
  readonly onChange: (draft: ListDraft) => void
  readonly faults: Readonly<Record<'displayName' | 'members' | 'posters', string | undefined>>
}

/** What can be changed of a list: its settings, and who is on it. */
export function ListFields({ draft, onChange, faults }: Props) {
  return (
    <>
      <TextField
        label={t('lists.name')}
        autoComplete="off"
        maxLength={255}
        value={draft.displayName}
        error={faults.displayName}
        onChange={(event) => onChange({ ...draft, displayName: event.currentTarget.value })}
      />
      <TextArea
        label={t('lists.members')}
        hint={t('lists.membersHint', sidesOf(draft))}
        rows={5}
        spellCheck={false}
        autoCapitalize="none"
        value={draft.members}
        error={faults.members}
        onChange={(event) => onChange({ ...draft, members: event.currentTarget.value })}
      />
      <Select
        label={t('lists.posting')}
        value={draft.posting}
        options={POSTING.map((value) => ({ value, label: t(`lists.posting.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...draft, posting: POSTING.find((known) => known === value) ?? draft.posting })
        }
      />
      {draft.posting === 'chosen' && (
        <TextArea
          label={t('lists.posters')}
          hint={t('lists.postersHint')}
          rows={3}
          required
          spellCheck={false}
          autoCapitalize="none"
          value={draft.posters}
          error={faults.posters}
          onChange={(event) => onChange({ ...draft, posters: event.currentTarget.value })}
        />
      )}
      <Radios
        legend={t('lists.replyTo')}
        name="replyTo"
        options={REPLY_TO.map((value) => ({ value, label: t(`lists.replyTo.${value}`) }))}
        value={draft.replyTo}
        onChange={(replyTo) => onChange({ ...draft, replyTo })}
      />
    </>
  )
}
