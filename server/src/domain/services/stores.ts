import type { ServiceRule } from './service-rule.ts'

export interface ServiceRuleStore {
  insert(rule: ServiceRule): Promise<void>
  /** By service and path. */
  list(): Promise<readonly ServiceRule[]>
  /** What it was; null when there is no such rule. */
  delete(id: string): Promise<ServiceRule | null>
}
