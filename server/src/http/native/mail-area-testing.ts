import { Browser } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { addMailArea } from '../../../../tests/support/mail-area.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import type { AdminType } from '../../domain/administrators/administrator.ts'
import { changeAdminType } from '../../domain/administrators/change-admin-type.ts'
import type { User } from '../../domain/users/user.ts'

/** Somebody at a browser. */
export interface Person {
  readonly user: User
  readonly browser: Browser
}

/** Administrators of two accounts, each with a domain of their own. */
export interface MailWorld {
  readonly http: TestHttp
  readonly admin: Person & { readonly domain: string }
  readonly elsewhere: Person & { readonly domain: string }
  /** In the account of `admin`. */
  someone(type: AdminType | null): Promise<Person>
}

let people = 0

export async function openMailWorld(): Promise<MailWorld> {
  const http = await openTestHttp()
  await makeOwner(http.deps)
  const enter = async (accountId: string): Promise<Person> => {
    const { user } = await makeUser(http.deps, accountId, `mail-person${++people}`)
    const browser = new Browser(http)
    await browser.enter(user)
    return { user, browser }
  }
  const administrator = async (name: string) => {
    const person = await enter((await addAccount(http.deps, OPERATOR, { name })).id)
    return { ...person, domain: await addMailArea(http.deps, person.user) }
  }
  const admin = await administrator('Here')
  const someone = async (type: AdminType | null) => {
    const person = await enter(admin.user.accountId)
    if (type !== null) await changeAdminType(http.deps, OPERATOR, person.user.id, type)
    return person
  }
  return { http, admin, elsewhere: await administrator('There'), someone }
}
