import { DomainError, type DomainErrorCode } from '../domain/errors.ts'

/** Another process serves this database file. */
export class StoreInUseError extends Error {
  readonly exitCode = 1

  constructor(path: string) {
    super(`The database ${path} is in use by another process.`)
    this.name = 'StoreInUseError'
  }
}

/** The data cannot be trusted. Nothing was written. Exit code: sysexits.h, EX_IOERR. */
export class StoreDamagedError extends Error {
  readonly exitCode = 74

  constructor(path: string, finding: string) {
    super(`The database ${path} is damaged: ${finding}`)
    this.name = 'StoreDamagedError'
  }
}

/** The database cannot be used as configured. Nothing was written. Exit code: sysexits.h, EX_CONFIG. */
export class StoreUnusableError extends Error {
  readonly exitCode = 78

  constructor(message: string) {
    super(message)
    this.name = 'StoreUnusableError'
  }
}

/**
 * A fault of the engine that has no meaning in the domain: a mistake of ours or of the machine. The engine's own
 * error is not kept, because its text may quote stored values.
 */
export class StorageError extends Error {
  readonly code: string
  readonly constraint: string | null

  constructor(code: string, constraint: string | null = null, text = '') {
    super(`storage fault ${code}${constraint ? ` (${constraint})` : ''}${text ? `: ${text}` : ''}`)
    this.name = 'StorageError'
    this.code = code
    this.constraint = constraint
  }
}

/** Constraints that a caller may run into, by the name both engines share: `<table>_<columns>_key`. */
const REFUSALS: Readonly<Record<string, DomainErrorCode>> = {
  accounts_id_key: 'account.exists',
  account_contacts_reference_number_key: 'account.exists',
  users_normalised_name_key: 'user.exists',
  api_keys_user_id_key: 'key.exists',
  // A chosen key that somebody has: a second user would pass for the first.
  api_keys_digest_key: 'key.exists',
  key_pairs_user_id_name_key: 'key.exists',
  mail_domains_name_key: 'mail_domain.exists',
  mail_domain_names_name_key: 'mail_domain.exists',
  mail_addresses_address_key: 'address.exists',
  application_credentials_user_id_name_key: 'application_credential.exists',
  roles_name_key: 'role.exists',
  groups_account_id_normalised_name_key: 'group.exists',
  endpoints_name_type_region_key: 'endpoint.exists',
  catalog_services_name_type_key: 'endpoint.exists',
  passkeys_id_key: 'factor.exists',
}

export function uniqueViolation(code: string, constraint: string): Error {
  const refusal = REFUSALS[constraint]
  return refusal ? new DomainError(refusal) : new StorageError(code, constraint)
}
