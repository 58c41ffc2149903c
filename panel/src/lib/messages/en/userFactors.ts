import { learn } from '../learn.ts'

/** Second factors of somebody else. */
export const userFactors = learn({
  'factors.title': 'Second factors',
  'factors.lead': 'What {name} shows besides the password when signing in.',
  'factors.failed': 'The second factors could not be loaded.',
  'factors.none': 'None: the password alone signs in.',
  'factors.noneRequired': 'None yet. One is required, and set up at the next sign-in.',
  'factors.passkeys': 'Passkeys',
  'factors.noPasskeys': 'None',
  'factors.apps': 'Authenticator apps',
  'factors.noApps': 'None',
  'factors.codes': 'Recovery codes',
  'factors.codesLeft': { one: '{count} code left', other: '{count} codes left' },
  'factors.noCodes': 'None left',
  'factors.unnamed': 'Without a name',
  'factors.added': 'added',
  'factors.used': 'last used',
  'factors.unused': 'not used yet',
  'factors.unfinished': 'Set-up not finished',
  'factors.locked':
    'Locked: too many wrong codes. Codes are taken again a quarter of an hour later, or once you unlock them.',
  'factors.unlock': 'Unlock now',
  'factors.unlocked': 'Codes of {name} are taken again.',
  'factors.notUnlocked': 'It was not unlocked.',
  'factors.reset': 'Reset…',
  'factors.resetTitle': 'Remove all second factors of {name}?',
  'factors.resetText':
    'For somebody who has lost them. Make sure that it is this person who asks: whoever knows the password gets in without them.',
  'factors.thenBare':
    'Apps, passkeys and recovery codes end, and so do all sessions. The password alone signs in, until a new one is set up.',
  'factors.thenRequired':
    'Apps, passkeys and recovery codes end, and so do all sessions. A second factor is required: a new one is set up at the next sign-in.',
  'factors.told':
    'The user is told by mail, where this installation sends mail. The audit log says who did it.',
  'factors.notTold': 'There is no email address to tell the user. The audit log says who did it.',
  'factors.resetConfirm': 'Remove second factors',
  'factors.notReset': 'The second factors were not removed.',
  'factors.isReset': 'The second factors of {name} are removed.',
  'factors.rule': 'A second factor is',
  'factors.ruleHint':
    'Required of somebody without one, it ends their sessions; it is set up at the next sign-in.',
  'factors.rule.default': 'As the account says',
  'factors.rule.required': 'Required',
  'factors.rule.optional': 'Not required',
  'factors.ruleSaved.default': 'For {name} it is as the account says.',
  'factors.ruleSaved.required': 'A second factor is required of {name}.',
  'factors.ruleSaved.optional': 'No second factor is required of {name}.',
  'factors.ruleNotSaved': 'This was not changed.',
  'stepUp.factorRule': 'say who needs a second factor',
  'code.factorsName': 'Reading second factors',
  'stepUp.unlockFactors': 'unlock second factors',
  'stepUp.resetFactors': 'remove second factors',
})
