import { ASSIGNABLE_ROLES } from '../../domain/roles/roles.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'
import type { Command } from '../command.ts'
import { userNamed } from '../find.ts'
import { USERNAME, userText, userWire } from '../user-text.ts'

export const role: Command = {
  name: 'role',
  summary: 'Give and take roles; without --add and --remove show them.',
  more: `Roles: ${ASSIGNABLE_ROLES.join(', ')}, and those of role list. What is taken away is gone at once, for keys and tokens too.`,
  options: [
    USERNAME,
    { flags: '--add <role>', summary: 'role to give; may be repeated', many: true },
    { flags: '--remove <role>', summary: 'role to take; may be repeated', many: true },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const { id } = await userNamed(deps.store, input.text('username'))
    const change = { add: input.many('add'), remove: input.many('remove') }
    const user = await changeRoles(deps, actor, id, change)
    return { json: userWire(user), text: userText(user) }
  },
}
