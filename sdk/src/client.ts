import { type Account, createAccount } from './account.ts'
import { type Administrators, createAdministrators } from './administrators.ts'
import { type Aliases, createAliases } from './aliases.ts'
import { type Apis, createApis } from './apis.ts'
import { type AppPasswords, createAppPasswords } from './app-passwords.ts'
import { type ApplicationCredentials, createApplicationCredentials } from './application-credentials.ts'
import { type AuditLog, createAuditLog } from './audit.ts'
import { type Catalog, createCatalog } from './catalog.ts'
import { createDomains, type Domains } from './domains.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { createKeyPairs, type KeyPairs } from './key-pairs.ts'
import { createKeys, type Keys } from './keys.ts'
import { createGroupLists, type GroupLists } from './lists.ts'
import { createMailboxes, type Mailboxes } from './mailboxes.ts'
import { createRoles, type Roles } from './roles.ts'
import { createSecondFactors, type OwnSecondFactors, type SecondFactorsOfUsers } from './second-factors.ts'
import { createServices, type Services } from './services.ts'
import { createSessions, type Sessions } from './session.ts'
import { createSpam, type Spam } from './spam.ts'
import { createSupport, type Support } from './support.ts'
import { createFileTransport, createTransport, type Method, type TransportOptions } from './transport.ts'
import { createUsageReports, type UsageReports } from './usage.ts'
import { createUserGroups, type UserGroups } from './user-groups.ts'
import { createUserSessions, type UserSessions } from './user-sessions.ts'
import { createUsers, type Users } from './users.ts'
import type { Verification, VerifyResult, VerifyResults } from './verification-types.ts'

export interface ClientOptions {
  /** Where Keyward is reached, such as `https://keys.example.com`. */
  readonly baseUrl: string
  /** An API key or a token, such as an environment holds. Without one, as in the panel, the browser's cookie speaks. */
  readonly credential?: string | undefined
  /** With a session cookie: its CSRF token, read anew for every request that changes something. */
  readonly csrfToken?: () => string | undefined
  /** Nobody has asked for these requests: a session does not stay alive for them. */
  readonly unattended?: boolean
  /** Replaces the global `fetch`, for instance to add a proxy. */
  readonly fetch?: typeof fetch
}

export interface Keyward {
  readonly session: Sessions
  readonly users: Users
  readonly applicationCredentials: ApplicationCredentials
  readonly support: Support
  readonly userSessions: UserSessions
  readonly secondFactors: OwnSecondFactors & SecondFactorsOfUsers
  readonly roles: Roles
  readonly groups: UserGroups
  readonly keys: Keys
  readonly keyPairs: KeyPairs
  readonly administrators: Administrators
  readonly usage: UsageReports
  readonly account: Account
  readonly audit: AuditLog
  readonly catalog: Catalog
  readonly services: Services
  readonly apis: Apis
  readonly domains: Domains
  readonly mailboxes: Mailboxes
  readonly spam: Spam
  readonly appPasswords: AppPasswords
  readonly jobs: Jobs
  readonly aliases: Aliases
  readonly lists: GroupLists
  /** Who the credential belongs to. @throws KeywardError `unauthorized` */
  verify(): Promise<Verification>
  /**
   * Who each of these belongs to, in their order: keys and tokens that were sent to a service. One that is not good, or
   * not the caller's to know about, is `{ valid: false }`.
   * @param credentials 1 to 100
   * @throws KeywardError `unauthorized`
   */
  verifyAll(credentials: readonly string[]): Promise<readonly VerifyResult[]>
}

/**
 * A client for the native API.
 *
 * ```ts
 * const keyward = createClient({ baseUrl: 'http://localhost:8080', credential: process.env.KEYWARD_KEY })
 * console.log((await keyward.verify()).username)
 * ```
 */
export function createClient(options: ClientOptions): Keyward {
  const transport: TransportOptions = {
    baseUrl: options.baseUrl,
    credentials: (method) => credentialHeaders(options, method),
    // Called as a bare function: browsers refuse a `fetch` that has been made a method of something else.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  }
  const send = createTransport(transport)
  return {
    session: createSessions(send),
    users: createUsers(send),
    applicationCredentials: createApplicationCredentials(send),
    support: createSupport(send),
    userSessions: createUserSessions(send),
    secondFactors: createSecondFactors(send),
    roles: createRoles(send),
    groups: createUserGroups(send),
    keys: createKeys(send),
    keyPairs: createKeyPairs(send),
    administrators: createAdministrators(send),
    usage: createUsageReports(send),
    account: createAccount(send),
    audit: createAuditLog(send, createFileTransport(transport)),
    catalog: createCatalog(send),
    services: createServices(send),
    apis: createApis(send),
    domains: createDomains(send),
    mailboxes: createMailboxes(send, createFileTransport(transport)),
    aliases: createAliases(send, createFileTransport(transport)),
    lists: createGroupLists(send, createFileTransport(transport)),
    spam: createSpam(send),
    appPasswords: createAppPasswords(send),
    jobs: createJobs(send, createFileTransport(transport)),
    verify: () => send('GET', '/verify'),
    verifyAll: async (credentials) => {
      const { results } = await send<VerifyResults>('POST', '/verify', { body: { credentials } })
      return results
    },
  }
}

function credentialHeaders(options: ClientOptions, method: Method): Record<string, string> {
  if (options.credential !== undefined) return { authorization: `Bearer ${options.credential}` }
  const csrfToken = method === 'GET' ? undefined : options.csrfToken?.()
  return {
    ...(csrfToken !== undefined && { 'x-csrf-token': csrfToken }),
    ...(options.unattended && { 'x-keyward-unattended': '1' }),
  }
}
