import { networkContains, parseNetwork } from '../../lib/cidr.ts'
import { isOneLine } from '../../lib/one-line.ts'
import { checkDomainName } from '../domains/mail-domain.ts'
import { DomainError } from '../errors.ts'
import { type MailArea, mailAreasOf } from './mail-scope.ts'

/** What is agreed with an administrator beside the type. */
export interface AdminSettings {
  readonly firstName: string
  readonly lastName: string
  /** For a program: nobody signs in as it, and it gets no password. Never changes. */
  readonly isProgram: boolean
  /** How long a password is good; 0 for ever. The account may ask for less. */
  readonly passwordDays: number
  /** False: signing in ends the sessions elsewhere. */
  readonly allowsSimultaneous: boolean
  /** Addresses and networks from which passwords, passkeys and key pairs work; none is everywhere. */
  readonly networks: readonly string[]
  /** What a limited administrator may do; nothing to the others. */
  readonly areas: readonly MailArea[]
  /** Where a limited administrator may do it; null for every domain of the account. */
  readonly domains: readonly string[] | null
}

export const NO_SETTINGS: AdminSettings = {
  firstName: '',
  lastName: '',
  isProgram: false,
  passwordDays: 0,
  allowsSimultaneous: true,
  networks: [],
  areas: [],
  domains: null,
}

const MAX_NAME_LENGTH = 100
const MAX_PASSWORD_DAYS = 3_650
const MAX_NETWORKS = 20
const MAX_DOMAINS = 1_000

/** @throws DomainError `input.invalid`, naming the field */
export function checkSettings(settings: AdminSettings): AdminSettings {
  checkName('firstName', settings.firstName)
  checkName('lastName', settings.lastName)
  const { passwordDays } = settings
  if (!Number.isInteger(passwordDays) || passwordDays < 0 || passwordDays > MAX_PASSWORD_DAYS)
    refuse('passwordDays', `Whole days, ${MAX_PASSWORD_DAYS} at most; 0 for no end.`)
  return {
    ...settings,
    networks: checkNetworks(settings.networks),
    areas: mailAreasOf(settings.areas),
    domains: settings.domains && checkDomains(settings.domains),
  }
}

/** @throws DomainError `input.invalid` */
export function checkNetworks(texts: readonly string[]): readonly string[] {
  const networks = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))]
  if (networks.length > MAX_NETWORKS) refuse('networks', `${MAX_NETWORKS} at most.`)
  const wrong = networks.some((text) => parseNetwork(text) === null)
  if (wrong)
    refuse('networks', 'Addresses such as 192.0.2.7, or networks such as 192.0.2.0/24 and 2001:db8::/32.')
  return networks
}

/** @throws DomainError `input.invalid` */
export function checkDomains(texts: readonly string[]): readonly string[] {
  if (texts.length > MAX_DOMAINS) refuse('domains', `${MAX_DOMAINS} at most.`)
  return [...new Set(texts.map(checkDomainName))]
}

/** Whether somebody at this address is within these networks; no networks are everywhere. */
export function isWithinNetworks(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true
  return networks.some((text) => {
    const network = parseNetwork(text)
    return network !== null && networkContains(network, address)
  })
}

function checkName(field: string, name: string): void {
  if (name.length > MAX_NAME_LENGTH || !isOneLine(name))
    refuse(field, `${MAX_NAME_LENGTH} characters at most, on one line.`)
}

function refuse(field: string, reason: string): never {
  throw new DomainError('input.invalid', { field, reason })
}
