import type { Administrator } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeSnippet } from '../../ui/CodeSnippet.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { changeAdministratorSnippets, inviteAdministratorSnippets } from './snippets.ts'

interface Props {
  readonly administrator: Administrator
  readonly onClose: () => void
}

/** How a program does what the menu of a row does at once. */
export function AdminCode({ administrator: { id, username, enabled }, onClose }: Props) {
  const acts = {
    toggle: {
      name: t(enabled ? 'admins.disable' : 'admins.enable'),
      snippets: changeAdministratorSnippets(id, { enabled: !enabled }),
    },
    unlock: { name: t('admins.unlock'), snippets: changeAdministratorSnippets(id, { locked: false }) },
    invite: { name: t('admins.inviteAgain'), snippets: inviteAdministratorSnippets(id) },
  }
  const names = ['toggle', 'unlock', 'invite'] as const
  const [shown, setShown] = useState<(typeof names)[number]>('toggle')
  const { name, snippets } = acts[shown]
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={t('action.showAsCode')}
      description={username}
      actions={<Button onClick={onClose}>{t('action.close')}</Button>}
    >
      <Select
        label={t('admins.codeOf')}
        value={shown}
        options={names.map((one) => ({ value: one, label: acts[one].name }))}
        onChange={({ currentTarget: { value } }) => setShown(names.find((one) => one === value) ?? 'toggle')}
      />
      <CodeSnippet key={shown} name={name} snippets={snippets} />
    </Dialog>
  )
}
