import { sha256Hex } from '../../lib/sha256.ts'

/** One endpoint of a service in the catalog. `%(tenant_id)s` in an address stands for the account number. */
export interface Endpoint {
  readonly id: number
  readonly name: string
  readonly type: string
  /** Upper case unless Identity v3 named it first; null for a service without regions. */
  readonly region: string | null
  /** Empty until there is one: then Identity v3 alone knows of the endpoint. */
  readonly publicUrl: string
  readonly internalUrl: string | null
  /** Identity v3 alone tells of it. */
  readonly adminUrl?: string
  /** What a program has called an interface; Identity v3 tells of it. */
  readonly labels?: Readonly<Partial<Record<'public' | 'internal' | 'admin', string>>>
  /** The service's id where it is not the one that follows from what the service is called. */
  readonly serviceId?: string
}

/** What stands for the account number, in the words of older services and of newer ones. */
const ACCOUNT = /[%$]\((?:tenant|project)_id\)s/g

/** Puts the account number into a catalog address. Nothing else is ever interpolated. */
export function endpointUrl(template: string, accountId: string): string {
  return template.replace(ACCOUNT, () => accountId)
}

/** The id of a service that has no other: what it is called is what it is. */
export function serviceIdOf({ name, type }: Pick<Endpoint, 'name' | 'type'>): string {
  return sha256Hex(`service\0${type}\0${name}`).slice(0, 32)
}
