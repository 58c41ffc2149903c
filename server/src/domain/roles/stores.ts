import type { CustomRole } from './custom-role.ts'

/** Roles made by operators; the built-in ones are not stored. */
export interface RoleStore {
  /** @throws DomainError `role.exists` */
  insert(role: CustomRole): Promise<void>
  /** By name. */
  list(): Promise<readonly CustomRole[]>
  describe(name: string, description: string): Promise<void>
  /** Takes it from everybody. From how many; null when there is no such role. */
  delete(name: string): Promise<number | null>
}
