import type { MailboxSummary } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { deleteMailboxSnippets, editMailboxSnippets, restoreMailboxSnippets } from './snippets.ts'

interface Props {
  readonly mailbox: MailboxSummary
  readonly onClose: () => void
}

/** How a program does what the menu of a row does. */
export function RowCode({ mailbox, onClose }: Props) {
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={t('action.showAsCode')}
      description={mailbox.address}
      actions={<Button onClick={onClose}>{t('mailBulk.close')}</Button>}
    >
      {mailbox.restorableUntil === null ? (
        <Acts mailbox={mailbox} />
      ) : (
        <CodeSnippet
          name={t('mailboxes.restore')}
          snippets={restoreMailboxSnippets(mailbox.id, mailbox.address)}
        />
      )}
    </Dialog>
  )
}

function Acts({ mailbox: { address, enabled, forwardTo } }: Pick<Props, 'mailbox'>) {
  const acts = {
    access: { name: t(enabled ? 'mailboxes.block' : 'mailboxes.unblock'), change: { enabled: !enabled } },
    rename: { name: t('mailboxes.rename'), change: { name: 'another-name' } },
    password: { name: t('mailboxes.password'), change: { password: '' } },
    forwarding: {
      name: t('mailbox.tab.forwarding'),
      change: { forwardTo: forwardTo.length > 0 ? [] : ['me@example.com'], keepForwarded: true },
    },
    delete: { name: t('mailboxes.delete'), change: null },
  }
  const [name, setName] = useState<keyof typeof acts>('access')
  const { change } = acts[name]
  const names = ['access', 'rename', 'password', 'forwarding', 'delete'] as const
  return (
    <>
      <Select
        label={t('mailboxes.codeOf')}
        value={name}
        options={names.map((one) => ({ value: one, label: acts[one].name }))}
        onChange={({ currentTarget: { value } }) => setName(names.find((one) => one === value) ?? 'access')}
      />
      <CodeSnippet
        key={name}
        name={acts[name].name}
        snippets={change ? editMailboxSnippets(address, change) : deleteMailboxSnippets(address)}
      />
    </>
  )
}
