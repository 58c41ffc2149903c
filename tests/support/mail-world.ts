import type { UserActor } from '../../server/src/domain/actor.ts'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { changeAdministrator } from '../../server/src/domain/administrators/change-administrator.ts'
import type { MailArea } from '../../server/src/domain/administrators/mail-scope.ts'
import { type Core, panelActor } from './core.ts'
import { auditOf, OPERATOR } from './deps.ts'
import { aDomain, aMailbox } from './hosted-mail.ts'

/** An account with one domain, and those who may do something in it. */
export interface MailWorld {
  readonly accountId: string
  /** Its name. */
  readonly domain: string
  readonly domainId: string
  readonly admin: UserActor
  /** A super administrator of another account. */
  readonly stranger: UserActor
  at(name: string): string
  named(name: string): { readonly accountId: string; readonly domain: string; readonly name: string }
  /** Somebody with these areas, and no others. */
  limited(areas: readonly MailArea[], domains?: readonly string[] | null): Promise<UserActor>
  /** Somebody of the account without a part in its e-mail. */
  outsider(): Promise<UserActor>
  /** Puts a mailbox there; that costs no password. @returns its id */
  mailbox(name: string): Promise<string>
  /** What an act added to the log, as action and target. */
  logged(act: () => Promise<unknown>): Promise<readonly (readonly [action: string, target: string])[]>
}

export async function mailWorld(core: Core): Promise<MailWorld> {
  const { deps } = core
  const accountId = await core.account()
  const domain = aDomain({ accountId })
  await deps.store.mailDomains.insert(domain)
  const administrator = async (where: string, type: 'super' | 'limited') => {
    const { user } = await core.person(undefined, where)
    return panelActor(await changeAdminType(deps, OPERATOR, user.id, type), core.clock.now())
  }
  return {
    accountId,
    domain: domain.name,
    domainId: domain.id,
    admin: await administrator(accountId, 'super'),
    stranger: await administrator(await core.account(), 'super'),
    at: (name) => `${name}@${domain.name}`,
    named: (name) => ({ accountId, domain: domain.name, name }),
    limited: async (areas, domains = null) => {
      const actor = await administrator(accountId, 'limited')
      await changeAdministrator(deps, OPERATOR, actor.userId, { areas, domains })
      return actor
    },
    outsider: async () => panelActor((await core.person(undefined, accountId)).user, core.clock.now()),
    mailbox: async (name) => {
      const mailbox = aMailbox(domain, name)
      await deps.store.mailboxes.insert(mailbox)
      return mailbox.id
    },
    logged: async (act) => {
      const before = (await auditOf(deps, accountId)).length
      await act()
      return (await auditOf(deps, accountId))
        .slice(before)
        .map(({ action, target }) => [action, target ?? ''])
    },
  }
}
