import { DomainError } from '../errors.ts'

/** Users of one account who have roles together. */
export interface Group {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly accountId: string
  /** As typed; compared through `normaliseGroupName`. */
  readonly name: string
  readonly description: string
  /** What every member has besides the roles of their own. */
  readonly roles: readonly string[]
  readonly createdAtMs: number
}

export const MAX_GROUPS = 100
const MAX_NAME_LENGTH = 64
const MAX_DESCRIPTION_LENGTH = 255

/** One spelling for comparing: `Billing` and `billing` are one group. */
export function normaliseGroupName(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

/** @throws DomainError `input.invalid` */
export function checkGroup({ name, description }: Partial<Pick<Group, 'name' | 'description'>>): void {
  if (name !== undefined && (!isLine(name, MAX_NAME_LENGTH) || name.trim() !== name || name === ''))
    throw invalid('name', `One line of 1 to ${MAX_NAME_LENGTH} characters, without blanks around it.`)
  if (description !== undefined && !isLine(description, MAX_DESCRIPTION_LENGTH))
    throw invalid('description', `One line, ${MAX_DESCRIPTION_LENGTH} characters at most.`)
}

function isLine(text: string, length: number): boolean {
  return text.length <= length && !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)
}

function invalid(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
