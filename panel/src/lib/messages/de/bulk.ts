import type { bulk as english } from '../en/bulk.ts'
import type { Translation } from '../translation.ts'

/** Acts on many users at once. */
export const bulk = {
  'bulk.bar': 'Sammelaktion',
  'bulk.column': 'Auswählen',
  'bulk.choose': '{name} auswählen',
  'bulk.chooseShown': {
    one: 'Den angezeigten auswählen',
    other: 'Alle {count} angezeigten auswählen',
  },
  'bulk.chosen': { one: '{count} ausgewählt', other: '{count} ausgewählt' },
  'bulk.chooseAll': 'Alle {total} auswählen',
  'bulk.gathering': 'Werden gesucht: {done} von {total}',
  'bulk.gatheringName': 'werden gesucht',
  'bulk.gatherFailed': 'Nicht alle Benutzer konnten gefunden werden.',
  'bulk.clear': 'Auswahl aufheben',
  'bulk.stop': 'Anhalten',

  'bulk.act.disable': 'Sperren …',
  'bulk.act.enable': 'Entsperren …',
  'bulk.act.roles': 'Rollen …',
  'bulk.act.signOut': 'Sitzungen beenden …',
  'bulk.act.delete': 'Löschen …',
  'bulk.moreActs': 'Mehr für die Ausgewählten',
  'bulk.act.invite': 'Erneut einladen …',
  'bulk.act.factorRule': 'Zweiten Faktor verlangen …',
  'bulk.act.resetKey': 'API-Schlüssel zurücksetzen …',

  'bulk.question': '{act}?',
  'bulk.disable': { one: '{count} Benutzer sperren', other: '{count} Benutzer sperren' },
  'bulk.enable': { one: '{count} Benutzer entsperren', other: '{count} Benutzer entsperren' },
  'bulk.give': { one: '{count} Benutzer {role} geben', other: '{count} Benutzern {role} geben' },
  'bulk.take': { one: '{count} Benutzer {role} entziehen', other: '{count} Benutzern {role} entziehen' },
  'bulk.signOut': {
    one: 'Sitzungen von {count} Benutzer beenden',
    other: 'Sitzungen von {count} Benutzern beenden',
  },
  'bulk.invite': { one: '{count} Benutzer erneut einladen', other: '{count} Benutzer erneut einladen' },
  'bulk.factorRule': {
    one: 'Zweiten Faktor von {count} Benutzer verlangen',
    other: 'Zweiten Faktor von {count} Benutzern verlangen',
  },
  'bulk.resetKey': {
    one: 'API-Schlüssel von {count} Benutzer zurücksetzen',
    other: 'API-Schlüssel von {count} Benutzern zurücksetzen',
  },
  'bulk.delete': { one: '{count} Benutzer löschen', other: '{count} Benutzer löschen' },

  'bulk.text.disable':
    'Sie werden sofort abgemeldet; Schlüssel, Token und Passwörter werden abgewiesen. Das lässt sich rückgängig machen.',
  'bulk.text.enable': 'Schlüssel und Passwörter gelten wie zuvor. Das lässt sich rückgängig machen.',
  'bulk.text.give': 'Das wirkt sofort auf Sitzungen, Schlüssel und Token. Es lässt sich rückgängig machen.',
  'bulk.text.take': 'Das wirkt sofort auf Sitzungen, Schlüssel und Token. Es lässt sich rückgängig machen.',
  'bulk.text.signOut': 'Sie melden sich neu an. Schlüssel und Programme, die sie benutzen, arbeiten weiter.',
  'bulk.text.invite':
    'Jeder erhält einen neuen Link, 48 Stunden gültig, um ein Passwort zu wählen. Frühere Links gelten nicht mehr.',
  'bulk.text.factorRule':
    'Zur Anmeldung gehört dann mehr als das Passwort. Wer keinen zweiten Faktor hat, wird abgemeldet und richtet ihn bei der nächsten Anmeldung ein. Das lässt sich rückgängig machen.',
  'bulk.text.resetKey': 'Jeder erhält einen neuen API-Schlüssel. Das lässt sich nicht rückgängig machen.',
  'bulk.resetAfter':
    'Die Benutzer finden den neuen Schlüssel unter Kontoeinstellungen; Programme brauchen ihn, bevor sie wieder arbeiten.',
  'bulk.impactLoading': 'Welche Anwendungen diese Schlüssel benutzen, wird nachgesehen …',
  'bulk.impactFailed': 'Welche Anwendungen diese Schlüssel benutzen, konnte nicht nachgesehen werden.',
  'bulk.impactMany':
    'Jede Anwendung, die einen dieser Schlüssel benutzt, steht still, wenn der alte Schlüssel endet.',
  'bulk.impactNone': 'Keine Anwendung hat diese Schlüssel in den letzten 30 Tagen benutzt.',
  'bulk.impact': {
    one: '{count} Anwendung hat diese Schlüssel in den letzten 30 Tagen benutzt und steht still, wenn der alte Schlüssel endet:',
    other:
      '{count} Anwendungen haben diese Schlüssel in den letzten 30 Tagen benutzt und stehen still, wenn die alten Schlüssel enden:',
  },
  'bulk.links': 'Links',
  'bulk.linksText':
    'Nur dieses eine Mal angezeigt. Geben Sie jeden nur seiner Person: Wer ihn öffnet, wählt das Passwort.',
  'bulk.linkOf': 'Link für {name}',
  'bulk.saveLinks': 'Als CSV herunterladen',
  'bulk.text.delete':
    'Das lässt sich nicht rückgängig machen. Um sie eine Weile auszusperren, sperren Sie sie.',
  'bulk.rolesTitle': {
    one: 'Rollen von {count} Benutzer ändern',
    other: 'Rollen von {count} Benutzern ändern',
  },
  'bulk.giveOrTake': 'Was zu tun ist',
  'bulk.giveRole': 'Eine Rolle geben',
  'bulk.takeRole': 'Eine Rolle entziehen',
  'bulk.chooseRole': 'Rolle wählen',
  'bulk.lost':
    'Mit jedem gehen verloren: API-Schlüssel, Sitzungen, Token, Anwendungszugänge, zweite Faktoren und das Verzeichnis der Aufrufe. Programme, die sie benutzen, werden abgewiesen. Das Audit-Protokoll bleibt.',
  'bulk.handOver': 'Die Rollen von allen übergeben an',
  'bulk.manyAccounts': 'Ihre Rollen werden nicht übergeben: Sie gehören zu mehr als einem Konto.',

  'bulk.willBe': { one: 'Dieser eine', other: 'Diese {count}' },
  'bulk.nobody': 'Das geht bei keinem der Ausgewählten.',
  'bulk.more': { one: 'Und {count} weiterer', other: 'Und {count} weitere' },
  'bulk.andMore': '{names} und {count} weitere',
  'bulk.leftOut': 'Ausgelassen',
  'bulk.reason.self': 'Sie selbst. Was man mit sich selbst tun darf, steht auf der eigenen Seite.',
  'bulk.reason.outOfReach': 'außerhalb Ihrer Reichweite; ein Inhaber oder ein Betreiber kann es tun.',
  'bulk.reason.disabled': 'gesperrt: Entsperren Sie ihn zuerst.',
  'bulk.reason.lastOwner': 'Das Konto bliebe ohne Inhaber. Machen Sie zuerst jemand anderen zum Inhaber.',
  'bulk.reason.heir': 'übernimmt die Rollen.',
  'bulk.already.disable': 'schon gesperrt.',
  'bulk.already.enable': 'nicht gesperrt.',
  'bulk.already.give': 'hat die Rolle schon.',
  'bulk.already.take': 'hat die Rolle nicht.',
  'bulk.already.signOut': 'nicht angemeldet.',
  'bulk.already.invite': 'hat schon ein Passwort gewählt.',
  'bulk.already.factorRule': 'muss schon einen haben.',
  'bulk.already.resetKey': 'hat keinen API-Schlüssel.',
  'bulk.already.delete': 'schon gelöscht.',
  'bulk.type': 'Geben Sie zur Bestätigung {count} ein',
  'bulk.typeFirst': 'Das ist nicht die Zahl der Benutzer.',

  'bulk.underWay': '{done} von {count}',
  'bulk.failedSoFar': { one: '{count} fehlgeschlagen', other: '{count} fehlgeschlagen' },
  'bulk.stopText': 'Was getan ist, bleibt getan, wenn Sie anhalten.',
  'bulk.progress': '{done} von {count} erledigt',
  'bulk.undoing': 'Wird rückgängig gemacht: {done} von {count}',
  'bulk.restText': '{act}: Die nicht erledigten stehen zuerst.',
  'bulk.goOn': { one: '{count} erneut versuchen', other: '{count} erneut versuchen' },
  'bulk.outcomes': 'Wie es bei jedem ausging',
  'bulk.outcome': 'Ausgang',
  'bulk.isDone': 'Erledigt',
  'bulk.failed': 'Fehlgeschlagen',
  'bulk.notBegun': 'Nicht begonnen',
  'bulk.moreRows': { one: 'Und {count} weiterer erledigt.', other: 'Und {count} weitere erledigt.' },

  'bulk.done.disable': { one: '{count} Benutzer ist gesperrt.', other: '{count} Benutzer sind gesperrt.' },
  'bulk.done.enable': { one: '{count} Benutzer ist entsperrt.', other: '{count} Benutzer sind entsperrt.' },
  'bulk.done.give': {
    one: '{count} Benutzer hat jetzt {role}.',
    other: '{count} Benutzer haben jetzt {role}.',
  },
  'bulk.done.take': {
    one: '{count} Benutzer hat {role} nicht mehr.',
    other: '{count} Benutzer haben {role} nicht mehr.',
  },
  'bulk.done.signOut': {
    one: 'Die Sitzungen von {count} Benutzer sind beendet.',
    other: 'Die Sitzungen von {count} Benutzern sind beendet.',
  },
  'bulk.done.invite': {
    one: '{count} Benutzer ist erneut eingeladen.',
    other: '{count} Benutzer sind erneut eingeladen.',
  },
  'bulk.done.factorRule': {
    one: 'Von {count} Benutzer wird ein zweiter Faktor verlangt.',
    other: 'Von {count} Benutzern wird ein zweiter Faktor verlangt.',
  },
  'bulk.done.resetKey': {
    one: 'Der API-Schlüssel von {count} Benutzer ist neu.',
    other: 'Die API-Schlüssel von {count} Benutzern sind neu.',
  },
  'bulk.done.delete': { one: '{count} Benutzer ist gelöscht.', other: '{count} Benutzer sind gelöscht.' },

  'stepUp.disableUsers': 'Benutzer zu sperren',
  'stepUp.enableUsers': 'Benutzer zu entsperren',
  'stepUp.resetKeys': 'API-Schlüssel zurückzusetzen',
  'stepUp.deleteUsers': 'Benutzer zu löschen',
} satisfies Translation<typeof english>
