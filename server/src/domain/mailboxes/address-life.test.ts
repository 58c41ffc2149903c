import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import { makeOwner, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { addAlias, deleteAlias, replaceMembers } from '../aliases/change-alias.ts'
import { addDomain } from '../domains/add-domain.ts'
import { DomainError, type DomainErrorCode } from '../errors.ts'
import { createGroupList, deleteGroupList, editGroupList } from '../lists/change-list.ts'
import { addMailbox } from './add-mailbox.ts'
import { deleteMailbox } from './delete-mailbox.ts'
import { editMailbox } from './edit-mailbox.ts'
import { findAddress } from './find-address.ts'
import { restoreMailbox } from './restore-mailbox.ts'

// The addresses of a domain, as mailboxes, aliases and group lists come, change and go. What mail servers are told is
// compared after each step with a model that knows nothing of tables.

const NAMES = ['a', 'b', 'c', 'd'] as const
type Name = (typeof NAMES)[number]
const OUTSIDE = 'out@elsewhere.example'
type Member = Name | typeof OUTSIDE

type Step =
  | { readonly act: 'add' | 'delete' | 'restore' | 'recover'; readonly name: Name }
  | { readonly act: 'rename'; readonly name: Name; readonly to: Name }
  | { readonly act: 'forward'; readonly name: Name; readonly to: readonly Member[] }
  | { readonly act: 'alias' | 'members' | 'list'; readonly name: Name; readonly to: readonly Member[] }
  | {
      readonly act: 'edit list'
      readonly name: Name
      readonly to: readonly Member[]
      readonly off: readonly Member[]
    }
  | { readonly act: 'delete alias' | 'delete list'; readonly name: Name }

type Kind = 'mailbox' | 'alias' | 'list'

/** What a name stands for: a mailbox with what it forwards to, an alias or a list with its members. */
interface Held {
  readonly kind: Kind
  readonly to: ReadonlySet<Member>
}

interface Model {
  readonly held: Map<Name, Held>
  /** The last one of a name comes back first. */
  readonly deleted: { readonly name: Name; readonly held: Held }[]
}

let kit: TestDeps
let accountId: string
let domains = 0

before(async () => {
  kit = await openTestDeps()
  accountId = (await makeOwner(kit.deps)).user.accountId
})
after(() => kit.close())

const name = fc.constantFrom(...NAMES)
const members = fc.uniqueArray(fc.constantFrom<Member[]>(...NAMES, OUTSIDE), { minLength: 1, maxLength: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('add' as const, 'delete', 'restore', 'recover'), name }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('rename' as const), name, to: name }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('forward' as const), name, to: members }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('alias' as const, 'members', 'list'), name, to: members }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('edit list' as const), name, to: members, off: members }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constantFrom('delete alias' as const, 'delete list'), name }),
  },
)

/** Everything that names a mailbox follows it, the deleted one that comes back too. */
const FOLLOWED: Step[] = [
  { act: 'add', name: 'a' },
  { act: 'add', name: 'b' },
  { act: 'forward', name: 'b', to: ['a', OUTSIDE] },
  { act: 'delete', name: 'b' },
  { act: 'list', name: 'c', to: ['a'] },
  { act: 'alias', name: 'd', to: ['a', 'c'] },
  { act: 'rename', name: 'a', to: 'b' },
  { act: 'rename', name: 'b', to: 'a' },
  { act: 'restore', name: 'b' },
]

/** Whether mail to one of these comes round to a name, by aliases and lists. */
function leadsBack(model: Model, own: Name, to: Iterable<Member>): boolean {
  const way = new Set<Member>(to)
  for (const one of way) {
    if (one === own) return true
    const held = one === OUTSIDE ? undefined : model.held.get(one)
    if (held && held.kind !== 'mailbox') for (const next of held.to) way.add(next)
  }
  return false
}

const isThere = (model: Model, one: Member) => one === OUTSIDE || model.held.has(one)

/** @param added those that are no members yet: the others may stay, whatever became of them */
function mayLeadTo(model: Model, own: Name, to: readonly Member[], added: readonly Member[]): boolean {
  return !to.includes(own) && added.every((one) => isThere(model, one)) && !leadsBack(model, own, added)
}

type Outcome = 'done' | DomainErrorCode

/** What should come of a step: it is done to the model, or refused. */
function expected(model: Model, given: Step): Outcome {
  const held = model.held.get(given.name)
  switch (given.act) {
    case 'add':
      return held ? 'address.exists' : take(model, given.name, { kind: 'mailbox', to: new Set() })
    case 'delete':
      return held?.kind === 'mailbox' ? bury(model, given.name, held) : 'mailbox.not_found'
    case 'restore':
    case 'recover':
      return raise(model, given)
    case 'rename':
      return rename(model, given)
    case 'forward':
      if (held?.kind !== 'mailbox') return 'mailbox.not_found'
      return forward(model, given.name, held, given.to)
    case 'alias':
    case 'list':
      if (held) return 'address.exists'
      if (!mayLeadTo(model, given.name, given.to, given.to)) return 'input.invalid'
      return take(model, given.name, { kind: given.act, to: new Set(given.to) })
    case 'members':
      return replace(model, given.name, given.to)
    case 'edit list':
      return editList(model, given)
    case 'delete alias':
      return held?.kind === 'alias' ? drop(model, given.name) : 'mail_alias.not_found'
    case 'delete list':
      return held?.kind === 'list' ? drop(model, given.name) : 'mail_list.not_found'
  }
}

function take(model: Model, at: Name, held: Held): Outcome {
  model.held.set(at, held)
  return 'done'
}

function drop(model: Model, at: Name): Outcome {
  model.held.delete(at)
  return 'done'
}

function bury(model: Model, at: Name, held: Held): Outcome {
  model.deleted.unshift({ name: at, held })
  return drop(model, at)
}

function raise(model: Model, { act, name: at }: Step): Outcome {
  const [found] = model.deleted.filter((one) => one.name === at)
  if (!found) return act === 'restore' ? 'mailbox.not_found' : 'input.invalid'
  if (model.held.has(at)) return 'address.exists'
  model.deleted.splice(model.deleted.indexOf(found), 1)
  return take(model, at, found.held)
}

/** Whoever named the old address names the new one, each once; deleted mailboxes too, for when they come back. */
function rename(model: Model, { name: from, to }: { readonly name: Name; readonly to: Name }): Outcome {
  const held = model.held.get(from)
  if (held?.kind !== 'mailbox') return 'mailbox.not_found'
  if (from === to) return 'done'
  if (model.held.has(to)) return 'address.exists'
  model.held.delete(from)
  model.held.set(to, held)
  const followed = (one: Held): Held => ({
    ...one,
    to: new Set([...one.to].map((member) => (member === from ? to : member))),
  })
  for (const [at, one] of model.held) model.held.set(at, followed(one))
  for (const [at, one] of model.deleted.entries()) model.deleted[at] = { ...one, held: followed(one.held) }
  return 'done'
}

function forward(model: Model, at: Name, held: Held, to: readonly Member[]): Outcome {
  const added = to.filter((one) => !held.to.has(one))
  if (to.includes(at) || leadsBack(model, at, added)) return 'input.invalid'
  return take(model, at, { ...held, to: new Set(to) })
}

function replace(model: Model, at: Name, to: readonly Member[]): Outcome {
  const held = model.held.get(at)
  if (held?.kind !== 'alias') return 'mail_alias.not_found'
  const added = to.filter((one) => !held.to.has(one))
  if (!mayLeadTo(model, at, to, added)) return 'input.invalid'
  return take(model, at, { ...held, to: new Set(to) })
}

function editList(model: Model, { name: at, to, off }: Step & { act: 'edit list' }): Outcome {
  const held = model.held.get(at)
  if (held?.kind !== 'list') return 'mail_list.not_found'
  const next = [...[...held.to].filter((one) => !off.includes(one)), ...to]
  const added = next.filter((one) => !held.to.has(one))
  if (!mayLeadTo(model, at, next, added)) return 'input.invalid'
  return take(model, at, { ...held, to: new Set(next) })
}

/** The same step in the real thing. */
async function perform(domain: string, given: Step): Promise<unknown> {
  const { deps } = kit
  const where = { accountId, domain, name: given.name }
  const at = (one: Member) => (one === OUTSIDE ? one : `${one}@${domain}`)
  const making = { ...where, password: 'Str0ng-enough', settings: {} }
  switch (given.act) {
    case 'add':
      return addMailbox(deps, OPERATOR, { ...making, recoverDeleted: false })
    case 'recover':
      return addMailbox(deps, OPERATOR, { ...making, recoverDeleted: true })
    case 'restore': {
      const gone = await deps.store.mailboxes.deletedAt(accountId, at(given.name), 0)
      return restoreMailbox(deps, OPERATOR, gone?.id ?? 'f'.repeat(32))
    }
    case 'delete':
      return deleteMailbox(deps, OPERATOR, where)
    case 'rename':
      return editMailbox(deps, OPERATOR, where, { name: given.to, settings: {} })
    case 'forward':
      return editMailbox(deps, OPERATOR, where, { settings: { forwardTo: given.to.map(at) } })
    case 'alias':
      return addAlias(deps, OPERATOR, where, given.to.map(at))
    case 'members':
      return replaceMembers(deps, OPERATOR, where, given.to.map(at))
    case 'delete alias':
      return deleteAlias(deps, OPERATOR, where)
    case 'list':
      return createGroupList(deps, OPERATOR, { ...where, members: given.to.map(at) })
    case 'edit list':
      return editGroupList(deps, OPERATOR, where, {
        addMembers: given.to.map(at),
        removeMembers: given.off.map(at),
      })
    case 'delete list':
      return deleteGroupList(deps, OPERATOR, where)
  }
}

async function outcomeOf(done: Promise<unknown>): Promise<Outcome> {
  try {
    await done
    return 'done'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

/** What mail servers and those who look for a free address are told of a name. */
async function told(domain: string, one: Name) {
  const { deps } = kit
  const target = await deps.store.delivery.target(`${one}@${domain}`)
  const { holder, recoverable } = await findAddress(deps, OPERATOR, { accountId, domain, name: one })
  const to = target === null ? [] : target.kind === 'mailbox' ? target.forwardTo : target.addresses
  return { kind: target?.kind ?? null, holder, to: [...to].sort(), isRecoverable: recoverable !== null }
}

function shouldBeTold(domain: string, model: Model, one: Name) {
  const held = model.held.get(one)
  const to = [...(held?.to ?? [])].map((member) => (member === OUTSIDE ? member : `${member}@${domain}`))
  const isRecoverable = model.deleted.some((gone) => gone.name === one)
  return { kind: held?.kind ?? null, holder: held?.kind ?? null, to: to.sort(), isRecoverable }
}

test('whatever becomes of mailboxes, aliases and lists: an address has one holder, mail goes where it should, and never round', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), async (steps) => {
      domains += 1
      const domain = `life-${domains}.example`
      await addDomain(kit.deps, OPERATOR, { accountId, name: domain })
      const model: Model = { held: new Map(), deleted: [] }
      for (const given of steps) {
        // Of two deleted at the same moment none would be the later one.
        kit.clock.advance(1)
        const outcome = await outcomeOf(perform(domain, given))
        assert.equal(outcome, expected(model, given), JSON.stringify(given))
        for (const one of NAMES)
          assert.deepEqual(await told(domain, one), shouldBeTold(domain, model, one), one)
      }
    }),
    {
      numRuns: count(200),
      examples: [[FOLLOWED]],
    },
  )
})
