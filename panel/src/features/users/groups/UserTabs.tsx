import { t } from '../../../lib/messages/index.ts'
import { managesUsers } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { TabLinks } from '../../../ui/TabLinks.tsx'
import { ALL_ACCOUNTS } from '../filter.ts'

const TABS = ['users', 'groups'] as const

interface Props {
  readonly current: (typeof TABS)[number]
  /** Whose; empty for the own one. */
  readonly account: string
}

/** Users, and the groups they are in. */
export function UserTabs({ current, account }: Props) {
  if (!managesUsers(useUser())) return null
  const of = account === '' || account === ALL_ACCOUNTS ? '' : `?${new URLSearchParams({ account })}`
  return (
    <TabLinks
      name={t('groups.tabs')}
      tabs={TABS.map((tab) => ({
        label: t(`groups.tab.${tab}`),
        to: `/${tab}${of}`,
        current: tab === current,
      }))}
    />
  )
}
