import { isFarReaching, isStaffRole } from '../roles/far-reaching.ts'

interface HasRoles {
  readonly id: string
  readonly roles: readonly string[]
}

/** Staff may act as customers, never as other staff or as a service: rights are not borrowed upwards. */
export function mayImpersonate(staff: HasRoles, user: HasRoles): boolean {
  return staff.roles.some(isStaffRole) && !user.roles.some(isFarReaching) && staff.id !== user.id
}
