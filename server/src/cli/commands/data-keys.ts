import type { Command, CommandGroup } from '../command.ts'
import { facts } from '../table.ts'

/** Rows between two lines of progress. */
const ROWS_PER_LINE = 5_000

const rotate: Command = {
  name: 'rotate',
  summary: 'Make new data keys and bring everything under them. API keys, tokens and passwords go on.',
  more:
    'The keys below the master key: the one that secrets are found by, and the one of each account that seals its ' +
    'API keys. May be interrupted; running it again completes it.',
  options: [],
  place: 'beside',
  run: async ({ open, actor, note }) => {
    const { dataKeys } = await open()
    let nextLine = ROWS_PER_LINE
    const done = await dataKeys.rotate(actor, async (rows) => {
      if (rows < nextLine) return
      nextLine += ROWS_PER_LINE
      await note(`${rows} rows looked at`)
    })
    const text = facts({
      'New data keys': String(done.made),
      'Renewed rows': String(done.renewed),
      'Removed data keys': String(done.removed),
      'Kept data keys': String(done.kept),
      ...(done.unreadable > 0 && { 'Unreadable rows': String(done.unreadable) }),
    })
    const begun =
      done.made > 0 ? 'All data keys were rotated.' : 'The rotation that was cut short is complete.'
    const kept = done.kept > 0 ? ` ${KEPT}` : ''
    return { json: done, text: `${text}\n\n${begun}${kept}` }
  },
}

const KEPT =
  'The kept ones are still needed: the server removes each when nothing needs it, after a day at the earliest.'

export const dataKeys: CommandGroup = {
  name: 'data-keys',
  summary: 'The keys below the master key.',
  commands: [rotate],
}
