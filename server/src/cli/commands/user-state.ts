import { deleteUser } from '../../domain/users/delete-user.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { enableUser } from '../../domain/users/enable-user.ts'
import type { Command } from '../command.ts'
import { userNamed } from '../find.ts'
import { printable } from '../table.ts'
import { USERNAME, userText, userWire } from '../user-text.ts'

export const disable: Command = {
  name: 'disable',
  summary: 'Shut a user out: key, tokens, password and sessions are refused at once.',
  options: [USERNAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const { id } = await userNamed(deps.store, input.text('username'))
    const user = await disableUser(deps, actor, id)
    return { json: userWire(user), text: userText(user) }
  },
}

export const enable: Command = {
  name: 'enable',
  summary: 'Let a disabled user back in.',
  options: [USERNAME],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const { id } = await userNamed(deps.store, input.text('username'))
    const user = await enableUser(deps, actor, id)
    return { json: userWire(user), text: userText(user) }
  },
}

export const remove: Command = {
  name: 'delete',
  summary: 'Remove a user with key, sessions and record of calls. The audit log stays.',
  options: [USERNAME],
  place: 'beside',
  confirm: (input) => `Delete the user ${printable(input.text('username'))} for good?`,
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const { id, name } = await userNamed(deps.store, input.text('username'))
    await deleteUser(deps, actor, id)
    return { json: { userId: id, username: name, deleted: true }, text: `Deleted ${printable(name)}.` }
  },
}
