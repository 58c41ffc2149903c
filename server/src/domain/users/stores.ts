import type { AdminType } from '../administrators/administrator.ts'
import type { KnownUser } from '../login/known.ts'
import type { ListedUser, UserState } from './listed-user.ts'
import type { User } from './user.ts'

export interface UserFilter {
  readonly accountId?: string
  readonly email?: string
  /** Only users who have this role. */
  readonly role?: string
  readonly adminType?: AdminType
  /** Only these, a page of them at most. */
  readonly ids?: readonly string[]
}

/** Users whom somebody may not look at: those who have one of these roles, but for one user. */
export interface OutOfSight {
  readonly roles: readonly string[]
  readonly exceptUserId: string
}

/** The users of an account who are left when those out of sight are taken away. */
export interface SightQuery {
  readonly accountId: string
  readonly role?: string
  readonly outOfSight: OutOfSight
}

/** One page of users, in a fixed order: what comes after `after` never changes place with what came before. */
export interface UserPageQuery {
  readonly accountId?: string
  /** Part of the name or of the e-mail address, in any case. */
  readonly text?: string
  readonly state?: UserState
  readonly role?: string
  readonly outOfSight?: OutOfSight
  readonly sort: 'name' | 'created'
  readonly descending: boolean
  /** The last user of the page before. */
  readonly after?: Pick<User, 'id' | 'name' | 'createdAtMs'>
  readonly limit: number
}

/** How many passwords get another id by one statement. */
export interface PasswordIdRenewal {
  /** 16 random hex digits: with half of the user's own id they make the id of the user's password. */
  readonly half: string
  readonly updatedAtMs: number
}

export interface UserStore {
  /** @throws DomainError `user.exists` when the name is taken in any spelling, anywhere. */
  insert(user: User): Promise<void>
  byId(id: string): Promise<User | null>
  /** Any spelling of the name. */
  byName(name: string): Promise<User | null>
  /** Those whose names look like this, as `lookOf` has it. */
  alike(look: string): Promise<readonly Pick<User, 'id' | 'name'>[]>
  list(filter: UserFilter): Promise<readonly User[]>
  /** Names of those of these users who exist, by id. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  page(query: UserPageQuery): Promise<readonly ListedUser[]>
  /** Who is on a page, without their rows. */
  pageIds(query: UserPageQuery): Promise<readonly string[]>
  listed(id: string): Promise<ListedUser | null>
  /** Users on all pages. */
  countMatching(filter: Omit<UserPageQuery, 'sort' | 'descending' | 'after' | 'limit'>): Promise<number>
  /** Of the whole installation, or of one account. */
  count(accountId?: string): Promise<number>
  countInSight(query: SightQuery): Promise<number>
  /** Makes writers of this user take turns until the transaction ends. False when there is no such user. */
  hold(id: string): Promise<boolean>
  /** The roles of a user but for those they have by a group alone. */
  ownRoles(id: string): Promise<readonly string[]>
  /** @param change of roles, the user's own */
  update(id: string, change: Partial<Omit<User, 'id' | 'accountId' | 'createdAtMs'>>): Promise<void>
  /** Those of an account whom a requirement concerns and who have no second factor, and how many sessions they have. */
  countBare(accountId: string): Promise<{ readonly users: number; readonly sessions: number }>
  /** Ends the sessions of the same, and by `renewal` what they have by password. */
  shutOutBare(accountId: string, renewal: PasswordIdRenewal): Promise<void>
  /** Gives every password of the installation another id. */
  renewPasswordIds(renewal: PasswordIdRenewal): Promise<void>
  /** Removes the user with keys, sessions, links, callers and results. Of keys, that they were keys stays known. */
  delete(id: string, nowMs: number): Promise<void>
  /** What a token check needs. */
  known(id: string): Promise<KnownUser | null>
}

/** Hashes of passwords that were replaced. */
export interface PasswordStore {
  remember(userId: string, passwordHash: string, endedAtMs: number): Promise<void>
  /** The newest first. */
  recent(userId: string, limit: number): Promise<readonly string[]>
}
