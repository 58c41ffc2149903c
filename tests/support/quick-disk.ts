// Loaded before tests and the servers they start: no commit of SQLite waits for the disk. Keyward is what tests kill, not
// the machine: what the system has been handed outlives any process.
import { DatabaseSync } from 'node:sqlite'

const { exec } = DatabaseSync.prototype
DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql === 'pragma synchronous = full' ? 'pragma synchronous = off' : sql)
}
