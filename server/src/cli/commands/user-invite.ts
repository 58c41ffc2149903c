import { publicUrlFor } from '../../config/load.ts'
import { linkPath } from '../../domain/links/create-link.ts'
import { inviteUser } from '../../domain/users/invite-user.ts'
import type { Command } from '../command.ts'
import { userNamed } from '../find.ts'
import { printable } from '../table.ts'
import { USERNAME } from '../user-text.ts'

export const invite: Command = {
  name: 'invite',
  summary: 'Make a one-time link by which a user chooses a password. It holds for 48 hours.',
  options: [USERNAME],
  place: 'beside',
  run: async ({ open, actor, config }, input) => {
    const { deps } = await open()
    const { id } = await userNamed(deps.store, input.text('username'))
    const { user, secret } = await inviteUser(deps, actor, id)
    const link = publicUrlFor(config(), config().port) + linkPath('invitation', secret)
    const json = { userId: user.id, username: user.name, link }
    return { json, text: `Send this link to ${printable(user.name)}, for their eyes alone:\n\n${link}` }
  },
}
