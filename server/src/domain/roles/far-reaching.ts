import { IDENTITY_ADMIN, SERVICE, SERVICE_ADMIN } from './roles.ts'

/** Roles that reach beyond the account. */
export const FAR_REACHING: readonly string[] = [SERVICE_ADMIN, IDENTITY_ADMIN, SERVICE]

export function isFarReaching(role: string): boolean {
  return FAR_REACHING.includes(role)
}

/** The role of somebody who runs the installation, or works for those who do. */
export function isStaffRole(role: string): boolean {
  return role === SERVICE_ADMIN || role === IDENTITY_ADMIN
}
