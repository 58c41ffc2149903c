import { listUsers } from '../../domain/users/list-users.ts'
import type { Command } from '../command.ts'
import { printable, table } from '../table.ts'
import { userWire } from '../user-text.ts'

export const list: Command = {
  name: 'list',
  summary: 'Show users.',
  options: [
    { flags: '--account <number>', summary: 'only this account' },
    { flags: '--email <address>', summary: 'only this e-mail address' },
  ],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const accountId = input.optional('account')
    const email = input.optional('email')
    const filter = { ...(accountId !== null && { accountId }), ...(email !== null && { email }) }
    const users = await listUsers((await open()).deps, actor, filter)
    const rows = users.map((user) => [
      user.accountId,
      printable(user.name),
      user.enabled ? 'enabled' : 'disabled',
      user.roles.join(' '),
      user.adminType ?? '-',
      user.id,
    ])
    const text =
      rows.length === 0
        ? NOBODY
        : table(['ACCOUNT', 'USER NAME', 'STATE', 'ROLES', 'E-MAIL', 'USER ID'], rows)
    return { json: users.map(userWire), text }
  },
}

const NOBODY = 'There are no such users.\n\nNext: keyward user create --account NUMBER --username NAME'
