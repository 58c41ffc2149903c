import type { limits as english } from '../en/limits.ts'
import type { Translation } from '../translation.ts'

export const limits = {
  'limits.lead': 'Die Grenzen, die für Sie gelten, und wie viel davon gerade benutzt wird.',
  'limits.failed': 'Die Grenzen konnten nicht geladen werden.',
  'limits.of': '{used} von {limit}',
  'limits.keys': 'Schlüssel und Token',
  'limits.people': 'Sitzungen',
  'limits.guessing': 'Schutz gegen Raten',
  'limits.guessingLead':
    'Ein gültiger Schlüssel oder ein gültiges Token wird nie durch Fehlversuche anderer aufgehalten.',

  'limit.overlap': 'Zeit, in der ein alter Schlüssel neben dem neuen gilt',
  'limit.overlapText': 'Wird beim Zurücksetzen gewählt. Nur ein alter Schlüssel auf einmal.',
  'limit.token_lifetime': 'Lebensdauer eines Tokens',
  'limit.token_lifetimeText': 'Programme melden sich neu an, bevor sie endet.',
  'limit.callers_per_key': 'Unterschiedene Anwendungen je Schlüssel und Tag',
  'limit.callers_per_keyText': 'Weitere werden zusammen als „andere“ gezählt. Bedient werden alle.',
  'limit.calls_kept': 'Zeit, die Aufrufe aufbewahrt werden',
  'limit.calls_keptText': 'Ältere stehen nicht unter „Nutzung“.',
  'limit.step_up': 'Geltungsdauer einer Bestätigung',
  'limit.step_upText':
    'Legt der Inhaber fest. Danach wird das Passwort wieder verlangt, bevor ein Schlüssel angezeigt oder zurückgesetzt wird.',
  'limit.session_idle': 'Zeit ohne Benutzung bis zur Abmeldung',
  'limit.session_idleText': 'Eine offene Seite, die niemand berührt, zählt nicht als Benutzung.',
  'limit.session_lifetime': 'Zeit, bis Sie sich in jedem Fall neu anmelden',
  'limit.session_lifetimeText': 'Gezählt ab Ihrer ältesten Sitzung.',
  'limit.failures_per_source': 'Fehlversuche aus einem Netz in Folge',
  'limit.failures_per_sourceText':
    'Falsche Schlüssel und Passwörter von einer Adresse oder einem /64 bei IPv6.',
  'limit.failures_per_source_rate': 'Fehlversuche aus einem Netz danach',
  'limit.failures_per_source_rateText':
    'Weitere werden mit 429 beantwortet oder mit dem, was ältere Clients verstehen.',
  'limit.password_failures': 'Falsche Passwörter in Folge, bevor eine Wartezeit beginnt',
  'limit.password_failuresText':
    'Für einen Benutzer. Ein Netz, aus dem Sie sich kürzlich angemeldet haben, wird getrennt gezählt.',
  'limit.password_delay': 'Längste Wartezeit zwischen zwei Passwörtern',
  'limit.password_delayText':
    'Sie beginnt mit einer Sekunde und verdoppelt sich. Niemand wird auf Dauer ausgesperrt.',

  'unit.seconds': { one: '{count} Sekunde', other: '{count} Sekunden' },
  'unit.minutes': { one: '{count} Minute', other: '{count} Minuten' },
  'unit.hours': { one: '{count} Stunde', other: '{count} Stunden' },
  'unit.days': { one: '{count} Tag', other: '{count} Tage' },
  'unit.callers': { one: '{count} Anwendung', other: '{count} Anwendungen' },
  'unit.failures': { one: '{count} Fehlversuch', other: '{count} Fehlversuche' },
  'unit.failuresPerMinute': { one: '{count} je Minute', other: '{count} je Minute' },
  'code.limitsName': 'Grenzen lesen',
} satisfies Translation<typeof english>
