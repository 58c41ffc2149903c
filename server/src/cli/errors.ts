import { DomainError, type DomainErrorCode } from '../domain/errors.ts'

const EXIT_REFUSED = 1
export const EXIT_USAGE = 2
const EXIT_CONFIG = 78

/** A refusal in one line that says what to do. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = EXIT_REFUSED, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}

/** The command was not written as it has to be. */
export class UsageError extends CommandError {
  constructor(message: string) {
    super(message, EXIT_USAGE)
    this.name = 'UsageError'
  }
}

/** What an option is called where the rules call the same thing otherwise. */
const OPTION_NAMES: Readonly<Record<string, string>> = { publicUrl: 'url' }

const WORDS: Record<DomainErrorCode, string> = {
  'input.invalid': 'That value cannot be used.',
  'credential.wrong': 'The credential is wrong.',
  'credential.needed': 'A credential is needed.',
  'actor.forbidden': 'That is not allowed.',
  'step_up.needed': 'Prove your presence first.',
  'password.wrong': 'The password is wrong.',
  'password.weak': 'The password is too weak.',
  'user.not_found': 'There is no such user. "keyward user list" shows all users.',
  'user.disabled': 'The user is disabled. "keyward user enable" lets them back in.',
  'user.exists': 'There is a user of that name already; names differ by more than upper and lower case.',
  'account.not_found': 'There is no such account. "keyward account list" shows all accounts.',
  'account.exists': 'There is such an account already.',
  'key.not_found': 'The user has no API key. "keyward key reset" makes one.',
  'key.exists': 'There is such a key already.',
  'key.lost': 'The value of this key is lost. "keyward key reset" makes a new one.',
  'key.shown_once':
    'This key was shown once, when it was made, and cannot be shown again. "keyward key reset" makes a new one.',
  'token.not_found': 'There is no such token.',
  'session.not_found': 'There is no such session.',
  'link.not_found': 'There is no such link, or it was used.',
  'endpoint.not_found': 'The catalog has no such endpoint. "keyward service list" shows all.',
  'role.exists': 'There is a role of that name already.',
  'mail_domain.not_found': 'There is no such domain. "keyward domain list" shows all domains.',
  'mail_domain.exists': 'There is such a domain already.',
  'mail_domain.in_use': 'The domain has mailboxes.',
  'app_password.not_found': 'There is no such app password.',
  'mailbox.not_found': 'There is no such mailbox.',
  'mail_alias.not_found': 'There is no such alias.',
  'mail_list.not_found': 'There is no such group list.',
  'job.not_found': 'There is no such job.',
  'job.over': 'The job is not in a state in which this can be done.',
  'address.exists': 'The address is taken.',
  'pin.not_found': 'The user has no support PIN.',
  'pin.exists': 'The user has a support PIN already.',
  'application_credential.not_found': 'There is no such application credential.',
  'application_credential.exists': 'The user has an application credential of this name.',
  'access_rule.not_found': 'There is no such access rule.',
  'factor.needed': 'A second factor is needed.',
  'factor.set_up_needed': 'A second factor must be set up first.',
  'factor.wrong': 'The code is wrong, or was used already.',
  'factor.not_found': 'There is no such second factor.',
  'factor.exists': 'There is such a second factor already.',
  'factor.required': 'The account requires a second factor.',
  'passkey.wrong': 'The passkey was not accepted.',
  'rule.not_found': 'There is no such rule. keyward service rules shows them.',
  'endpoint.exists': 'The catalog has an endpoint of that name, type and region. Remove it first.',
  'group.not_found': 'There is no such group.',
  'group.exists': 'The account has a group of that name already.',
  'role.not_found': 'There is no such role.',
  'owner.protected': 'The installation needs an operator, and an account its owner.',
  'idempotency.conflict': 'The same idempotency key was used for another request.',
  'secret.unreadable':
    'A sealed secret does not open: it was altered or belongs elsewhere. Run "keyward doctor".',
  throttled: 'Too many attempts. Wait a moment.',
  busy: 'Too much to do at this moment. Try again.',
  'storage.full': 'The disk is full: nothing was changed. Make room and try again.',
  'storage.away': 'The database cannot be reached. Check KEYWARD_DATABASE_URL and the database server.',
  'master_key.away': 'The master key was changed by another process. Put the new one in its place here, too.',
  'outcome.unknown':
    'The connection broke while saving. Look whether the change is there before trying again.',
}

export interface Failure {
  /** One line, or one for each fault of the settings. */
  readonly message: string
  readonly exitCode: number
}

/** What to print and how to end, for whatever was thrown. Only expected errors are repeated word by word. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) return refusal(error)
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    return { message: error.message + adviceFor(error), exitCode: error.exitCode }
  }
  const file = fileText(error)
  if (file !== null) return { message: file, exitCode: EXIT_REFUSED }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown cause'
  return {
    message: `Unexpected failure (${firstLine(what)}). This is a fault in Keyward.`,
    exitCode: EXIT_REFUSED,
  }
}

/** What the system says of a file: errno(3). */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EEXIST: 'is there already',
  ENOTDIR: 'leads through something that is no folder',
  EISDIR: 'is a folder',
  EACCES: 'may not be used by this user',
  EPERM: 'may not be used by this user',
  EROFS: 'is on a file system that cannot be written',
  ENOSPC: 'cannot be written: the disk is full',
}

/** A file that was named wrongly, or that the system keeps back, is no fault of the program. */
function fileText(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return null
  const fault = FILE_FAULTS[String(error.code)]
  return fault === undefined ? null : `${error.path} ${fault}.`
}

function adviceFor(error: Error): string {
  if (error.name !== 'StoreDamagedError') return ''
  return '. Nothing was changed. Keep the file, and restore the last backup: keyward restore FILE.'
}

/** A value that cannot be used is named by its option, as any other mistake in writing the command. */
function refusal({ code, facts }: DomainError): Failure {
  const { field, reason } = facts
  if (code === 'input.invalid' && field !== undefined) {
    const flag = flagOf(OPTION_NAMES[field] ?? field)
    return { message: `${flag}: ${reason ?? WORDS[code]}`, exitCode: EXIT_USAGE }
  }
  const words = reason ?? WORDS[code]
  const exitCode = code === 'master_key.away' ? EXIT_CONFIG : EXIT_REFUSED
  return { message: field === undefined ? words : `${field}: ${words}`, exitCode }
}

/** `defaultRegion` is written `--default-region`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
