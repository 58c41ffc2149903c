import { DomainError } from '../errors.ts'

/** The parts of the e-mail area that can be given one by one. */
export type MailArea = 'domains' | 'mailboxes' | 'aliases' | 'lists' | 'spam'

export const MAIL_AREAS: readonly MailArea[] = ['domains', 'mailboxes', 'aliases', 'lists', 'spam']

/** Where in the e-mail area somebody may act. Null is all there is, also what comes later. */
export interface MailScope {
  readonly areas: readonly MailArea[] | null
  /** Names in lower case. */
  readonly domains: readonly string[] | null
}

export const WHOLE_SCOPE: MailScope = { areas: null, domains: null }

export function coversArea({ areas }: MailScope, area: MailArea): boolean {
  return areas === null || areas.includes(area)
}

export function coversDomain({ domains }: MailScope, name: string): boolean {
  return domains === null || domains.includes(name)
}

/** @throws DomainError `input.invalid` */
export function mailAreasOf(texts: readonly string[]): readonly MailArea[] {
  const unknown = texts.find((text) => !MAIL_AREAS.some((area) => area === text))
  if (unknown === undefined) return MAIL_AREAS.filter((area) => texts.includes(area))
  throw new DomainError('input.invalid', { field: 'areas', reason: `Areas are ${MAIL_AREAS.join(', ')}.` })
}
