import { setPassword } from '../../domain/users/set-password.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../errors.ts'
import { userNamed } from '../find.ts'
import { printable } from '../table.ts'
import { USERNAME } from '../user-text.ts'

export const changePassword: Command = {
  name: 'password',
  summary: "Set a user's password. Sessions, and tokens got with the old one, end; the key goes on.",
  options: [USERNAME],
  place: 'beside',
  password: 'needed',
  run: async ({ open, actor, password }, input) => {
    if (password === null)
      throw new UsageError('Add --password-stdin and write the password to standard input.')
    const { deps } = await open()
    const { id } = await userNamed(deps.store, input.text('username'))
    const user = await setPassword(deps, actor, id, password)
    const json = { userId: user.id, username: user.name }
    return { json, text: `The password of ${printable(user.name)} is set. Sessions have ended.` }
  },
}
