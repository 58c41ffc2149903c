import type { CommandGroup } from '../command.ts'
import { exportLog } from './audit-export.ts'
import { prune } from './audit-prune.ts'
import { verify } from './audit-verify.ts'

export const audit: CommandGroup = {
  name: 'audit',
  summary: 'The log of everything that was done.',
  commands: [verify, exportLog, prune],
}
