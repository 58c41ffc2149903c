import { DomainError } from '../../../domain/errors.ts'
import { type FormFault, faultOf } from '../faults.ts'

/** Fields of these pages, by what the domain calls them. */
const FIELDS = new Set(['current', 'password', 'vacationMessage', 'forwardTo', 'name', 'protocols', 'code'])

const NOT_CURRENT: FormFault = {
  status: 400,
  text: 'This is not the password of the mailbox. A password of a single program does not count.',
  field: 'current',
}

const REMOVED_ALREADY: FormFault = {
  status: 404,
  text: 'This password was removed already. Below are those that there are now.',
  field: null,
}

const WRONG_CODE: FormFault = {
  status: 400,
  text: 'This is not the code that the app shows now, or it was used already.',
  field: 'code',
}

/** The fault that a refusal stands for, at its field. @throws what is no refusal */
export function mailboxFault(error: unknown): FormFault {
  if (error instanceof DomainError && error.code === 'password.wrong') return NOT_CURRENT
  if (error instanceof DomainError && error.code === 'factor.wrong') return WRONG_CODE
  if (error instanceof DomainError && error.code === 'app_password.not_found') return REMOVED_ALREADY
  const fault = faultOf(error)
  const field = error instanceof DomainError ? error.facts.field : undefined
  return field !== undefined && FIELDS.has(field) ? { ...fault, field } : fault
}
