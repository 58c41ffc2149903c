import type { apiKey as english } from '../en/apiKey.ts'
import type { Translation } from '../translation.ts'

export const apiKey = {
  'key.test': 'Schlüssel testen',
  'key.testing': 'Wird getestet …',
  'key.notTested': 'Der Schlüssel konnte nicht getestet werden.',
  'key.testResult': '{works} von {all} APIs nehmen diesen Schlüssel an.',
  'key.tested.login': 'gab ein Token, und das Token gilt',
  'key.tested.verify': 'kennt den Schlüssel',
  'key.testedFailed': 'hat ihn abgewiesen: {status}',

  'key.label': 'API-Schlüssel',
  'key.whyOne':
    'Programme melden sich mit einem API-Schlüssel an statt mit einem Passwort. Es gibt noch keinen.',
  'key.generate': 'API-Schlüssel erzeugen',
  'key.generating': 'Wird erzeugt …',
  'key.hidden': 'verborgen',
  'key.hiddenEndsIn': 'verborgen, endet auf {letters}',
  'key.hidesIn': { one: 'Wird in {count} s verborgen', other: 'Wird in {count} s verborgen' },
  'key.keepShowing': 'Weiter anzeigen',
  'key.shown': 'Der API-Schlüssel wird angezeigt. Nach 60 Sekunden wird er von selbst verborgen.',
  'key.created': 'Der API-Schlüssel ist fertig.',
  'key.createdOn': 'Erzeugt am {date}',
  'key.lastUsed': 'zuletzt benutzt',
  'key.lastUsedBy': 'von {client} an {address} ({dialect})',
  'key.noUse': 'noch keine Benutzung verzeichnet',
  'key.whatItOpens':
    'Wirkt wie ein Passwort für jeden Dienst im Katalog. Bewahren Sie ihn ebenso sicher auf.',
  'key.copyByHand':
    'In diesem Browser dürfen wir hier nicht kopieren. Der Schlüssel ist markiert: Drücken Sie Strg/⌘ C.',
  'key.shownOnce':
    'Dieser Schlüssel wurde nur einmal angezeigt, beim Erzeugen, und nirgends aufbewahrt. „Zurücksetzen …“ gibt einen neuen.',
  'key.shownOnceByAccount':
    'Schlüssel dieses Kontos werden nur einmal angezeigt, beim Erzeugen, und nirgends aufbewahrt. „Zurücksetzen …“ gibt einen neuen.',
  'key.unconfirmed':
    'Dieser Schlüssel wird abgewiesen: Die Daten des Servers stammen aus einer Sicherung, und niemand weiß, ob er seither widerrufen wurde. „Zurücksetzen …“ gibt einen neuen.',
  'key.lost':
    'Dieser Schlüssel ging mit dem alten Hauptschlüssel des Servers verloren: Er wird abgewiesen und lässt sich nicht anzeigen. „Zurücksetzen …“ gibt einen neuen.',
  'key.howToUse': 'So benutzen Sie ihn',
  'key.howToUseText': 'Nehmen Sie den Schlüssel als Datei mit, die Ihr Programm liest.',
  'key.notLoaded': 'Der API-Schlüssel konnte nicht geladen werden.',
  'key.notShown': 'Der API-Schlüssel wurde nicht angezeigt.',
  'key.notCopied': 'Der API-Schlüssel wurde nicht kopiert.',
  'key.notCreated': 'Der API-Schlüssel wurde nicht erzeugt.',
  'key.notDownloaded': 'Die Datei wurde nicht heruntergeladen.',

  'code.showName': 'API-Schlüssel lesen',
  'code.showNote':
    'Ein Programm liest seinen Schlüssel mit einem Token, das es mit diesem Schlüssel erhalten hat.',
  'code.resetName': 'API-Schlüssel zurücksetzen',
  'code.resetNote': 'Von einem Programm aus endet der alte Schlüssel sofort: ohne Übergangszeit.',

  'reset.title': 'Neuen API-Schlüssel für {name} erzeugen?',
  'reset.effect':
    'Der neue Schlüssel ersetzt den alten. Anwendungen, die noch den alten benutzen, stehen still, wenn er endet.',
  'reset.confirm': 'Neuen Schlüssel erzeugen',
  'reset.busy': 'Wird erzeugt …',
  'reset.note': 'Notiz (freiwillig)',
  'reset.noteHint': 'Steht im Audit-Protokoll.',
  'reset.showOnce':
    'Den neuen Schlüssel nur einmal anzeigen. Er wird nirgends aufbewahrt: Geht er verloren, setzen Sie noch einmal zurück.',
  'reset.showOnceRequired':
    'Schlüssel dieses Kontos werden nur einmal angezeigt. Kopieren Sie den neuen oder laden Sie ihn herunter, bevor Sie diese Seite verlassen.',
  'reset.acknowledge': {
    one: 'Ich weiß, dass diese {count} Anwendung bis zur Umstellung stillsteht',
    other: 'Ich weiß, dass diese {count} Anwendungen bis zur Umstellung stillstehen',
  },
  'reset.acknowledgeFirst':
    'Bitte bestätigen Sie das zuerst, oder lassen Sie den alten Schlüssel später enden.',
  'reset.acknowledgeAnyway': 'Bitte bestätigen Sie das zuerst.',
  'reset.failed': 'Der Schlüssel wurde nicht geändert.',
  'reset.lost': 'Die Antwort ging verloren. Der Schlüssel ist vielleicht schon geändert.',
  'reset.notTold':
    'Der Schlüssel wurde geändert, doch die Antwort ging verloren, und er wird nirgends aufbewahrt.',
  'reset.check': 'Nachsehen, was geschah',

  'impact.heading': {
    one: '{count} Anwendung hat diesen Schlüssel in den letzten {days} Tagen benutzt',
    other: '{count} Anwendungen haben diesen Schlüssel in den letzten {days} Tagen benutzt',
  },
  'impact.caption': 'Anwendungen, die diesen Schlüssel benutzt haben',
  'impact.loading': 'Wer diesen Schlüssel benutzt, wird noch geladen. Sie müssen nicht darauf warten.',
  'impact.failed':
    'Wer diesen Schlüssel benutzt, konnte nicht geladen werden. Sie können trotzdem fortfahren.',
  'impact.none': 'Keine Benutzung verzeichnet seit {date}.',
  'impact.stopsAtOnce': 'Auf dem alten Schlüssel: steht sofort still, gleich was Sie unten wählen',
  'impact.all': { one: 'Alle {count} anzeigen', other: 'Alle {count} anzeigen' },

  'overlap.legend': 'Der alte Schlüssel endet',
  'overlap.now': 'Sofort',
  'overlap.hour': 'In 1 Stunde',
  'overlap.day': 'In 24 Stunden',
  'overlap.week': 'In 7 Tagen',
  'overlap.at': 'Am …',
  'overlap.atLabel': 'Datum und Uhrzeit',
  'overlap.atRule': {
    one: 'Wählen Sie einen Zeitpunkt innerhalb des nächsten Tages.',
    other: 'Wählen Sie einen Zeitpunkt innerhalb der nächsten {count} Tage.',
  },
  'overlap.stillWorks': 'Der alte Schlüssel, der auf {lastFour} endet, gilt bis',
  'overlap.endNow': 'Jetzt beenden',
  'overlap.endTitle': 'Den alten Schlüssel jetzt beenden?',
  'overlap.endText':
    'Jede Anwendung, die noch den Schlüssel mit dem Ende {lastFour} benutzt, wird dann abgewiesen. Das lässt sich nicht rückgängig machen.',
  'overlap.usersLoading': 'Wer ihn noch benutzt, wird noch geladen. Sie müssen nicht darauf warten.',
  'overlap.usersFailed': 'Wer ihn noch benutzt, konnte nicht geladen werden. Sie können trotzdem fortfahren.',
  'overlap.users': {
    one: 'Von {count} Anwendung ist nicht bekannt, dass sie den neuen Schlüssel benutzt',
    other: 'Von {count} Anwendungen ist nicht bekannt, dass sie den neuen Schlüssel benutzen',
  },
  'overlap.usersCaption': 'Anwendungen auf dem alten Schlüssel',
  'overlap.usersNone':
    'Alle Anwendungen, die in den letzten {days} Tagen gesehen wurden, benutzen den neuen Schlüssel.',
  'overlap.endConfirm': 'Alten Schlüssel beenden',
  'overlap.ended': 'Der alte API-Schlüssel ist beendet',
  'overlap.notEnded': 'Der alte Schlüssel wurde nicht beendet.',

  'result.title': 'Der neue API-Schlüssel ist fertig',
  'result.announce': 'Der neue API-Schlüssel ist fertig.',
  'result.oldKeyEnded': 'Der alte Schlüssel gilt nicht mehr. Tragen Sie den neuen in Ihre Anwendungen ein:',
  'result.oldKeyOverlaps':
    'Der alte Schlüssel gilt vorerst weiter. Tragen Sie den neuen in Ihre Anwendungen ein:',
  'result.firstKey': 'Tragen Sie ihn in Ihre Anwendungen ein:',
  'result.shownOnce':
    'Er wird nur dieses eine Mal angezeigt. Kopieren Sie ihn oder laden Sie ihn herunter, bevor Sie diese Seite verlassen.',
  'result.done': 'Fertig',
  'result.notSavedTitle': 'Schließen, ohne den Schlüssel mitzunehmen?',
  'result.notSavedText':
    'Sie haben ihn weder kopiert noch heruntergeladen. Sie können ihn jederzeit wieder anzeigen.',
  'result.notSavedOnce':
    'Sie haben ihn weder kopiert noch heruntergeladen. Er lässt sich nicht wieder anzeigen: Ohne ihn müssten Sie noch einmal zurücksetzen.',
  'result.closeAnyway': 'Trotzdem schließen',
  'result.copyKey': 'Schlüssel kopieren',

  'tour.usage': 'Weiter: Nutzung',
  'tour.dismiss': 'Nicht mehr anzeigen',

  'tracker.title': 'Wer schon umgestellt ist',
  'tracker.lead': 'Seit dem Zurücksetzen am',
  'tracker.live': 'Aktualisiert sich von selbst.',
  'tracker.sum': { one: '{done} von {count} umgestellt', other: '{done} von {count} umgestellt' },
  'tracker.nobody': 'Noch niemand hat den alten oder den neuen Schlüssel benutzt.',
  'tracker.failed': 'Wer schon umgestellt ist, konnte nicht geladen werden.',
  'tracker.done': 'Fertig',
  'tracker.tick': '{client} ist umgestellt',
  'tracker.state': 'Zustand',
  'tracker.calls': 'Aufrufe seither',
  'tracker.moved': 'Umgestellt',
  'tracker.old-key': 'Noch auf dem alten Schlüssel',
  'tracker.failing': 'Wird abgewiesen',
  'tracker.silent': 'Still',
  'tracker.new': 'Neu',
  'tracker.callsUnknown': 'nicht bekannt: Die Stunde des Zurücksetzens wird als ganze gezählt',
} satisfies Translation<typeof english>
