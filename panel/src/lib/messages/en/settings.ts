import { learn } from '../learn.ts'

export const settings = learn({
  'policies.lead': 'What holds for everybody in account {number}. A change acts at once.',
  'policies.leadManager': 'What you settle for everybody in your account. The owner settles the rest.',
  'policies.notAllowed':
    'Policies are for the owner and the managers of an account. Ask the owner to change them.',
  'policies.failed': 'The settings could not be loaded.',
  'policies.saved': 'Saved: {name}.',
  'policies.undone': 'Undone: {name}.',
  'policies.undo': 'Undo',
  'policies.on': 'On',
  'policies.off': 'Off',
  'policies.turnOn': 'Turn on',
  'policies.turnOff': 'Turn off',
  'policies.required': 'The operator requires this of every account.',

  'policies.account': 'This account',
  'policies.name': 'Account name',
  'policies.nameText':
    'Shown to operators and in invitations. Programs go by the account number, which stays.',
  'company.title': 'Company info',
  'company.text':
    'Where the people of this account are reached. Those who run this installation see it, too.',
  'company.edit': 'Edit company info',
  'company.none': 'Not given',
  'company.place': 'Address',
  'company.addressLine1': 'Address, first line',
  'company.addressLine2': 'Address, second line',
  'company.city': 'City',
  'company.state': 'State or region',
  'company.zip': 'Postal code',
  'company.country': 'Country',
  'company.phone': 'Telephone',
  'company.email': 'E-mail address',
  'policies.stepUp': 'Confirmation lasts',
  'policies.stepUpText':
    'For this long after typing a password, people in this account may show and reset keys without typing it again. 0 asks again after 30 seconds: long enough for one act.',
  'policies.stepUpMinutes': 'Minutes, 0 to 60',
  'policies.minutes': { one: '{count} minute', other: '{count} minutes' },
  'policies.shortest': '30 seconds',
  'policies.factor': 'Second factor required',
  'policies.factorText':
    'Everybody in this account shows a passkey or a code besides the password. Programs with an API key are not asked.',
  'policies.factorOwn': 'Set up a second factor of your own before you require one of others:',
  'policies.factorOn': {
    one: '{count} person has none yet: signed out now ({sessions} sessions), they set one up at the next sign-in.',
    other:
      '{count} people have none yet: signed out now ({sessions} sessions), they set one up at the next sign-in.',
  },
  'policies.factorOff':
    'From now on a password alone signs in those who remove their second factor. Nobody’s is taken away.',
  'policies.tokens': 'Tokens go on after a reset',
  'policies.tokensText':
    'Off: a reset ends every token that was got with the old key, so programs are disconnected at once. On: such tokens go on until they expire, at most 24 hours.',
  'policies.tokensConfirm':
    'From now on a reset leaves tokens of the old key alive for up to 24 hours. Whoever stole a key keeps what it opened for that long.',
  'policies.reveal': 'Programs may read and reset keys',
  'policies.revealText':
    'The credential calls of Identity v2.0 show and reset a key without asking for a password. Older client libraries need them.',
  'policies.revealConfirm':
    'Programs that read or reset keys through Identity v2.0 are refused from now on. Logging in with a key goes on.',
  'policies.once': 'Show keys once',
  'policies.onceText':
    'A key is shown when it is made and never again; no copy of it is kept. People who lose theirs reset it.',
  'policies.onceConfirm': {
    one: '{count} key of this account can be shown now. Its copy is forgotten for good: the key goes on working, but nobody can see it again. This cannot be undone.',
    other:
      '{count} keys of this account can be shown now. Their copies are forgotten for good: the keys go on working, but nobody can see them again. This cannot be undone.',
  },
  'policies.onceAction': 'Forget the copies',
  'policies.confirmTitle': 'Change “{name}”?',
  'policies.confirm': 'Change',
  'stepUp.settings': 'change the settings of the account',
  'code.settingsName': 'Reading and changing the settings',
  'code.settingsNote':
    'Changing needs somebody who is present, so a key alone cannot: an operator does it at the command line.',
})
