import { learn } from '../learn.ts'

/** What support does for others. */
export const staff = learn({
  'staff.actAs': 'Act as…',
  'staff.checkPin': 'Check support PIN…',
  'actAs.title': 'Act as {name}',
  'actAs.text':
    'Makes a token with which a program does what {name} may do. It shows and replaces no secret, and the audit log of the account names you and the user.',
  'actAs.length': 'Good for',
  'actAs.quarter': '15 minutes',
  'actAs.hour': '1 hour',
  'actAs.most': '3 hours',
  'actAs.make': 'Make token',
  'actAs.failed': 'The token was not made.',
  'actAs.readyText': 'The token is shown this once. It ends with your password, too.',
  'actAs.token': 'Token',
  'actAs.tryName': 'Who the token is',
  'actAs.acting': 'You can act as {name} until',
  'actAs.end': 'End it now',
  'actAs.ended': 'The token to act as {name} has ended.',
  'actAs.notEnded': 'The token was not ended.',
  'actAs.close': 'Keep it and close',
  'actAs.banner': 'Acting as somebody',
  'stepUp.actAs': 'act as another user',
  'checkPin.title': 'Check the support PIN of {name}',
  'checkPin.text':
    'Ask the person on the telephone for the six digits. Six wrong answers lock the PIN; each check is in the audit log.',
  'checkPin.pin': 'What they name',
  'checkPin.check': 'Check',
  'checkPin.right': 'Right: this is the PIN of {name}.',
  'checkPin.wrong': 'Wrong, or locked, or there is none: do not take this for {name}.',
})
