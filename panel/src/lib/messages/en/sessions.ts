import { learn } from '../learn.ts'

export const sessions = learn({
  'sessions.title': 'Sessions',
  'sessions.lead':
    'The browsers in which you are signed in. End one that you do not know, then change your password.',
  'sessions.card': 'Signed in',
  'sessions.ofOther':
    'The browsers in which {name} is signed in to the panel. API key and tokens are not among them.',
  'sessions.failed': 'The sessions could not be loaded.',
  'sessions.none': '{name} is not signed in anywhere.',
  'sessions.onlyThis': 'You are signed in here and nowhere else.',
  'sessions.browser': 'Browser',
  'sessions.address': 'Address',
  'sessions.since': 'Signed in',
  'sessions.lastSeen': 'Last seen',
  'sessions.acts': 'Actions',
  'sessions.current': 'This one',
  'sessions.end': 'End',
  'sessions.endName': 'session in {client} at {address}',
  'sessions.endAll': 'End all',
  'sessions.endOthers': 'End all others',
  'sessions.ended': 'Session ended.',
  'sessions.endedMany': { one: '{count} session ended.', other: '{count} sessions ended.' },
  'sessions.notEnded': 'The session was not ended.',
  'code.sessionsName': 'Listing and ending sessions',
  'stepUp.endSessions': 'end the sessions of a user',
})
