import { learn } from '../learn.ts'

export const shell = learn({
  'shell.skip': 'Skip to content',
  'shell.areas': 'Areas',
  'shell.version': 'Keyward {version}',

  'shell.logIn': 'Log in',

  'area.email': 'Email',
  'area.apis': 'API catalog',
  'area.services': 'Services',
  'area.home': 'Home',
  'area.settings': 'Account Settings',
  'area.usage': 'Usage Overview',
  'area.audit': 'Audit log',
  'area.limits': 'Resource Limits',
  'area.policies': 'Policies',
  'area.profile': 'My Profile',
  'area.security': 'Sign-in Security',
  'area.users': 'User Management',

  'menu.account': 'Account: {name}',
  'menu.signedInAs': 'Signed in as',
  'menu.copyNumber': 'Copy account number {number}',
  'menu.confirmedUntil': 'Confirmed until {time} · End now',
  'menu.places': 'Your account',
  'menu.theme': 'Theme',
  'menu.more': 'More',
  'menu.shortcuts': 'Keyboard shortcuts',
  'menu.logOut': 'Log out',

  'theme.system': 'System',
  'theme.light': 'Light',
  'theme.dark': 'Dark',

  'shortcuts.title': 'Keyboard shortcuts',
  'shortcuts.help': 'Show this list',
  'shortcuts.go': 'Go to {place}',
  'shortcuts.escape': 'Close what is on top',
  'shortcuts.off': 'Switch off single-letter shortcuts',

  'notAllowed.lead': 'This page is not for you.',
  'notFound.title': 'Page not found',
  'notFound.lead': 'There is nothing at this address. It may have moved, or the link has a typing mistake.',
  'notFound.home': 'Go to Home',
  'broken.title': 'This page could not be shown',
})
