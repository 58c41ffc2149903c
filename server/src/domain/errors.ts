/** Every refusal the domain can give. Each dialect answers each of them in its own form. */
export type DomainErrorCode =
  | 'input.invalid'
  | 'credential.wrong'
  | 'credential.needed'
  | 'actor.forbidden'
  | 'step_up.needed'
  | 'password.wrong'
  | 'password.weak'
  | 'user.not_found'
  | 'user.disabled'
  | 'user.exists'
  | 'account.not_found'
  | 'account.exists'
  | 'key.not_found'
  | 'key.exists'
  | 'key.lost'
  | 'key.shown_once'
  | 'application_credential.not_found'
  | 'application_credential.exists'
  | 'access_rule.not_found'
  | 'token.not_found'
  | 'session.not_found'
  | 'link.not_found'
  | 'endpoint.not_found'
  | 'endpoint.exists'
  | 'rule.not_found'
  | 'factor.needed'
  | 'factor.set_up_needed'
  | 'factor.wrong'
  | 'factor.not_found'
  | 'factor.exists'
  | 'factor.required'
  | 'passkey.wrong'
  | 'role.not_found'
  | 'role.exists'
  | 'group.not_found'
  | 'group.exists'
  | 'pin.not_found'
  | 'pin.exists'
  | 'mail_domain.not_found'
  | 'mail_domain.exists'
  | 'mail_domain.in_use'
  | 'app_password.not_found'
  | 'mailbox.not_found'
  | 'mail_alias.not_found'
  | 'mail_list.not_found'
  | 'job.not_found'
  | 'job.over'
  | 'address.exists'
  | 'owner.protected'
  | 'idempotency.conflict'
  | 'secret.unreadable'
  | 'throttled'
  | 'busy'
  | 'storage.full'
  | 'storage.away'
  | 'master_key.away'
  | 'outcome.unknown'

/** Facts a dialect may use for its answer. Never a secret. */
export interface ErrorFacts {
  readonly field?: string
  readonly reason?: string
  readonly retryAfterSeconds?: number
  /** What is not there was deleted lately and can be brought back. */
  readonly isRecoverable?: boolean
}

/** An expected refusal. `code` is stable; the public wording is chosen by each dialect. */
export class DomainError extends Error {
  readonly code: DomainErrorCode
  readonly facts: ErrorFacts

  constructor(code: DomainErrorCode, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(facts.reason ? `${code}: ${facts.reason}` : code, options)
    this.name = 'DomainError'
    this.code = code
    this.facts = facts
  }
}
