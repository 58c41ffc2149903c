import { ADMIN_TYPES, adminTypeOf } from '../../domain/administrators/administrator.ts'
import { changeAdminType } from '../../domain/administrators/change-admin-type.ts'
import type { Command } from '../command.ts'
import { userNamed } from '../find.ts'
import { USERNAME, userText, userWire } from '../user-text.ts'

const NONE = 'none'

export const adminType: Command = {
  name: 'admin-type',
  summary: 'Make a user an administrator of the e-mail area, one of another type, or none.',
  more: 'Only super administrators have e-mail API keys: those of anybody who is none any more are refused before this ends.',
  options: [USERNAME, { flags: '--type <type>', summary: [...ADMIN_TYPES, NONE].join(', '), required: true }],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const given = input.text('type')
    const type = given === NONE ? null : adminTypeOf(given, 'type')
    const { deps } = await open()
    const { id } = await userNamed(deps.store, input.text('username'))
    const user = await changeAdminType(deps, actor, id, type)
    return { json: userWire(user), text: userText(user) }
  },
}
