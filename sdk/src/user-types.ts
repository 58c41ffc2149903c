export interface User {
  readonly id: string
  readonly name: string
  /** Decimal account number; the same as tenant and project. */
  readonly accountId: string
  readonly email: string | null
  readonly enabled: boolean
  readonly roles: readonly string[]
  /** The region that catalogs name first. */
  readonly defaultRegion: string | null
  /** Signing in takes more than the password. */
  readonly secondFactor: boolean
  /** The part that the user has in the e-mail area; null for none. */
  readonly adminType: 'super' | 'standard' | 'limited' | null
  readonly createdAt: string
  readonly passwordChangedAt: string | null
}

/** Shapes of user management. Times are ISO 8601 in UTC. */

/** `invited`: has no password yet and was sent a link to choose one. */
export type UserState = 'active' | 'invited' | 'disabled'

/** A user as those who manage users see it. */
export interface ManagedUser extends User {
  readonly state: UserState
  /** May be past: then the person needs another invitation. Null for a user who has chosen a password. */
  readonly invitationEndsAt: string | null
  readonly lastSignInAt: string | null
  /** The API key; null without one, and for whoever asks and may not manage this user. */
  readonly key: KeyAge | null
  readonly secondFactorRule: SecondFactorRule
  readonly contactType: ContactType | null
  /** Whoever asks may change this user. */
  readonly manageable: boolean
  /** Whoever asks may change the e-mail address, disable, enable and reset second factors. */
  readonly assistable: boolean
}

export interface KeyAge {
  readonly createdAt: string
  /** Of the last 90 days; a call shows after some seconds. */
  readonly lastUsedAt: string | null
}

/** `-` for the other way round. */
export type UserSort = 'name' | '-name' | 'created' | '-created'

export interface UserFilter {
  /** Account number; without it the own account, for staff all accounts. */
  readonly account?: string
  /** Part of the user name or e-mail address, in any case. */
  readonly text?: string
  readonly state?: UserState
  /** Only users who were given this role. */
  readonly role?: string
  readonly sort?: UserSort
  /** Users on a page, 1 to 100; 50 without it. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
  /** Whether the answer says how many there are. */
  readonly count?: boolean
}

export interface UserPage {
  readonly items: readonly ManagedUser[]
  /** For `after`; null on the last page. */
  readonly next: string | null
  /** Users on all pages, where `count` asked for it. */
  readonly total: number | null
}

export interface NewUser {
  readonly username: string
  readonly email?: string
  /** Without any: the default role. */
  readonly roles?: readonly string[]
  /** Account number; the own one without it. */
  readonly account?: string
  /** False for a program: it gets an API key, and nobody signs in as it. */
  readonly invite?: boolean
  /** In place of an invitation. Whoever makes the user knows it: an invitation is better for a person. */
  readonly password?: string
}

/** A link by which a person chooses a password. */
export interface Invitation {
  /** Opens once. Whoever has it chooses the password: hand it to that person only. */
  readonly link: string
  /** 48 hours after it was made. */
  readonly endsAt: string
  /** Where a mail with a link of its own goes; null when the installation sends none. */
  readonly mailedTo: string | null
}

export interface CreatedUser {
  readonly user: User
  /** Null for a program, and with a password. */
  readonly invitation: Invitation | null
}

export interface UserChange {
  /** Null for none. */
  readonly email?: string | null
  /** The region that catalogs name first. */
  readonly defaultRegion?: string
  /** Null for none. */
  readonly contactType?: ContactType | null
  /** Comes alone. Somebody who then lacks a second factor is signed out. */
  readonly secondFactorRule?: SecondFactorRule
}

/** What others of the account turn to a user about; gives no right. */
export type ContactType = 'administrative' | 'technical'

/** Whether a user must have a second factor; `default`: as the account says. */
export type SecondFactorRule = 'default' | 'required' | 'optional'

export interface GivableRole {
  readonly name: string
  readonly description: string
  /** False for a role that the operators of the installation made. */
  readonly builtIn: boolean
  /** Whoever asks may give it. */
  readonly givable: boolean
  /** User groups can have it. */
  readonly forGroups: boolean
}

/** A role that operators make, such as `cloudFiles:observer`. */
export interface NewRole {
  readonly name: string
  readonly description?: string
  /** Whether those who manage an account's users may give it; they may, without it. */
  readonly givenByAccounts?: boolean
}

export type MadeRole = Required<NewRole>

/** `assigned`: given to the user. `group`: had by a group alone. `every-user`: everybody has it. `operator`: follows from running the installation. */
export type RoleSource = 'assigned' | 'group' | 'every-user' | 'operator'

/**
 * `implied`: it follows from something else. `too-strong`: stronger than one's own. `own-ownership`: an owner stays
 * owner. `no-right`: whoever asks manages nobody.
 */
export type RoleLock = 'implied' | 'too-strong' | 'own-ownership' | 'no-right'

export interface RoleOfUser {
  readonly name: string
  readonly description: string
  readonly builtIn: boolean
  /** Where the user has it from; null for a role that the user does not have. */
  readonly source: RoleSource | null
  /** The user's groups that give it, by name. */
  readonly groups: readonly { readonly id: string; readonly name: string }[]
  /** Why whoever asks cannot give or take it; null when they can. */
  readonly lock: RoleLock | null
}

/** What gives a right: a role, a type of administrator of the e-mail area, or nothing, since everybody has it. */
export interface Ground {
  readonly kind: 'role' | 'administrator' | 'everybody'
  /** Of the role or type; else empty. */
  readonly name: string
}

/** What would give a right that a user does not have. */
export interface Grant {
  readonly ground: Ground
  /** Whoever asks can give it. */
  readonly givable: boolean
  /** What those have who can. */
  readonly givers: readonly Ground[]
}

export interface Right {
  /** What it is about, such as `members-key`. */
  readonly act: string
  readonly allowed: boolean
  /** Each of these alone is enough. */
  readonly through: readonly Ground[]
  /** Weakest first; empty where it is allowed. */
  readonly grants: readonly Grant[]
}

export interface RoleChange {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

/** A browser in which somebody is signed in to the panel. */
export interface UserSession {
  readonly id: string
  /** The session by which this was asked. */
  readonly current: boolean
  readonly client: string
  readonly address: string
  readonly createdAt: string
  readonly lastSeenAt: string
  /** Unless it is used before. */
  readonly endsAt: string
}

/** What a user has handed to a program by Identity v3; it ends with the user. */
/** A request that an application credential is good for. */
export interface CredentialRule {
  /** Type of a service in the catalog, such as `object-store`. */
  readonly service: string
  readonly method: string
  /** `*` and `{name}` stand for one segment, `**` for any depth. */
  readonly path: string
}

export interface HandedCredential {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly roles: readonly string[]
  /** Whether it may be used to manage application credentials. */
  readonly unrestricted: boolean
  /** The requests it is good for; null for all. */
  readonly accessRules: readonly CredentialRule[] | null
  readonly createdAt: string
  readonly expiresAt: string | null
  /** `unconfirmed`: refused since older data were put back, until the operator trusts all. */
  readonly state: 'active' | 'unconfirmed'
}
