import { useQuery } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { isStaff } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { Select } from '../../ui/Select.tsx'
import { ALL_ACCOUNTS, type AskedUsers } from './filter.ts'
import { rolesQuery } from './queries.ts'
import { roleName } from './roleName.ts'
import styles from './UsersPage.module.css'

interface Props {
  readonly asked: AskedUsers
  readonly onLook: (asked: AskedUsers) => void
}

/** Each change looks at once; typing waits for a pause. */
export function Filters({ asked, onLook }: Props) {
  const staff = isStaff(useUser())
  const { data: roles = [] } = useQuery(rolesQuery)
  const named = roles.map(({ name }) => ({ value: name, label: roleName(name) }))
  return (
    <search className={styles['filters']}>
      <form aria-label={t('users.filters')} onSubmit={(event) => event.preventDefault()}>
        <SearchField
          label={t('users.text')}
          hint={t('users.textHint')}
          text={asked.text}
          onLook={(text) => onLook({ ...asked, text })}
        />
        <Select
          label={t('users.state')}
          value={asked.state}
          options={states()}
          onChange={(event) => onLook({ ...asked, state: event.currentTarget.value })}
        />
        <Select
          label={t('users.role')}
          value={asked.role}
          options={[{ value: '', label: t('users.anyRole') }, ...withAsked(named, asked.role)]}
          onChange={(event) => onLook({ ...asked, role: event.currentTarget.value })}
        />
        {staff && (
          <Select
            label={t('users.account')}
            value={asked.account}
            options={withAsked(accounts(), asked.account)}
            onChange={(event) => onLook({ ...asked, account: event.currentTarget.value })}
          />
        )}
      </form>
    </search>
  )
}

const states = () => [
  { value: '', label: t('users.anyState') },
  ...(['active', 'invited', 'disabled'] as const).map((value) => ({
    value,
    label: t(`users.state.${value}`),
  })),
]

const accounts = () => [
  { value: '', label: t('users.ownAccount') },
  { value: ALL_ACCOUNTS, label: t('users.allAccounts') },
]

interface Option {
  readonly value: string
  readonly label: string
}

/** What came with the address may be something that no list has. */
function withAsked(options: readonly Option[], asked: string): readonly Option[] {
  const known = asked === '' || options.some(({ value }) => value === asked)
  return known ? options : [...options, { value: asked, label: asked }]
}
