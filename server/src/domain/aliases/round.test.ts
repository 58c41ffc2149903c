import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { aDomain, aList, aMailbox, anAlias } from '../../../../tests/support/hosted-mail.ts'
import { createGroupList, editGroupList } from '../lists/change-list.ts'
import { addAlias, addMember, removeMember, replaceMembers } from './change-alias.ts'
import { wayBack } from './round.ts'

describe('a way of mail', () => {
  const NAMES = ['a', 'b', 'c', 'd', 'e'] as const
  const someWays = fc.dictionary(fc.constantFrom(...NAMES), fc.subarray([...NAMES, 'out']), { maxKeys: 5 })

  test('is found to come round where, and only where, going on step by step comes back', () => {
    fc.assert(
      fc.property(someWays, fc.constantFrom(...NAMES), fc.subarray([...NAMES]), (given, own, members) => {
        const ways = new Map(Object.entries(given))
        const comesBack = (from: string, steps: number): boolean =>
          from === own || (steps > 0 && (ways.get(from) ?? []).some((next) => comesBack(next, steps - 1)))
        const first = members.find((member) => comesBack(member, NAMES.length))
        assert.equal(wayBack(own, members, ways), first ?? null)
      }),
      {
        examples: [
          [{ a: ['b'], b: ['c'], c: ['b'] }, 'a', ['b']],
          [{ b: ['c'], c: ['a'] }, 'a', ['d', 'b']],
        ],
      },
    )
  })
})

describe('aliases and lists', async () => {
  const core = await openCore()
  after(() => core.close())
  const { deps } = core
  const { store } = deps

  /** A domain with a mailbox `box`, the alias `a` to it, and the alias `b` to `a`. */
  async function aChain() {
    const domain = aDomain({ accountId: await core.account() })
    const at = (name: string) => `${name}@${domain.name}`
    const named = (name: string) => ({ accountId: domain.accountId, domain: domain.name, name })
    await store.mailDomains.insert(domain)
    await store.mailboxes.insert(aMailbox(domain, 'box'))
    await store.aliases.insert(anAlias(domain, 'a', [at('box')]))
    await store.aliases.insert(anAlias(domain, 'b', [at('a')]))
    const members = async (name: string) =>
      (await store.aliases.byAddress(domain.accountId, at(name)))?.members
    return { domain, at, named, members }
  }
  const refusedWith = (field: string, words: RegExp) => (error: unknown) => {
    assert.ok(error instanceof Error && 'code' in error && 'facts' in error)
    assert.equal(error.code, 'input.invalid')
    const { field: told, reason } = Object(error.facts)
    assert.equal(told, field)
    assert.match(reason, words)
    return true
  }
  const round = (from: string, to: string) =>
    refusedWith('aliasEmails', new RegExp(`^Mail would go round: ${from}@.+ leads back to ${to}@`))

  test('are not made to lead to each other, however long the way is, and stay as they were', async () => {
    const { at, named, members } = await aChain()
    await addAlias(deps, OPERATOR, named('c'), [at('b'), at('box')])
    await assert.rejects(replaceMembers(deps, OPERATOR, named('a'), [at('b')]), round('b', 'a'))
    await assert.rejects(addMember(deps, OPERATOR, named('a'), at('c')), round('c', 'a'))
    assert.deepEqual(await members('a'), [at('box')])
    await replaceMembers(deps, OPERATOR, named('c'), [at('a'), at('b')])
    assert.deepEqual(await members('c'), [at('a'), at('b')])
  })

  test('are held to it by an alternate name of the domain, too', async () => {
    const { domain, at, named } = await aChain()
    const alternate = `too-${domain.name}`
    await store.mailDomains.addName(domain.id, alternate)
    for (const name of ['a', 'b'])
      await assert.rejects(addMember(deps, OPERATOR, named('a'), `${name}@${alternate}`), round(name, 'a'))
    await addMember(deps, OPERATOR, named('a'), `box@${alternate}`)
    await addAlias(deps, OPERATOR, named('c'), [at('box'), `b@${alternate}`])
    await assert.rejects(addMember(deps, OPERATOR, named('b'), at('c')), round('c', 'b'))
  })

  test('are held to it by what an alias still names that is made anew', async () => {
    const { domain, at, named } = await aChain()
    const gone = await store.aliases.byAddress(domain.accountId, at('a'))
    assert.ok(gone)
    await store.aliases.delete(gone)
    await assert.rejects(addAlias(deps, OPERATOR, named('a'), [at('b')]), round('b', 'a'))
    await addAlias(deps, OPERATOR, named('a'), [at('box')])
  })

  test('that lead to each other from before are changed and taken apart', async () => {
    const { domain, at, named, members } = await aChain()
    await store.aliases.insert(anAlias(domain, 'x', [at('y')]))
    await store.aliases.insert(anAlias(domain, 'y', [at('x')]))
    await addMember(deps, OPERATOR, named('x'), at('box'))
    await replaceMembers(deps, OPERATOR, named('y'), [at('x'), at('box')])
    // Leading into a round is not being on it.
    await addMember(deps, OPERATOR, named('a'), at('x'))
    await removeMember(deps, OPERATOR, named('x'), at('y'))
    await assert.rejects(addMember(deps, OPERATOR, named('x'), at('y')), round('y', 'x'))
    assert.deepEqual(await members('x'), [at('box')])
  })

  test('do not lead to each other by a list, from either side', async () => {
    const { domain, at, named } = await aChain()
    await store.lists.insert(aList(domain, 'all', [at('b')]))
    await assert.rejects(addMember(deps, OPERATOR, named('a'), at('all')), round('all', 'a'))
    await addAlias(deps, OPERATOR, named('c'), [at('all')])
    const back = refusedWith('members', /^Mail would go round: c@.+ leads back to all@/)
    await assert.rejects(editGroupList(deps, OPERATOR, named('all'), { addMembers: [at('c')] }), back)
    const made = { ...named('most'), members: [at('c'), at('all')] }
    assert.equal((await createGroupList(deps, OPERATOR, made)).members.length, 2)
  })

  test('of another account are not looked at: what they hold is nobody’s business', async () => {
    const [mine, theirs] = [await aChain(), await aChain()]
    await addMember(deps, OPERATOR, theirs.named('a'), mine.at('a'))
    assert.equal(await answerOf(addMember(deps, OPERATOR, mine.named('a'), theirs.at('a'))), 'valid')
  })
})
