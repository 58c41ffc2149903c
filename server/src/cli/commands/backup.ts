import { join } from 'node:path'
import { makeBackup } from '../../backup/make-backup.ts'
import type { Command } from '../command.ts'
import { fileNamed } from '../files.ts'
import { facts } from '../table.ts'

export const backup: Command = {
  name: 'backup',
  summary: 'Copy the database, in use as it is, into a file with a manifest.',
  more:
    'Without --to the copy goes into the folder "backups" beside the data. ' +
    'The master key is not part of it: keep a copy of that elsewhere.',
  options: [{ flags: '--to <folder>', summary: 'folder for the backup' }],
  place: 'beside',
  run: async (context, input) => {
    const to = input.optional('to')
    const folder = to === null ? join(context.config().dataDir, 'backups') : fileNamed(context, to)
    const { file, manifestFile, manifest } = await makeBackup(await context.open(), folder)
    const { sha256, bytes, schema, counts } = manifest
    const text = facts({
      Backup: file,
      Manifest: manifestFile,
      Users: String(counts['users']),
      'API keys': String(counts['api_keys']),
      Size: `${bytes} bytes`,
    })
    const next = `Next: copy both files to another machine. To use them: keyward restore ${file}`
    return { json: { file, manifestFile, bytes, sha256, schema, counts }, text: `${text}\n\n${next}` }
  },
}
