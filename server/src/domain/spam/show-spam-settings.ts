import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { settingsOf } from '../mail-settings/settings.ts'
import type { SettingsOwner } from '../mail-settings/stores.ts'
import type { Stores } from '../store.ts'
import { findPlace, type SpamPlace } from './spam-place.ts'
import { DEFAULT_SPAM, NO_QUARANTINE, type Quarantine, type SpamSettings } from './spam-settings.ts'

export interface ShownSpamSettings {
  /** A mailbox without settings of its own has those of its domain. */
  readonly settings: SpamSettings
  /** False where nothing was set of this owner itself. */
  readonly isOwn: boolean
  readonly quarantine: Quarantine
}

/** @throws DomainError as `findPlace` */
export async function showSpamSettings(
  deps: Deps,
  actor: Actor,
  place: SpamPlace,
): Promise<ShownSpamSettings> {
  const { owner } = await findPlace(deps, deps.store, actor, place)
  return {
    settings: await spamSettingsOf(deps.store, owner),
    isOwn: (await deps.store.mailSettings.get(owner, 'spam')) !== null,
    quarantine: (await settingsOf(deps.store, owner, 'quarantine', NO_QUARANTINE)) ?? NO_QUARANTINE,
  }
}

/** What holds for a mailbox, or for a domain. */
export async function spamSettingsOf(
  stores: Pick<Stores, 'mailSettings'>,
  owner: SettingsOwner,
): Promise<SpamSettings> {
  const own = await settingsOf(stores, owner, 'spam', DEFAULT_SPAM)
  if (own || owner.mailboxId === null) return own ?? DEFAULT_SPAM
  return spamSettingsOf(stores, { ...owner, mailboxId: null })
}
