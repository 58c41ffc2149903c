import type { Stores } from '../store.ts'
import type { SettingsKind, SettingsOwner } from './stores.ts'

/** What was set, over what is so where nothing was. Null where nothing was set at all. */
export async function settingsOf<Settings extends object>(
  { mailSettings }: Pick<Stores, 'mailSettings'>,
  owner: SettingsOwner,
  kind: SettingsKind,
  defaults: Settings,
): Promise<Settings | null> {
  const json = await mailSettings.get(owner, kind)
  return json === null ? null : over(defaults, JSON.parse(json))
}

/** Members of the same type as the default count: what a later version stored otherwise does not. */
export function over<Settings extends object>(defaults: Settings, stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return defaults
  const kinds = new Map(Object.entries(defaults).map(([name, value]) => [name, typeof value]))
  const known = Object.entries(stored).filter(([name, value]) => kinds.get(name) === typeof value)
  return { ...defaults, ...Object.fromEntries(known) }
}
