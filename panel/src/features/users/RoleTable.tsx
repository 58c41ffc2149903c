import type { RoleOfUser } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Table } from '../../ui/Table.tsx'
import { GroupLinks } from './groups/GroupLinks.tsx'
import styles from './RoleTable.module.css'
import type { WantedRoles } from './roleDraft.ts'
import { roleName, roleText } from './roleName.ts'

interface Props {
  readonly roles: readonly RoleOfUser[]
  readonly wanted: WantedRoles
  readonly onToggle: (name: string, on: boolean) => void
  /** What is said of what was given here. */
  readonly given?: string
}

/** Every role: had or not, where from, and why it cannot be changed where it cannot. */
export function RoleTable({ roles, wanted, onToggle, given = t('roles.source.assigned') }: Props) {
  return (
    <Table caption={t('user.tab.roles')} columns={columns()} cards>
      {inOrder(roles).map((role) => (
        <Row key={role.name} role={role} wanted={wanted.has(role.name)} onToggle={onToggle} given={given} />
      ))}
    </Table>
  )
}

/** What can be changed comes first. */
const inOrder = (roles: readonly RoleOfUser[]) =>
  roles.toSorted((a, b) => Number(a.lock !== null) - Number(b.lock !== null))

const columns = () => [{ name: t('roles.has') }, { name: t('roles.role') }, { name: t('roles.source') }]

interface RowProps {
  readonly role: RoleOfUser
  readonly wanted: boolean
  readonly onToggle: Props['onToggle']
  readonly given: string
}

function Row({ role, wanted, onToggle, given }: RowProps) {
  const { name, source, groups, lock } = role
  const held = source === 'assigned'
  const implied = source !== null && !held
  return (
    <tr>
      <td className={styles['box']}>
        <input
          type="checkbox"
          aria-label={roleName(name)}
          checked={wanted || implied}
          disabled={lock !== null || source === 'group'}
          onChange={(event) => onToggle(name, event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <span className={styles['name']}>
          {roleName(name)}
          {wanted && !held && <Badge kind="info">{t('roles.willGive')}</Badge>}
          {!wanted && held && <Badge kind="warning">{t('roles.willTake')}</Badge>}
        </span>
        <span className={styles['text']}>{roleText(role)}</span>
        {roleName(name) !== name && (
          <code className={styles['text']} translate="no">
            {name}
          </code>
        )}
      </th>
      <td className={styles['source']}>
        {source === 'assigned' ? given : source !== 'group' && t(`roles.source.${source ?? 'none'}`)}
        {groups.length > 0 && (
          <span>
            <GroupLinks groups={groups} />
          </span>
        )}
        {lock !== null && <span className={styles['text']}>{t(`roles.lock.${lock}`)}</span>}
      </td>
    </tr>
  )
}
