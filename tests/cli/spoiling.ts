import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

export function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

/** What somebody who can write to the file does: the triggers that protect the log are no hindrance then. */
export function tamper(file: string): void {
  const database = new DatabaseSync(file)
  database.exec('drop trigger audit_entries_no_update')
  database.exec(`update audit_entries set actor = 'nobody' where number = 2`)
  database.exec('pragma wal_checkpoint(truncate)')
  database.exec('pragma journal_mode = delete')
  database.exec('pragma journal_mode = wal')
  database.close()
}
