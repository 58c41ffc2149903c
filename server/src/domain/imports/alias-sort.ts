import { plainCell } from '../../lib/delimited-text.ts'
import { type Alias, checkedMembers, missingMembers } from '../aliases/alias.ts'
import { addAlias, replaceMembers } from '../aliases/change-alias.ts'
import { roundWords, wayBack } from '../aliases/round.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainOf } from '../mailboxes/address.ts'
import type { Stores } from '../store.ts'
import { ALIAS_FIELDS, ALIAS_NAMES, guessFields, type Mapping } from './fields.ts'
import { nameOf } from './mailbox-row.ts'
import { givenDomain, type ImportRow, type ImportSort, MAX_MAIL_ROWS, type RowAct } from './sort.ts'
import { takenFault } from './taken.ts'

export const ALIASES: ImportSort = {
  kind: 'alias.import',
  fields: ALIAS_FIELDS,
  guess: (columns) => guessFields(columns, ALIAS_FIELDS, ALIAS_NAMES),
  key: 'alias',
  word: 'alias',
  maxRows: MAX_MAIL_ROWS,
  keyMissing: 'Say which column has the names of the aliases.',
  read: aliasRow,
  judge: async (stores, { accountId }, rows) => {
    const holders = await stores.mailboxes.holdersOf(rows.flatMap(addressesOf))
    const isThere = (address: string) => ['mailbox', 'alias'].includes(holders.get(address) ?? '')
    const kept = await keptMembers(stores, accountId, rows, isThere)
    const ways = new Map(await stores.aliases.waysFrom(accountId, waypoints(rows)))
    const made = new Set<string>()
    return ({ address: given, needs: members }) => {
      const address = given ?? ''
      const holder = holders.get(address)
      if (holder !== undefined && holder !== 'alias') return takenFault('alias', holder)
      const missing = localOf(address, members).filter(
        (member) => !isThere(member) && !made.has(member) && !kept.get(address)?.includes(member),
      )
      if (missing.length > 0)
        return { code: 'input.invalid', field: 'members', message: missingMembers(missing) }
      // A member that was there already stays, as it does when the row is done.
      const added = members.filter((member) => !ways.get(address)?.includes(member))
      const back = wayBack(address, added, ways)
      if (back !== null)
        return { code: 'input.invalid', field: 'members', message: roundWords(address, back) }
      ways.set(address, members)
      made.add(address)
      return holder === 'alias'
    }
  },
  unchanged: async ({ aliases }, { accountId }, rows) => {
    const found = await aliases.byAddresses(
      accountId,
      rows.flatMap(({ address }) => address ?? []),
    )
    return rows.filter(({ address, needs: members }) => {
      const there = found.get(address ?? '')
      return there !== undefined && hasMembers(there, members)
    })
  },
}

/** An alias, its members in any number of columns, each with any number of them. */
function aliasRow(cells: readonly string[], mapping: Mapping, given: MailDomain | null): ImportRow {
  const domain = givenDomain(given)
  const textsOf = (wanted: Mapping[number]) =>
    cells.filter((_, at) => mapping[at] === wanted).map((cell) => plainCell(cell).trim())
  const name = nameOf(textsOf('alias')[0] ?? '', 'alias', domain)
  const address = `${name}@${domain.name}`
  const texts = textsOf('members').flatMap((text) => text.split(/[\s,;]+/))
  const members = checkedMembers(texts.map(plainCell).filter(Boolean), address)
  const place = { domain: domain.name, name }
  const prepare: ImportRow['prepare'] = async (_, accountId) =>
    importAlias({ ...place, accountId }, address, members)
  return { name, address, password: null, settings: {}, needs: members, prepare }
}

function importAlias(
  where: Parameters<typeof addAlias>[2],
  address: string,
  members: readonly string[],
): RowAct {
  return async (deps, actor) => {
    const there = await deps.store.aliases.byAddress(where.accountId, address)
    if (!there) {
      await addAlias(deps, actor, where, members)
      return 'created'
    }
    if (hasMembers(there, members)) return 'unchanged'
    await replaceMembers(deps, actor, where, members)
    return 'changed'
  }
}

/** Both are in order. */
const hasMembers = (there: Alias, members: readonly string[]) => there.members.join() === members.join()

const localOf = (own: string, members: readonly string[]) =>
  members.filter((member) => domainOf(member) === domainOf(own))

/** What the rows make or change, and what they lead to: a row may come before another that leads back to it. */
const waypoints = (rows: readonly ImportRow[]) => [
  ...new Set(rows.flatMap(({ address, needs }) => (address === null ? [] : [address, ...needs]))),
]

const addressesOf = ({ address, needs }: ImportRow) =>
  address === null ? [] : [address, ...localOf(address, needs)]

/** Members that aliases have already: they may stay though there is nothing at them any more. */
async function keptMembers(
  { aliases }: Stores,
  accountId: string,
  rows: readonly ImportRow[],
  isThere: (address: string) => boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lacking = rows.flatMap(({ address, needs }) =>
    address === null || localOf(address, needs).every(isThere) ? [] : [address],
  )
  const found = await aliases.byAddresses(accountId, lacking)
  return new Map([...found].map(([address, { members }]) => [address, members]))
}
