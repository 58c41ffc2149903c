import { endSessions } from '../../domain/sessions/end-sessions.ts'
import type { Command, CommandGroup } from '../command.ts'
import { userNamed } from '../find.ts'
import { USERNAME } from '../user-text.ts'

const end: Command = {
  name: 'end',
  summary: 'Sign a user out of the panel, everywhere, at once.',
  options: [USERNAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const { id, name } = await userNamed(deps.store, input.text('username'))
    const ended = await endSessions(deps, actor, id)
    const text = `Ended ${ended} session${ended === 1 ? '' : 's'}. Keys and tokens go on.`
    return { json: { userId: id, username: name, ended }, text }
  },
}

export const session: CommandGroup = {
  name: 'session',
  summary: 'Sessions of people in the panel.',
  commands: [end],
}
