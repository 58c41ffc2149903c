import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { describedNative } from '../../server/src/http/native/description.ts'
import { shareOf } from '../support/counts.ts'
import { OTHER_PASSWORD } from '../support/deps.ts'
import { PUBLIC_URL } from '../support/http.ts'
import { type NativeWorld, openNativeWorld } from '../support/native.ts'
import { MAILBOX_PASSWORD } from '../support/native-mail.ts'
import { OPERATIONS } from '../support/native-operations.ts'
import { assertAsShown, EVERY_LANGUAGE, languagesAt, shownOperations } from '../support/shown-examples.ts'

let made = 0

/** What the parameters of a path stand for, by the names of variables. */
function namesIn(path: string, address: string): Readonly<Record<string, string>> {
  const parts = address.split('/')
  const named = path.split('/').flatMap((part, at): [string, string][] => {
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? []
    return name ? [[name, decodeURIComponent(parts[at] ?? '')]] : []
  })
  return Object.fromEntries(
    named.map(([name, value]) => [name.replace(/[A-Z]/g, '_$&').toUpperCase(), value]),
  )
}

// A server for each language: what an example makes, it makes once.
for (const language of EVERY_LANGUAGE) {
  const world = await openNativeWorld()
  after(() => world.http.close())
  const origin = `http://127.0.0.1:${await world.http.listen()}`
  const shown = shownOperations(describedNative, PUBLIC_URL, origin)
  for (const [at, operation] of shareOf([...shown.entries()], 0, 2)) {
    if (!languagesAt(at, operation).includes(language)) continue
    test(`native: ${operation.id} in ${language} does what it says`, async () => {
      const known = await knownFor(world, operation)
      await assertAsShown(operation, language, known)
    })
  }
}

/** Somebody new who may, with something to do it to, as a reader's environment has it. */
async function knownFor(
  world: NativeWorld,
  { id }: { readonly id: string },
): Promise<Record<string, string>> {
  const described = OPERATIONS.find((one) => one.id === id) ?? assert.fail(id)
  const { user, apiKey } = await world.someoneIn(await world.newAccount())
  await world.newSubject(user.accountId)
  await world.browserOf(user)
  await world.prepare(user, described)
  const names = namesIn(described.path, world.addressOf(described))
  const domain = names['DOMAIN'] ?? `d${user.accountId}.example`
  const fresh = `a${++made}@${domain}`
  return {
    ...{ KEYWARD_KEY: apiKey, DOMAIN: domain, MAILBOX_PASSWORD, NEW_PASSWORD: OTHER_PASSWORD },
    ...{ MAILBOX: `box@${domain}`, ALIAS: `all@${domain}`, LIST: `news@${domain}` },
    ...(id === 'createMailbox' && { MAILBOX: fresh }),
    ...(id === 'createAlias' && { ALIAS: fresh }),
    ...(id === 'createGroupList' && { LIST: fresh }),
    ...{ USER_ID: world.subjectId(), API_ID: 'native' },
    ...names,
    // `me` is an operation of its own.
    ...(id === 'getUser' && { USER_ID: world.subjectId() }),
  }
}
