import '../../../lib/messages/en/aliases.ts'
import '../../../lib/messages/en/email.ts'
import type { ListedAlias } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { Table } from '../../../ui/Table.tsx'
import { useAreas } from '../areas.ts'
import styles from '../Email.module.css'
import { mailboxesAddress } from '../filter.ts'
import { Address } from '../MailboxFacts.tsx'
import { EMAIL } from '../queries.ts'
import { AliasDialog } from './AliasDialog.tsx'
import { deleteAliasSnippets } from './aliasSnippets.ts'

interface Asked {
  readonly act: 'edit' | 'delete'
  readonly address: string
}

/** Aliases, each with what can be done with it. */
export function AliasTable({ rows }: { readonly rows: readonly ListedAlias[] }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <Rows rows={rows} onAsk={setAsked} />
      {asked?.act === 'edit' && <AliasDialog address={asked.address} onClose={close} />}
      {asked?.act === 'delete' && <DeleteDialog address={asked.address} onClose={close} />}
    </>
  )
}

function Rows({
  rows,
  onAsk,
}: {
  readonly rows: readonly ListedAlias[]
  readonly onAsk: (asked: Asked) => void
}) {
  const has = useAreas()
  const columns = [
    { name: t('aliases.address') },
    { name: t('aliases.members') },
    { name: t('aliases.edit'), hidden: true },
  ]
  return (
    <Table cards caption={t('aliases.title')} columns={columns}>
      {rows.map(({ address, memberCount, singleMember }) => (
        <tr key={address}>
          <th scope="row" translate="no">
            <Address text={address} />
          </th>
          <td>
            {singleMember ??
              (has('mailboxes') ? (
                <Link to={mailboxesAddress({ alias: address })} className={styles['name']}>
                  {t('aliases.count', { count: memberCount })}
                </Link>
              ) : (
                t('aliases.count', { count: memberCount })
              ))}
          </td>
          <td className={styles['actsCell']}>
            <div className={styles['acts']}>
              <Button
                aria-label={t('aliases.editOf', { address })}
                onClick={() => onAsk({ act: 'edit', address })}
              >
                {t('aliases.edit')}
              </Button>
              <Button
                aria-label={t('aliases.deleteOf', { address })}
                onClick={() => onAsk({ act: 'delete', address })}
              >
                {t('aliases.delete')}
              </Button>
            </div>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function DeleteDialog({ address, onClose }: { readonly address: string; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const remove = useAct(async () => {
    const { members } = await api.aliases.get(address)
    await api.aliases.delete(address)
    onClose()
    tellDone({
      text: t('aliases.deleted', { address }),
      undo: () => api.aliases.create({ address, members }),
    })
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  return (
    <FormDialog
      alert
      title={t('aliases.deleteTitle', { address })}
      text={t('aliases.deleteText')}
      button={t('aliases.delete')}
      act={remove}
      onSubmit={() => void remove.run()}
      onClose={onClose}
    >
      <ShowAsCode name={t('code.aliasesName')} snippets={deleteAliasSnippets(address)} />
    </FormDialog>
  )
}
