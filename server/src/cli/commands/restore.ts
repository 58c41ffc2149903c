import { distrustKeys } from '../../domain/restore/distrust-keys.ts'
import { trustKeys } from '../../domain/restore/trust-keys.ts'
import type { Command, Context, Reply } from '../command.ts'
import { UsageError } from '../errors.ts'
import { fileNamed } from '../files.ts'

export const restore: Command = {
  name: 'restore',
  summary: 'Put a backup in the place of the data, after checking all of it.',
  more:
    'Keys revoked since the backup would come back with it. So every key is refused until it is reset, or until ' +
    '"keyward restore --trust-revocations" says that nothing was revoked since. ' +
    'With a file the server must be stopped; the data that are replaced stay beside it under another name.',
  argument: { name: 'file', summary: 'database file of a backup', required: false },
  options: [
    { flags: '--trust-revocations', summary: 'nothing was revoked since the backup: let its keys work' },
    { flags: '--in-place', summary: 'older data were put back by other means: refuse their keys as above' },
  ],
  place: (input) => (input.argument === null ? 'beside' : 'alone'),
  confirm: (input) => (input.argument === null ? null : 'Replace all data by those of the backup?'),
  run: (context, input) => {
    const trust = input.flag('trustRevocations')
    if (input.argument !== null && !input.flag('inPlace')) return fromFile(context, input.argument, trust)
    if (input.argument !== null || trust === input.flag('inPlace')) throw new UsageError(HOW)
    return trust ? confirmKeys(context) : inPlace(context)
  },
}

const HOW = 'Write restore FILE, restore --in-place, or restore --trust-revocations.'
const UNCONFIRMED =
  'These keys are refused until they are reset. When nothing was revoked since: keyward restore --trust-revocations'

async function fromFile(context: Context, name: string, trustRevocations: boolean): Promise<Reply> {
  const file = fileNamed(context, name.replace(/\.manifest\.json$/, '.db'))
  // Loaded here, because --help and wrong usage need no database driver.
  const { restoreBackup } = await import('../../backup/restore-backup.ts')
  const done = await restoreBackup(context.config(), file, { trustRevocations, actor: context.actor })
  const { manifest, unconfirmedKeys, replacedFile, missingEntries } = done
  const lines = [
    `Restored the data of ${manifest.createdAt}. The audit log verifies.`,
    ...(replacedFile ? [`What was there is now ${replacedFile}`] : []),
    ...missingEntries.map(
      ({ chain, backupEndsAt, knownThrough }) =>
        `Audit log ${chain}: entries ${backupEndsAt + 1} to ${knownThrough} happened after the backup and are not in it.`,
    ),
    ...(unconfirmedKeys > 0 ? ['', `Keys not confirmed: ${unconfirmedKeys}. ${UNCONFIRMED}`] : []),
    'Passwords, roles and users are those of the backup: look whether anybody was disabled since.',
  ]
  const json = { createdAt: manifest.createdAt, unconfirmedKeys, replacedFile, missingEntries }
  return { json, text: lines.join('\n') }
}

async function inPlace({ open, actor }: Context): Promise<Reply> {
  const { deps } = await open()
  const { keys } = await distrustKeys(deps, actor, 'in place')
  return { json: { unconfirmedKeys: keys }, text: `Keys not confirmed: ${keys}. ${UNCONFIRMED}` }
}

async function confirmKeys({ open, actor }: Context): Promise<Reply> {
  const { deps } = await open()
  const confirmedKeys = await trustKeys(deps, actor)
  return { json: { confirmedKeys }, text: `Keys that work again: ${confirmedKeys}.` }
}
