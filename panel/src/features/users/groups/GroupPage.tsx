import '../../../lib/messages/en/groups.ts'
import '../../../lib/messages/en/users.ts'
import type { Edit, UserGroup, UserGroupChange } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { isCode } from '../../../lib/errors.ts'
import { formatDateTime } from '../../../lib/format.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { managesUsers } from '../../../lib/rights.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { useUser } from '../../../lib/session.ts'
import { Button, buttonClass } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { Details, DetailsRow } from '../../../ui/Details.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FieldRow } from '../../../ui/FieldRow.tsx'
import { LastDone } from '../../../ui/LastDone.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { NotAllowed } from '../../../ui/NotAllowed.tsx'
import { Page } from '../../../ui/Page.tsx'
import { USERS } from '../queries.ts'
import styles from '../UserFrame.module.css'
import { DeleteGroupDialog } from './DeleteGroupDialog.tsx'
import { GroupRoles } from './GroupRoles.tsx'
import { MembersCard } from './MembersCard.tsx'
import { groupQuery } from './queries.ts'

/** One group: what it is called, what it gives, and who has that. */
export default function GroupPage() {
  const { groupId = '' } = useParams({ strict: false })
  const allowed = managesUsers(useUser())
  const { data: group, error, refetch } = useQuery({ ...groupQuery(groupId), enabled: allowed })
  if (!allowed) return <NotAllowed title={t('groups.title')} reason={t('groups.notAllowed')} />
  if (isCode(error, 'not_found')) return <Gone />
  if (group) return <Group group={group} />
  return (
    <Page title={t('groups.title')}>
      {error ? (
        <ErrorState error={error} title={t('group.failed')} onRetry={() => refetch()} />
      ) : (
        <Loading lines={8} onRetry={() => refetch()} />
      )}
    </Page>
  )
}

function Group({ group }: { readonly group: UserGroup }) {
  const [deleting, setDeleting] = useState(false)
  const navigate = useNavigate()
  return (
    <div className={styles['page']}>
      <Link to="/groups" className={styles['back']}>
        {t('groups.title')}
      </Link>
      <Page
        title={group.name}
        lead={group.description === '' ? undefined : <span translate="no">{group.description}</span>}
        aside={<Button onClick={() => setDeleting(true)}>{t('group.delete')}</Button>}
      >
        <Facts group={group} />
        <GroupRoles group={group} />
        <MembersCard group={group} />
        <LastDone about={USERS} />
        {deleting && (
          <DeleteGroupDialog
            group={group}
            onClose={() => setDeleting(false)}
            onDeleted={() => navigate({ to: '/groups', replace: true })}
          />
        )}
      </Page>
    </div>
  )
}

function Facts({ group }: { readonly group: UserGroup }) {
  const save = useSave(group)
  const { name, description, createdAt } = group
  return (
    <Card title={t('group.details')}>
      <Details>
        <FieldRow
          name={t('groups.nameField')}
          shown={<span translate="no">{name}</span>}
          value={name}
          field="name"
          hint={t('groups.nameHint')}
          input={{ type: 'text', autoComplete: 'off', maxLength: 64 }}
          onSave={(typed) => save(t('groups.nameField'), { name: typed })}
        />
        <FieldRow
          name={t('groups.description')}
          shown={
            description === '' ? (
              <span className={styles['muted']}>{t('groups.noDescription')}</span>
            ) : (
              <span translate="no">{description}</span>
            )
          }
          value={description}
          field="description"
          hint={t('groups.descriptionHint')}
          input={{ type: 'text', autoComplete: 'off', maxLength: 255, required: false }}
          onSave={(typed) => save(t('groups.description'), { description: typed })}
        />
        <DetailsRow label={t('users.created')}>{formatDateTime(createdAt)}</DetailsRow>
      </Details>
    </Card>
  )
}

function useSave({ id, name, description }: UserGroup) {
  const queries = useQueryClient()
  const saveEdit = useSaveEdit()
  return async (field: string, change: UserGroupChange): Promise<void> => {
    const saved = await saveEdit({
      change,
      shown: { name, description },
      read: () => api.groups.get(id),
      send: (edit: Edit<UserGroupChange>) => api.groups.change(id, edit),
    })
    if (saved) tellDone({ text: t('group.saved', { name: field }) })
    await queries.invalidateQueries({ queryKey: USERS })
  }
}

/** Deleted since, or of another account: which of them is nobody's business. */
function Gone() {
  return (
    <Page title={t('notFound.title')} lead={t('group.gone')}>
      <div>
        <Link to="/groups" className={buttonClass('plain')}>
          {t('groups.title')}
        </Link>
      </div>
    </Page>
  )
}
