import type { Command, CommandGroup } from '../command.ts'
import { facts } from '../table.ts'

const rotate: Command = {
  name: 'rotate',
  summary: 'Put a new master key in the place of the old one. API keys, tokens and passwords go on.',
  more:
    'A key in a file is replaced there. A key from elsewhere: put the new one in front of the old one first. ' +
    'Other servers on the same PostgreSQL database need the new key afterwards, in the same place.',
  options: [],
  place: 'beside',
  run: async ({ open, actor }) => {
    const rotation = await (await open()).rotateMasterKey(actor)
    const text = facts({
      'Master key': rotation.masterKeyId,
      'Before it': rotation.previousMasterKeyId,
      'Data keys': String(rotation.dataKeys),
    })
    const next =
      'Next: keep a copy of the new master key, apart from the database. Older backups need the old one.'
    return { json: rotation, text: `${text}\n\n${next}` }
  },
}

const recover: Command = {
  name: 'recover',
  summary: 'Begin anew after the master key was lost for good: every API key must be reset.',
  more: 'Users, roles, passwords and the audit log stay. Refused while the right master key is in its place.',
  options: [],
  place: 'alone',
  confirm: () => 'Give up every API key, for good?',
  run: async ({ config, actor }) => {
    // Loaded here, because --help and wrong usage need no database driver.
    const { recoverKeyward } = await import('../../app.ts')
    const { masterKeyId, lostKeys, movedAside } = await recoverKeyward(config(), actor)
    const text = facts({
      'Master key': masterKeyId,
      'Lost API keys': String(lostKeys),
      ...(movedAside && { 'Damaged file': movedAside }),
    })
    const next =
      'Next: keep a copy of the master key. Each user resets their key: keyward key reset --username NAME'
    return { json: { masterKeyId, lostKeys, movedAside }, text: `${text}\n\n${next}` }
  },
}

export const masterKey: CommandGroup = {
  name: 'master-key',
  summary: 'The key that opens every sealed secret.',
  commands: [rotate, recover],
}
