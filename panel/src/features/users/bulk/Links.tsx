import type { Invitation, ManagedUser } from '@keyward/sdk'
import { useId } from 'react'
import { download, toCsv } from '../../../lib/download.ts'
import { t } from '../../../lib/messages/index.ts'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { Table } from '../../../ui/Table.tsx'

interface Props {
  readonly users: readonly ManagedUser[]
  readonly links: ReadonlyMap<string, Invitation>
}

/** The links that were made, this once: one for each person. */
export function Links({ users, links }: Props) {
  const id = useId()
  const made = users.flatMap((user) => {
    const invitation = links.get(user.id)
    return invitation ? [{ user, invitation }] : []
  })
  if (made.length === 0) return null
  const save = () => {
    const rows = made.map(({ user, invitation: { link, endsAt } }) => [
      user.name,
      user.email ?? '',
      link,
      endsAt,
    ])
    download('invitations.csv', toCsv(['Username', 'Email', 'Link', 'Ends'], rows), 'text/csv')
  }
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t('bulk.links')}</h3>
      <p>{t('bulk.linksText')}</p>
      <Table
        caption={t('bulk.links')}
        columns={[{ name: t('users.name') }, { name: t('invite.link') }]}
        cards
      >
        {made.map(({ user, invitation }) => (
          <tr key={user.id}>
            <th scope="row" translate="no">
              {user.name}
            </th>
            <td>
              <CopyButton name={t('bulk.linkOf', { name: user.name })} text={invitation.link} />
              {invitation.mailedTo !== null && <p>{t('invite.mailed', { email: invitation.mailedTo })}</p>}
            </td>
          </tr>
        ))}
      </Table>
      <Button onClick={save}>{t('bulk.saveLinks')}</Button>
    </section>
  )
}
