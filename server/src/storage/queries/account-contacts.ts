import type { CustomerFacts } from '../../domain/accounts/contact.ts'
import type { AccountContactStore } from '../../domain/accounts/stores.ts'
import type { Session } from '../session.ts'
import type { AccountContactRow } from '../tables/people.ts'

export function accountContactQueries(session: Session): AccountContactStore {
  return {
    ofAccount: (accountId) =>
      session.read(async (db) => {
        const rows = db.selectFrom('account_contacts').selectAll().where('account_id', '=', accountId)
        const row = await rows.executeTakeFirst()
        return row ? toFacts(row) : null
      }),
    all: () =>
      session.read(async (db) => {
        const rows = await db.selectFrom('account_contacts').selectAll().execute()
        return new Map(rows.map((row) => [row.account_id, toFacts(row)]))
      }),
    byReference: (referenceNumber) =>
      session.read(async (db) => {
        const rows = db.selectFrom('account_contacts').select('account_id')
        const row = await rows.where('reference_number', '=', referenceNumber).executeTakeFirst()
        return row?.account_id ?? null
      }),
    put: (accountId, facts) =>
      session.write(async (db) => {
        const columns = toColumns(facts)
        await db
          .insertInto('account_contacts')
          .values({ account_id: accountId, ...columns })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet(columns))
          .execute()
      }),
  }
}

function toColumns({
  referenceNumber,
  addressLine1,
  addressLine2,
  ...facts
}: CustomerFacts): Omit<AccountContactRow, 'account_id'> {
  return {
    // Without one an account shares it with every other.
    reference_number: referenceNumber === '' ? null : referenceNumber,
    address_line1: addressLine1,
    address_line2: addressLine2,
    ...facts,
  }
}

function toFacts(row: AccountContactRow): CustomerFacts {
  const { account_id: _key, reference_number, address_line1, address_line2, ...facts } = row
  return {
    ...facts,
    referenceNumber: reference_number ?? '',
    addressLine1: address_line1,
    addressLine2: address_line2,
  }
}
