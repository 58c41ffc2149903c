import type { Mailbox } from '@keyward/sdk'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { formatDateTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { sizeText } from '../../lib/size.ts'
import { Card } from '../../ui/Card.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { FieldRow } from '../../ui/FieldRow.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { Usage } from './MailboxFacts.tsx'
import { ProgramsCard } from './ProgramsCard.tsx'
import { editMailboxSnippets } from './snippets.ts'
import { RENAME, tabAddress } from './tabs.ts'
import { useChange } from './useChange.ts'

/** Name, size, and what is known of its use. */
export function GeneralTab({ mailbox }: { readonly mailbox: Mailbox }) {
  const save = useChange(mailbox)
  const navigate = useNavigate()
  const renaming = new URLSearchParams(useLocation().searchStr).has(RENAME)
  const { address, displayName, quotaMb, lastSignInAt, createdAt } = mailbox
  const name = address.slice(0, address.lastIndexOf('@'))
  return (
    <>
      <Card title={t('mailbox.tab.general')}>
        <Details>
          <FieldRow
            name={t('mailboxes.address')}
            text={t('mailboxes.renameText')}
            shown={address}
            value={name}
            field="name"
            asked={renaming}
            input={{ autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, maxLength: 64 }}
            onSave={async (next) => {
              const to = `${next.toLowerCase()}@${address.slice(address.lastIndexOf('@') + 1)}`
              const text = t('mailboxes.renamed', { address: to })
              const renamed = await save({ name: next }, { name }, text)
              if (renamed) await navigate({ to: tabAddress(renamed.address, 'general'), replace: true })
            }}
          />
          <FieldRow
            name={t('mailboxes.displayName')}
            shown={displayName === '' ? t('mailboxes.noDisplayName') : displayName}
            value={displayName}
            field="displayName"
            input={{ autoComplete: 'off', maxLength: 255, required: false }}
            onSave={async (next) => {
              await save({ displayName: next }, { displayName })
            }}
          />
          <FieldRow
            name={t('mailbox.sizeField')}
            shown={sizeText(quotaMb)}
            value={`${quotaMb}`}
            field="quotaMb"
            hint={t('mailbox.sizeHint')}
            input={{ autoComplete: 'off', inputMode: 'numeric' }}
            onSave={async (next) => {
              await save({ quotaMb: Number(next) }, { quotaMb })
            }}
          />
          <DetailsRow label={t('mailboxes.usage')}>
            <Usage mailbox={mailbox} />
          </DetailsRow>
          <DetailsRow label={t('mailboxes.lastSignIn')}>
            {lastSignInAt === null ? t('mailboxes.never') : <RelativeTime at={lastSignInAt} />}
          </DetailsRow>
          <DetailsRow label={t('mailboxes.created')}>{formatDateTime(createdAt)}</DetailsRow>
        </Details>
      </Card>
      <ProgramsCard address={address} />
      <ShowAsCode
        name={t('code.editMailboxName')}
        snippets={editMailboxSnippets(address, { name, displayName, quotaMb })}
      />
    </>
  )
}
