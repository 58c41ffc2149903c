import { users } from '../../lib/messages/en/users.ts'
import { type PlainKey, t } from '../../lib/messages/index.ts'

/** What people call a role; one that operators made has only its own name. */
export function roleName(role: string): string {
  return textOf(`role.${role}`) ?? role
}

/** What a role is for. Operators describe their own. */
export function roleText({
  name,
  description,
}: {
  readonly name: string
  readonly description: string
}): string {
  return textOf(`roleText.${name}`) ?? description
}

function textOf(key: string): string | null {
  return isKey(key) ? t(key) : null
}

function isKey(key: string): key is keyof typeof users & PlainKey {
  return Object.hasOwn(users, key)
}
