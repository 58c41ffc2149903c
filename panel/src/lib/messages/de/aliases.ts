import type { aliases as english } from '../en/aliases.ts'
import type { Translation } from '../translation.ts'

/** Aliases. */
export const aliases = {
  'aliases.title': 'Aliase',
  'aliases.lead': 'Adressen, deren Post an andere geht.',
  'aliases.add': 'Alias hinzufügen',
  'aliases.import': 'Importieren',
  'aliases.addText': 'Post an ihn wird von nun an weitergegeben.',
  'aliases.address': 'Adresse',
  'aliases.addressHint': 'Vollständig, zum Beispiel info@{domain}',
  'aliases.members': 'Mitglieder',
  'aliases.membersHint':
    'Eine Adresse je Zeile: höchstens 50, davon 4 außerhalb der Domain. Die innerhalb der Domain muss es geben.',
  'aliases.edit': 'Mitglieder bearbeiten',
  'aliases.editTitle': 'Mitglieder von {address}',
  'aliases.editOf': 'Mitglieder von {address} bearbeiten',
  'aliases.deleteOf': '{address} löschen',
  'aliases.save': 'Speichern',
  'aliases.delete': 'Löschen',
  'aliases.deleteTitle': '{address} löschen?',
  'aliases.deleteText': 'Post an ihn wird dann abgewiesen. Seine Mitglieder behalten, was sie haben.',
  'aliases.search': 'Suchen',
  'aliases.ofMailbox': 'Auch Post an diese Adressen kommt bei {address} an.',
  'aliases.noneOfMailbox': 'Hierher führt noch kein Alias.',
  'aliases.none': 'Noch keine Aliase',
  'aliases.noneText':
    'Ein Alias gibt die Post einer Adresse an andere weiter: info@ an alle, die darauf antworten.',
  'aliases.noMatch': 'Kein Alias passt',
  'aliases.count': { one: '{count} Mitglied', other: '{count} Mitglieder' },
  'aliases.shown': { one: '{count} von {total}', other: '{count} von {total}' },
  'aliases.more': 'Mehr anzeigen',
  'aliases.added': '{address} wurde hinzugefügt.',
  'aliases.changed': 'Die Mitglieder von {address} wurden geändert.',
  'aliases.deleted': '{address} wurde gelöscht.',
  'code.aliasesName': 'Aliase',
} satisfies Translation<typeof english>
