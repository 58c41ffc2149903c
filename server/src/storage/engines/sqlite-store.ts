import type { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { backupSqlite } from '../backup.ts'
import { releaseBallast } from '../ballast.ts'
import { ChangeEvents } from '../changes.ts'
import type { OpenedStore } from '../opened-store.ts'
import { refuseWithinTransaction, type Session } from '../session.ts'
import { storesOn } from '../stores.ts'
import type { Tables } from '../tables.ts'
import { noting, Troubles } from '../trouble.ts'
import { Gate } from './gate.ts'
import { GroupCommit } from './group-commit.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { sqliteTrouble, translateSqlite } from './sqlite-errors.ts'

/** The store over an open connection that nobody else uses. */
export function sqliteStore(database: DatabaseSync, path: string): OpenedStore {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) })
  const troubles = new Troubles()
  const plain = translateSqlite(path, () => releaseBallast(path))
  const translate = noting(troubles, plain, sqliteTrouble)
  const gate = new Gate()
  const events = new ChangeEvents()
  const commits = new GroupCommit({ database, db, gate, events, translate })
  const session: Session = {
    read: async (query) => {
      refuseWithinTransaction()
      try {
        const value = await gate.read(() => query(db))
        troubles.worked('read')
        return value
      } catch (error) {
        throw translate(error)
      }
    },
    write: (query) => {
      refuseWithinTransaction()
      return write((own) => own.write(query))
    },
  }
  const write: typeof commits.add = async (work) => {
    const value = await commits.add(work)
    troubles.worked('written')
    return value
  }
  return {
    ...storesOn(session),
    transaction: async (work) => {
      refuseWithinTransaction()
      return write((own) => work(storesOn(own)))
    },
    onChange: (listener) => events.listen(listener),
    trouble: () => troubles.now,
    onTrouble: (listener) => troubles.listen(listener),
    exclusive: true,
    warnings: [],
    backup: (target) => commits.pauseFor(() => backupSqlite(database, target)),
    check: (full) => gate.read(async () => findings(database, full)),
    close: async () => {
      await commits.close()
      await gate.write(async () => {
        if (database.isOpen) database.close()
      })
    },
  }
}

/** What SQLite finds wrong in the file, a few lines at most. */
function findings(database: DatabaseSync, full: boolean): readonly string[] {
  const rows = [
    ...database.prepare(`pragma ${full ? 'integrity_check' : 'quick_check'}(5)`).all(),
    ...(full ? database.prepare('select "table" from pragma_foreign_key_check limit 5').all() : []),
  ]
  return rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok')
}
