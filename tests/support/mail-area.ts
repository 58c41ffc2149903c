import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { addAlias } from '../../server/src/domain/aliases/change-alias.ts'
import type { Deps } from '../../server/src/domain/deps.ts'
import { addDomain } from '../../server/src/domain/domains/add-domain.ts'
import { createGroupList } from '../../server/src/domain/lists/change-list.ts'
import { addMailbox } from '../../server/src/domain/mailboxes/add-mailbox.ts'
import type { User } from '../../server/src/domain/users/user.ts'
import { OPERATOR } from './deps.ts'

const MAILBOX_PASSWORD = 'Str0ng-enough'

/** Makes somebody a super administrator with a domain that has a mailbox `box`, an alias `all` and a list `news`. */
export async function addMailArea(deps: Deps, user: Pick<User, 'id' | 'accountId'>): Promise<string> {
  const { accountId } = user
  await changeAdminType(deps, OPERATOR, user.id, 'super')
  const domain = `d${user.id.slice(0, 12)}.example`
  if (await deps.store.mailDomains.byName(accountId, domain)) return domain
  await addDomain(deps, OPERATOR, { accountId, name: domain })
  const where = { accountId, domain }
  const settings = { settings: {}, recoverDeleted: false }
  await addMailbox(deps, OPERATOR, { ...where, name: 'box', password: MAILBOX_PASSWORD, ...settings })
  await addAlias(deps, OPERATOR, { ...where, name: 'all' }, [`box@${domain}`])
  await createGroupList(deps, OPERATOR, { ...where, name: 'news', members: [`box@${domain}`] })
  return domain
}
