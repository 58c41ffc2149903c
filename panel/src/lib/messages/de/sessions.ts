import type { sessions as english } from '../en/sessions.ts'
import type { Translation } from '../translation.ts'

export const sessions = {
  'sessions.title': 'Sitzungen',
  'sessions.lead':
    'Die Browser, in denen Sie angemeldet sind. Beenden Sie, was Sie nicht kennen, und ändern Sie dann Ihr Passwort.',
  'sessions.card': 'Angemeldet',
  'sessions.ofOther':
    'Die Browser, in denen {name} an der Bedienoberfläche angemeldet ist. API-Schlüssel und Token gehören nicht dazu.',
  'sessions.failed': 'Die Sitzungen konnten nicht geladen werden.',
  'sessions.none': '{name} ist nirgends angemeldet.',
  'sessions.onlyThis': 'Sie sind nur hier angemeldet.',
  'sessions.browser': 'Browser',
  'sessions.address': 'Adresse',
  'sessions.since': 'Angemeldet',
  'sessions.lastSeen': 'Zuletzt gesehen',
  'sessions.acts': 'Aktionen',
  'sessions.current': 'Diese hier',
  'sessions.end': 'Beenden',
  'sessions.endName': 'Sitzung in {client} von {address}',
  'sessions.endAll': 'Alle beenden',
  'sessions.endOthers': 'Alle anderen beenden',
  'sessions.ended': 'Sitzung beendet.',
  'sessions.endedMany': { one: '{count} Sitzung beendet.', other: '{count} Sitzungen beendet.' },
  'sessions.notEnded': 'Die Sitzung wurde nicht beendet.',
  'code.sessionsName': 'Sitzungen auflisten und beenden',
  'stepUp.endSessions': 'Sitzungen eines Benutzers zu beenden',
} satisfies Translation<typeof english>
