import type { Administrator, AdministratorChange, AdminType, MailArea, NewAdministrator } from '@keyward/sdk'

/** What stands in the form. */
export interface Draft {
  readonly username: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly type: AdminType
  readonly areas: readonly MailArea[]
  /** Null for all of them. */
  readonly domains: readonly string[] | null
  readonly networks: string
  readonly passwordDays: string
  readonly simultaneous: boolean
}

const EMPTY: Draft = {
  ...{ username: '', firstName: '', lastName: '', email: '', type: 'standard' },
  ...{ areas: [], domains: null, networks: '', passwordDays: '0', simultaneous: true },
}

export function draftOf(administrator: Administrator | null): Draft {
  if (administrator === null) return EMPTY
  const { username, firstName, lastName, email, type, areas, domains, networks } = administrator
  return {
    ...{ username, firstName, lastName, email: email ?? '', type, areas, domains },
    networks: networks.join(', '),
    passwordDays: String(administrator.passwordDays),
    simultaneous: administrator.allowsSimultaneous,
  }
}

/** Null where it is no number of days. */
export function daysIn(text: string): number | null {
  return /^\d{1,4}$/.test(text.trim()) ? Number(text) : null
}

const listIn = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

function settingsIn(draft: Draft) {
  const { firstName, lastName, type, areas, domains, simultaneous } = draft
  return {
    ...{ firstName, lastName, type, networks: listIn(draft.networks) },
    passwordDays: daysIn(draft.passwordDays) ?? 0,
    allowsSimultaneous: simultaneous,
    ...(type === 'limited' && { areas, domains }),
  }
}

export function newIn(draft: Draft, application: boolean): NewAdministrator {
  const { username, email } = draft
  const settings = settingsIn(application ? { ...draft, type: 'super' } : draft)
  return { username, ...(email !== '' && { email }), ...(application && { application }), ...settings }
}

/** @param before what of it is the same is not sent: of one's own address there is another page */
export function changeIn(draft: Draft, before: Administrator): AdministratorChange {
  const email = draft.email !== '' && draft.email !== before.email ? { email: draft.email } : {}
  return { ...settingsIn(draft), ...email }
}
