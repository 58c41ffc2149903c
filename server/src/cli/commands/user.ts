import type { CommandGroup } from '../command.ts'
import { adminType } from './user-admin-type.ts'
import { create } from './user-create.ts'
import { invite } from './user-invite.ts'
import { list } from './user-list.ts'
import { changePassword } from './user-password.ts'
import { resetMfa } from './user-reset-mfa.ts'
import { role } from './user-role.ts'
import { disable, enable, remove } from './user-state.ts'

export const user: CommandGroup = {
  name: 'user',
  summary: 'Users and their roles.',
  commands: [create, list, disable, enable, remove, changePassword, invite, resetMfa, role, adminType],
}
