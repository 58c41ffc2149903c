import type { Random } from '../domain/ports.ts'
import type { Secret } from '../lib/secret.ts'
import { KEY_BYTES } from './aead.ts'
import { MasterKeyError } from './errors.ts'
import { type MasterKey, masterKeyFrom, parseMasterKeys } from './master-key.ts'
import { masterKeysFromCommand } from './master-key-command.ts'
import { createMasterKeyFile, hasCode, readMasterKeyFile } from './master-key-file.ts'

/** Where the master key comes from, as the settings say. */
export type MasterKeySource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command'; readonly command: readonly [string, ...string[]] }
  | { readonly kind: 'value'; readonly value: Secret }

/** The current key, then previous ones. */
export type MasterKeys = readonly [MasterKey, ...MasterKey[]]

/**
 * Null when it should be in a file and there is none.
 * @throws MasterKeyError
 */
export async function readMasterKeys(source: MasterKeySource): Promise<MasterKeys | null> {
  if (source.kind === 'file') return readMasterKeyFile(source.path)
  if (source.kind === 'command') return masterKeysFromCommand(source.command)
  return parseMasterKeys(source.value.reveal(), 'KEYWARD_MASTER_KEY')
}

export interface FirstKeys {
  readonly keys: MasterKeys
  /** The file that was written; null when the key was there already. */
  readonly createdFile: string | null
}

/** For the first start alone: takes the key that is there, or makes one. */
export async function firstMasterKeys(source: MasterKeySource, random: Random): Promise<FirstKeys> {
  const keys = await readMasterKeys(source)
  if (keys || source.kind !== 'file') return { keys: keys ?? missing(source), createdFile: null }
  const created = newMasterKey(random)
  try {
    await createMasterKeyFile(source.path, [created])
    return { keys: [created], createdFile: source.path }
  } catch (error) {
    // Another process starting at the same moment was faster; its key is the one.
    const theirs = hasCode(error, 'EEXIST') ? await readMasterKeys(source) : null
    if (theirs) return { keys: theirs, createdFile: null }
    throw new MasterKeyError(`The master key file ${source.path} cannot be written.`, { cause: error })
  }
}

export function newMasterKey(random: Random): MasterKey {
  return masterKeyFrom(random.bytes(KEY_BYTES))
}

/** For messages: never the key itself. */
export function describeSource(source: MasterKeySource): string {
  if (source.kind === 'file') return `the file ${source.path}`
  return source.kind === 'command' ? 'KEYWARD_MASTER_KEY_COMMAND' : 'KEYWARD_MASTER_KEY'
}

function missing(source: MasterKeySource): never {
  throw new MasterKeyError(`There is no master key in ${describeSource(source)}.`)
}
