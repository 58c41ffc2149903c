import type { Stores } from '../store.ts'
import type { SettingsKind } from './stores.ts'

/** Where settings hold an address. */
const NAMING: readonly (readonly [kind: SettingsKind, field: string])[] = [
  ['spam', 'forwardTo'],
  ['storage-notice', 'cc'],
]

/** Settings of a domain that name a mailbox name it on, whatever it is called. */
export async function followRename(
  { mailSettings }: Pick<Stores, 'mailSettings'>,
  domainId: string,
  from: string,
  to: string,
): Promise<void> {
  for (const [kind, field] of NAMING)
    for (const { owner, json } of await mailSettings.ofDomain(domainId, kind)) {
      const stored: unknown = JSON.parse(json)
      if (typeof stored !== 'object' || stored === null || Reflect.get(stored, field) !== from) continue
      await mailSettings.put(owner, kind, JSON.stringify({ ...stored, [field]: to }))
    }
}
