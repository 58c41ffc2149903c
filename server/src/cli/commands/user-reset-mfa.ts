import { resetFactors } from '../../domain/factors/reset-factors.ts'
import type { Command } from '../command.ts'
import { userNamed } from '../find.ts'
import { printable } from '../table.ts'
import { USERNAME } from '../user-text.ts'

export const resetMfa: Command = {
  name: 'reset-mfa',
  summary: 'Take every second factor of a user away, for somebody who has lost them. Sessions end.',
  options: [USERNAME],
  place: 'beside',
  confirm: (input) => `Take the second factors of ${printable(input.text('username'))} away?`,
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const { id } = await userNamed(deps.store, input.text('username'))
    const { name } = await resetFactors(deps, actor, id)
    const json = { userId: id, username: name, secondFactor: false }
    return { json, text: `${printable(name)} has no second factor now; the password alone signs in.` }
  },
}
