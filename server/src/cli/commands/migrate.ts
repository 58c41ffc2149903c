import type { Command } from '../command.ts'

export const migrate: Command = {
  name: 'migrate',
  summary: 'Bring the database up to this version; the server does so too when it starts.',
  more: 'SQLite: the file as it was is kept beside the new one.',
  options: [],
  begins: true,
  place: 'alone',
  run: async ({ open }) => {
    await open()
    return { json: { migrated: true }, text: 'The database fits this version.' }
  },
}
