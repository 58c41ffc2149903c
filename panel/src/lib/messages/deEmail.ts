import { administrators } from './de/administrators.ts'
import { aliases } from './de/aliases.ts'
import { appPasswords } from './de/appPasswords.ts'
import { conflict, conflictFields, conflictValues } from './de/conflict.ts'
import { contact } from './de/contact.ts'
import { delivery } from './de/delivery.ts'
import { domainList } from './de/domainList.ts'
import { email } from './de/email.ts'
import { groupLists } from './de/groupLists.ts'
import { imports } from './de/imports.ts'
import { mailboxAccess } from './de/mailboxAccess.ts'
import { profile } from './de/profile.ts'
import { spam } from './de/spam.ts'

/** The German texts of the e-mail area. */
export const deEmail = {
  ...administrators,
  ...aliases,
  ...appPasswords,
  ...conflict,
  ...conflictFields,
  ...conflictValues,
  ...contact,
  ...delivery,
  ...domainList,
  ...email,
  ...groupLists,
  ...imports,
  ...mailboxAccess,
  ...profile,
  ...spam,
}
