import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from '../config/config.ts'
import { CommandError } from './errors.ts'

/**
 * Files that root makes in the data folder of another user lock the server out of its own data.
 * @throws CommandError
 */
export function refuseRootOnOthersData({ database }: Config): void {
  if (process.getuid?.() !== 0 || database.engine !== 'sqlite') return
  const owner = ownerOf(database.path) ?? ownerOf(dirname(database.path)) ?? 0
  if (owner === 0) return
  throw new CommandError(
    `The data belong to the user with number ${owner}. Run this as that user: sudo -u '#${owner}' keyward …`,
  )
}

function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid
}
