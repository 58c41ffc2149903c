import type { staff as english } from '../en/staff.ts'
import type { Translation } from '../translation.ts'

/** What support does for others. */
export const staff = {
  'staff.actAs': 'Handeln als …',
  'staff.checkPin': 'Support-PIN prüfen …',
  'actAs.title': 'Als {name} handeln',
  'actAs.text':
    'Erzeugt ein Token, mit dem ein Programm tut, was {name} darf. Es zeigt und ersetzt kein Geheimnis, und das Audit-Protokoll des Kontos nennt Sie und den Benutzer.',
  'actAs.length': 'Gültig für',
  'actAs.quarter': '15 Minuten',
  'actAs.hour': '1 Stunde',
  'actAs.most': '3 Stunden',
  'actAs.make': 'Token erzeugen',
  'actAs.failed': 'Das Token wurde nicht erzeugt.',
  'actAs.readyText': 'Das Token wird nur dieses eine Mal angezeigt. Es endet auch mit Ihrem Passwort.',
  'actAs.token': 'Token',
  'actAs.tryName': 'Wem das Token gehört',
  'actAs.acting': 'Als {name} handeln können Sie bis',
  'actAs.end': 'Jetzt beenden',
  'actAs.ended': 'Das Token, um als {name} zu handeln, ist beendet.',
  'actAs.notEnded': 'Das Token wurde nicht beendet.',
  'actAs.close': 'Behalten und schließen',
  'actAs.banner': 'Handeln als jemand anderes',
  'stepUp.actAs': 'als ein anderer Benutzer zu handeln',
  'checkPin.title': 'Support-PIN von {name} prüfen',
  'checkPin.text':
    'Fragen Sie die Person am Telefon nach den sechs Ziffern. Sechs falsche Antworten sperren die PIN; jede Prüfung steht im Audit-Protokoll.',
  'checkPin.pin': 'Genannte Ziffern',
  'checkPin.check': 'Prüfen',
  'checkPin.right': 'Richtig: Das ist die PIN von {name}.',
  'checkPin.wrong':
    'Falsch, gesperrt oder gar nicht vorhanden: Gehen Sie nicht davon aus, dass das {name} ist.',
} satisfies Translation<typeof english>
