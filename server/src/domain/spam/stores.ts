import type { SettingsOwner } from '../mail-settings/stores.ts'
import type { SenderList } from './sender-list.ts'

export interface SenderListStore {
  /** In order. */
  entries(owner: SettingsOwner, list: SenderList): Promise<readonly string[]>
  /** Those that are there already stay. */
  add(owner: SettingsOwner, list: SenderList, entries: readonly string[]): Promise<void>
  /** How many were there. */
  remove(owner: SettingsOwner, list: SenderList, entries: readonly string[]): Promise<number>
}
