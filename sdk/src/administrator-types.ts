import type { MailArea } from './pair-types.ts'
import type { Invitation } from './user-types.ts'

/** `super`: everything, and key pairs; `standard`: every domain; `limited`: the areas and domains given. */
export type AdminType = 'super' | 'standard' | 'limited'

/** What is agreed with an administrator. */
export interface AdministratorSettings {
  readonly firstName: string
  readonly lastName: string
  /** How long a password is good; 0 for ever. */
  readonly passwordDays: number
  /** False: signing in ends the sessions elsewhere. */
  readonly allowsSimultaneous: boolean
  /** Addresses and networks from which passwords, passkeys and key pairs work; none for everywhere. */
  readonly networks: readonly string[]
  /** What a limited administrator may do. */
  readonly areas: readonly MailArea[]
  /** Where a limited administrator may do it; null for every domain of the account. */
  readonly domains: readonly string[] | null
}

/** An administrator of the e-mail area. */
export interface Administrator extends AdministratorSettings {
  readonly id: string
  readonly username: string
  readonly email: string | null
  readonly type: AdminType
  readonly enabled: boolean
  readonly state: 'active' | 'invited' | 'disabled'
  /** Whether wrong passwords make everybody wait who signs in as them. */
  readonly locked: boolean
  /** For a program: nobody signs in as it. */
  readonly application: boolean
  readonly secondFactor: boolean
  readonly lastSignInAt: string | null
  readonly createdAt: string
}

export interface NewAdministrator extends Partial<AdministratorSettings> {
  readonly username: string
  readonly type: AdminType
  readonly email?: string | null
  /** Without one the administrator is invited to choose it. */
  readonly password?: string
  /** For a program: no password and no invitation. */
  readonly application?: boolean
}

export interface AddedAdministrator {
  readonly administrator: Administrator
  readonly invitation: Invitation | null
  /** Of an application administrator that is made by a session; told this once. */
  readonly keyPair: { readonly userKey: string; readonly secretKey: string } | null
}

export interface AdministratorChange extends Partial<AdministratorSettings> {
  readonly type?: AdminType
  readonly email?: string
  readonly enabled?: boolean
  /** False lets somebody who waits try again at once. */
  readonly locked?: boolean
  readonly password?: string
}
