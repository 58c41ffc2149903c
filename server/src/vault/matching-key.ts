import { MasterKeyError, WrongMasterKeyError } from './errors.ts'
import type { MasterKey } from './master-key.ts'
import { describeSource, type MasterKeySource, type MasterKeys, readMasterKeys } from './master-key-source.ts'

/** The key that this database was sealed with; previous keys count, because a rotation may have been cut short. */
export function matchingKey(masters: readonly MasterKey[], check: string | null): MasterKey | undefined {
  return masters.find((master) => master.check === check)
}

/** @throws MasterKeyError when there is none */
export async function presentKeys(source: MasterKeySource): Promise<MasterKeys> {
  const masters = await readMasterKeys(source)
  if (masters) return masters
  throw new MasterKeyError(
    `The master key of this database is missing: there is no ${describeSource(source).replace(/^the /, '')}. ` +
      'Put your copy of it there. Only when no copy is left: keyward master-key recover.',
  )
}

/** @throws MasterKeyError when the key of a database that has one is missing or another */
export async function requireMatchingKey(source: MasterKeySource, check: string | null): Promise<void> {
  if (check !== null && !matchingKey(await presentKeys(source), check)) throw wrongKey(source)
}

export function wrongKey(source: MasterKeySource): MasterKeyError {
  return new WrongMasterKeyError(
    `The master key in ${describeSource(source)} is not the one this database was sealed with. ` +
      'Put the right one there. Only when it is lost: keyward master-key recover.',
  )
}
