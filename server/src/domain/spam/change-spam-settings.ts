import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { settingsOf } from '../mail-settings/settings.ts'
import { domainOf, mailAddress } from '../mailboxes/address.ts'
import type { Stores } from '../store.ts'
import { spamSettingsOf } from './show-spam-settings.ts'
import { findPlace, type SpamPlace } from './spam-place.ts'
import { NO_QUARANTINE, type Quarantine, type SpamHandling, type SpamSettings } from './spam-settings.ts'

export interface SpamChange {
  /** What is not named stays as it is; what means nothing to the handling is left out. */
  readonly settings: Partial<SpamSettings>
  /** Of a domain only. */
  readonly quarantine: Partial<Quarantine>
  /** Of a domain only: takes away what its mailboxes have of their own, once. */
  readonly overridesMailboxes: boolean
}

/** @returns what holds from now on. @throws DomainError `input.invalid`; as `findPlace` */
export function changeSpamSettings(
  deps: Deps,
  actor: Actor,
  place: SpamPlace,
  { settings: given, quarantine, overridesMailboxes }: SpamChange,
): Promise<SpamSettings> {
  return deps.store.transaction(async (tx) => {
    const { domain, owner, about } = await findPlace(deps, tx, actor, place)
    await tx.mailDomains.hold(domain.id)
    const before = await spamSettingsOf(tx, owner)
    const settings = settled({ ...before, ...meant(given, given.handling ?? before.handling) })
    // An address in use may stay, whatever became of it; one from before is looked at as if it were given.
    const isTaken = given.forwardTo !== undefined || before.handling !== 'toAddress'
    if (isTaken && settings.handling === 'toAddress')
      await requireInDomain(tx, settings.forwardTo, domain.name)
    await tx.mailSettings.put(owner, 'spam', JSON.stringify(settings))
    if (Object.keys(quarantine).length > 0) {
      const kept = (await settingsOf(tx, owner, 'quarantine', NO_QUARANTINE)) ?? NO_QUARANTINE
      await tx.mailSettings.put(owner, 'quarantine', JSON.stringify({ ...kept, ...quarantine }))
    }
    const { level, handling } = settings
    const overridden = overridesMailboxes ? await tx.mailSettings.dropOfMailboxes(domain.id, 'spam') : 0
    await recordAct(deps, tx, actor, {
      action: 'spam.settings',
      chain: domain.accountId,
      target: about.target,
      details: {
        ...{ ...about.details, ...difference(before, settings, ['level', 'handling']), level, handling },
        ...(overridden > 0 && { overridden }),
      },
    })
    return settings
  })
}

/** Clients send the fields of every handling, filled with whatever they had: those of another one are left out. */
function meant(given: SpamChange['settings'], handling: SpamHandling): Partial<SpamSettings> {
  const { forwardTo, ...folder } = given
  const { cleansFolder: _, folderDays: __, folderMessages: ___, ...bare } = folder
  if (handling === 'toFolder') return folder
  return handling === 'toAddress' && forwardTo !== undefined ? { ...bare, forwardTo } : bare
}

function settled(settings: SpamSettings): SpamSettings {
  if (settings.handling !== 'toAddress') return settings
  const address = mailAddress(settings.forwardTo)
  if (address === null)
    throw refused('Spam that goes to an address needs one: an e-mail address in the domain.')
  return { ...settings, forwardTo: address }
}

async function requireInDomain(tx: Stores, address: string, domain: string): Promise<void> {
  const exists = domainOf(address) === domain && (await tx.aliases.existing([address])).has(address)
  if (!exists) throw refused('Spam is forwarded to an address that exists in the domain.')
}

function refused(reason: string): DomainError {
  return new DomainError('input.invalid', { field: 'forwardTo', reason })
}
