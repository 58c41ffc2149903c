import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { settingsOf } from '../mail-settings/settings.ts'
import type { Stores } from '../store.ts'
import type { MailDomain } from './mail-domain.ts'
import { domainWithin } from './rights.ts'

/** What holds for the owners of mailboxes at their own pages, and how a webmail would look, which there is none of here. */
export interface WebmailSettings {
  readonly chat: boolean
  readonly dropbox: boolean
  /** Whether owners change the passwords of their mailboxes themselves. */
  readonly ownPasswords: boolean
  readonly hours24: boolean
  /** Whether owners may, or must, type a code of an app besides when they sign in to their pages. */
  readonly multiFactor: 'optional' | 'off' | 'forced'
  /** Such as `en_US`. */
  readonly language: string
  /** 1 for mm/dd, 2 for dd/mm. */
  readonly dateFormat: number
  readonly timeZone: string
}

const DEFAULTS: WebmailSettings = {
  ...{ chat: false, dropbox: false, ownPasswords: true, hours24: false, multiFactor: 'off' },
  ...{ language: 'en_US', dateFormat: 1, timeZone: 'UTC' },
}
export const MULTI_FACTOR = ['off', 'optional', 'forced'] as const satisfies WebmailSettings['multiFactor'][]
const LANGUAGE = /^[a-z]{2,3}(?:_[A-Z]{2})?$/
const TIME_ZONE = /^[\x20-\x7e]{1,64}$/

type DomainName = Pick<MailDomain, 'accountId' | 'name'>

/** @throws DomainError as `domainWithin` */
export async function showWebmailSettings(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
): Promise<WebmailSettings> {
  return webmailSettingsOf(store, (await domainWithin(store, actor, accountId, name, 'domains')).id)
}

/** What is not named stays as it is. @returns all of it @throws DomainError `input.invalid`; as `domainWithin` */
export async function changeWebmailSettings(
  deps: Deps,
  actor: Actor,
  { accountId, name }: DomainName,
  change: Partial<WebmailSettings>,
): Promise<WebmailSettings> {
  return deps.store.transaction(async (tx) => {
    const domain = await domainWithin(tx, actor, accountId, name, 'domains')
    await tx.mailDomains.hold(domain.id)
    const before = await webmailSettingsOf(tx, domain.id)
    const settings = checked({ ...before, ...change })
    const owner = { domainId: domain.id, mailboxId: null }
    await tx.mailSettings.put(owner, 'webmail', JSON.stringify(settings))
    await recordAct(deps, tx, actor, {
      ...{ action: 'domain.webmail', chain: accountId, target: `domain:${domain.name}` },
      details: difference(before, settings, ['multiFactor', 'language', 'timeZone']),
    })
    return settings
  })
}

/** In any letter case. @throws DomainError `input.invalid` */
export function multiFactorOf(text: string): WebmailSettings['multiFactor'] {
  const word = MULTI_FACTOR.find((one) => one === text.toLowerCase())
  if (word !== undefined) return word
  throw refused('multiFactor', `MultiFactorSetting is one of ${MULTI_FACTOR.join(', ')}.`)
}

/** For the pages of mailboxes as well, which have found the domain already. */
export async function webmailSettingsOf(
  stores: Pick<Stores, 'mailSettings'>,
  domainId: string,
): Promise<WebmailSettings> {
  return (await settingsOf(stores, { domainId, mailboxId: null }, 'webmail', DEFAULTS)) ?? DEFAULTS
}

function checked(settings: WebmailSettings): WebmailSettings {
  const { language, dateFormat, timeZone } = settings
  if (!LANGUAGE.test(language)) throw refused('language', 'The language is written such as en_US.')
  if (dateFormat !== 1 && dateFormat !== 2) throw refused('dateFormat', 'DateFormat is 1 or 2.')
  if (!TIME_ZONE.test(timeZone)) throw refused('timeZone', 'The time zone has 64 characters at most.')
  return settings
}

function refused(field: string, reason: string): DomainError {
  return new DomainError('input.invalid', { field, reason })
}
