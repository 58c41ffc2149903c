import { t } from '../../../lib/messages/index.ts'
import { managesUsers } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { TabLinks } from '../../../ui/TabLinks.tsx'

const TABS = ['users', 'groups'] as const

/** Users, and the groups they are in. */
export function UserTabs({ current }: { readonly current: (typeof TABS)[number] }) {
  if (!managesUsers(useUser())) return null
  return (
    <TabLinks
      name={t('groups.tabs')}
      tabs={TABS.map((tab) => ({ label: t(`groups.tab.${tab}`), to: `/${tab}`, current: tab === current }))}
    />
  )
}
