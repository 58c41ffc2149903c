import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { de } from '../../lib/messages/de.ts'
import { germanOfServer } from '../../lib/messages/deServer.ts'
import { speak } from '../../lib/messages/learn.ts'
import { actionName, KNOWN_ACTIONS, whoDid } from './sentences.ts'

const MAIL = ['alias', 'dkim', 'domain', 'job', 'list', 'mailbox', 'spam']

describe('actions to choose from in the audit log', () => {
  it('have a name each, so that no two choices read alike', () => {
    const names = KNOWN_ACTIONS.map(actionName)
    const twice = names.filter((name, at) => names.indexOf(name) !== at)
    assert.deepEqual(twice, [])
  })

  it('speak of a user only where a user is what they are done to', () => {
    const mail = KNOWN_ACTIONS.filter((action) => MAIL.includes(action.split('.')[0] ?? ''))
    assert.ok(mail.length > 0)
    assert.deepEqual(
      mail.map(actionName).filter((name) => name.includes('a user')),
      [],
    )
    assert.equal(actionName('mailbox.create'), 'Added a mailbox')
    assert.equal(actionName('domain.announce'), 'Wrote to everybody at a domain')
    assert.equal(actionName('mailbox.session.start'), 'Signed in to a mailbox')
    assert.equal(actionName('user.disable'), 'Disabled a user')
    assert.equal(actionName('session.end_all'), 'Ended all of a user’s sessions')
  })
  it('are what was done in German, too, without the verb that a sentence begins with', (context) => {
    speak('de', de)
    context.after(() => speak('en', {}))
    const names = KNOWN_ACTIONS.map(actionName)
    assert.equal(new Set(names).size, names.length)
    assert.deepEqual(
      names.filter((name) => /^hat|[{}]/i.test(name)),
      [],
    )
    assert.equal(actionName('key.reset'), 'Bei einem Benutzer den API-Schlüssel zurückgesetzt')
    assert.equal(actionName('user.create'), 'Einen Benutzer angelegt')
    assert.equal(actionName('mailbox.session.start'), 'Sich bei einem Postfach angemeldet')
  })
})

describe('who did something', () => {
  it('has a German name where it is no person; people keep theirs', (context) => {
    speak('de', de, germanOfServer)
    context.after(() => speak('en', {}))
    const name = (kind: 'system' | 'user', name: string) =>
      whoDid({ actor: { kind, text: '', id: null, name, keyId: null, credential: null } })
    assert.equal(name('system', 'command line'), 'die Befehlszeile')
    assert.equal(name('user', 'server'), 'server')
  })
})
