import type { groupLists as english } from '../en/groupLists.ts'
import type { Translation } from '../translation.ts'

/** Group lists. */
export const groupLists = {
  'lists.title': 'Verteiler',
  'lists.lead': 'Was an einen Verteiler gesendet wird, geht an jedes seiner Mitglieder.',
  'lists.add': 'Verteiler hinzufügen',
  'lists.addText':
    'Von nun an geht Post an ihn an seine Mitglieder. Nachrichten von mehr als 5 MiB werden abgewiesen.',
  'lists.edit': 'Bearbeiten',
  'lists.editOf': '{address} bearbeiten',
  'lists.editFailed': '{address} konnte nicht geöffnet werden.',
  'lists.save': 'Speichern',
  'lists.delete': 'Löschen',
  'lists.deleteOf': '{address} löschen',
  'lists.deleteTitle': '{address} löschen?',
  'lists.deleteText':
    'Post an ihn wird von da an abgewiesen. Seine Mitglieder behalten die Nachrichten, die sie haben. Gleich danach lässt sich das noch rückgängig machen.',
  'lists.address': 'Adresse',
  'lists.addressHint': 'Vollständig, zum Beispiel team@{domain}',
  'lists.noDomain': 'Ihr Konto hat diese Domain nicht.',
  'lists.name': 'Anzeigename',
  'lists.replyTo': 'Eine Antwort geht an',
  'lists.replyTo.sender': 'Den Absender',
  'lists.replyTo.list': 'Alle im Verteiler',
  'lists.posting': 'Wer schreiben darf',
  'lists.posting.anyone': 'Alle',
  'lists.posting.domain': 'Jede Adresse seiner Domain',
  'lists.posting.members': 'Mitglieder',
  'lists.posting.chosen': 'Ausgewählte Adressen',
  'lists.posters': 'Ausgewählte Adressen',
  'lists.postersHint': 'Eine je Zeile, höchstens 250. Niemand sonst darf schreiben.',
  'lists.members': 'Mitglieder',
  'lists.membersHint':
    'Eine Adresse je Zeile. Jetzt {inside} in der Domain, die es geben muss, und {outside} außerhalb, höchstens 250.',

  'lists.filters': 'Verteiler suchen',
  'lists.text': 'Suchen',
  'lists.textHint': 'Adresse oder Anzeigename',
  'lists.domain': 'Domain',
  'lists.anyDomain': 'Alle Domains',
  'lists.member': 'Mit Mitglied',
  'lists.memberHint': 'Vollständige Adresse',
  'lists.clear': 'Filter zurücksetzen',
  'lists.none': 'Noch keine Verteiler',
  'lists.noneText':
    'Eine Adresse für viele Leute: team@ erreicht alle im Team, innerhalb und außerhalb des Hauses.',
  'lists.noMatch': 'Kein Verteiler passt',
  'lists.count': { one: '{count} Mitglied', other: '{count} Mitglieder' },
  'lists.shown': { one: '{count} von {total}', other: '{count} von {total}' },
  'lists.more': 'Mehr anzeigen',
  'lists.added': '{address} wurde hinzugefügt.',
  'lists.changed': '{address} wurde geändert.',
  'lists.deleted': '{address} wurde gelöscht.',

  'code.listsName': 'Verteiler auflisten',
  'code.addListName': 'Verteiler hinzufügen',
  'code.editListName': 'Verteiler ändern',
  'code.deleteListName': 'Verteiler löschen',
} satisfies Translation<typeof english>
