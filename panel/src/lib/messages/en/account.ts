import { learn } from '../learn.ts'

export const account = learn({
  'settings.lead': 'How you sign in, and how your programs do.',

  'account.title': 'Login Details',
  'account.username': 'Username',
  'account.number': 'Account number',
  'account.password': 'Password',
  'account.passwordChanged': 'changed',
  'account.email': 'Email Address',
  'account.noEmail': 'None yet',

  'account.secondFactor': 'Second Factor',
  'account.secondFactorOn': 'On',
  'account.secondFactorOff': 'Off: the password alone signs you in',
  'account.manage': 'Manage',
  'account.setUp': 'Set up',
  'settings.more': 'Application credentials and support PIN',
  'account.sessions': 'Sessions',
  'account.sessionsText': 'The browsers in which you are signed in.',
  'account.sessionsOpen': 'Show sessions',

  'email.title': 'Change your email address',
  'email.hint': 'Notices about your account go here. Empty for none.',
  'email.saved': 'Email address saved',

  'password.title': 'Change your password',
  'password.effect': 'This signs you out everywhere else. Your API key goes on working.',
  'password.current': 'Current password',
  'password.new': 'New password',
  'password.rule': {
    one: 'At least {count} character.',
    other: 'At least {count} characters. A sentence is easy to keep in mind.',
  },
  'password.change': 'Change password',
  'password.changed': 'Password changed',
})
