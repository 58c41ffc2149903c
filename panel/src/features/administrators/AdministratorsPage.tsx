import '../../lib/messages/en/administrators.ts'
import type { Administrator } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useSession } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { AdminCode } from './AdminCode.tsx'
import { AdminDialog } from './AdminDialog.tsx'
import { AdminTable } from './AdminTable.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { PairNotice } from './PairNotice.tsx'
import { administratorsQuery } from './queries.ts'
import { administratorsSnippets } from './snippets.ts'
import { type ShownLink, type ShownPair, useAdminActs } from './useAdminActs.ts'

/** Who manages the e-mail area. */
export default function AdministratorsPage() {
  const { adminType } = useSession()
  if (adminType !== 'super') return <NotAllowed title={t('admins.title')} reason={t('admins.notAllowed')} />
  return <Managed />
}

/** The dialog that is open. */
type Open =
  | { readonly kind: 'add'; readonly application: boolean }
  | { readonly kind: 'edit' | 'code' | 'delete'; readonly administrator: Administrator }

function Managed() {
  const [open, setOpen] = useState<Open | null>(null)
  // Told once: in no cache, and gone with the page.
  const [link, setLink] = useState<ShownLink | null>(null)
  const [pair, setPair] = useState<ShownPair | null>(null)
  const acts = useAdminActs({ onLink: setLink, onPair: setPair }, () => setOpen(null))
  const { data, error, refetch } = useQuery(administratorsQuery)
  const close = () => {
    for (const act of Object.values(acts)) act.clear()
    setOpen(null)
  }
  const failed = acts.toggle.error ?? acts.unlock.error ?? acts.invite.error
  return (
    <Page
      title={t('admins.title')}
      lead={t('admins.lead')}
      aside={
        <Button kind="primary" onClick={() => setOpen({ kind: 'add', application: false })}>
          <Icon name="plus" />
          {t('admins.add')}
        </Button>
      }
    >
      {link && (
        <Notice kind="success">
          <strong>{t('admins.link', { name: link.name })}</strong>
          <p>{t('admins.linkText')}</p>
          <CommandLine name={t('admins.link', { name: link.name })} code={link.link} />
        </Notice>
      )}
      {pair && <PairNotice pair={pair} />}
      {failed !== null && <ErrorState error={failed} title={t('admins.failedAct')} />}
      {error && <ErrorState error={error} title={t('admins.failed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={6} onRetry={() => refetch()} />}
      {data && (
        <AdminTable
          administrators={data}
          acts={acts}
          onEdit={(administrator) => setOpen({ kind: 'edit', administrator })}
          onCode={(administrator) => setOpen({ kind: 'code', administrator })}
          onDelete={(administrator) => setOpen({ kind: 'delete', administrator })}
        />
      )}
      <Card title={t('admins.adviceTitle')} lead={t('admins.advice')}>
        <div>
          <Button onClick={() => setOpen({ kind: 'add', application: true })}>
            {t('admins.addApplication')}
          </Button>
        </div>
      </Card>
      <ShowAsCode name={t('code.adminsName')} snippets={administratorsSnippets()} />
      {open?.kind === 'add' && (
        <AdminDialog
          administrator={null}
          application={open.application}
          act={acts.add}
          onSubmit={(draft) => acts.add.run(draft, open.application)}
          onClose={close}
        />
      )}
      {open?.kind === 'edit' && (
        <AdminDialog
          administrator={open.administrator}
          application={open.administrator.application}
          act={acts.save}
          onSubmit={(draft) => acts.save.run(draft, open.administrator)}
          onClose={close}
        />
      )}
      {open?.kind === 'code' && <AdminCode administrator={open.administrator} onClose={close} />}
      {open?.kind === 'delete' && (
        <DeleteDialog administrator={open.administrator} remove={acts.remove} onClose={close} />
      )}
    </Page>
  )
}
