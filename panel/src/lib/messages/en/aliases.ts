import { learn } from '../learn.ts'

/** Aliases. */
export const aliases = learn({
  'aliases.title': 'Aliases',
  'aliases.lead': 'Addresses whose mail goes to others.',
  'aliases.add': 'Add alias',
  'aliases.import': 'Import',
  'aliases.addText': 'Mail to it is handed on from now on.',
  'aliases.address': 'Address',
  'aliases.addressHint': 'Whole, such as info@{domain}',
  'aliases.members': 'Members',
  'aliases.membersHint':
    'One address a line: 50 at most, 4 of them outside the domain. Those within the domain must be there.',
  'aliases.edit': 'Edit members',
  'aliases.editTitle': 'Members of {address}',
  'aliases.editOf': 'Edit members of {address}',
  'aliases.deleteOf': 'Delete {address}',
  'aliases.save': 'Save',
  'aliases.delete': 'Delete',
  'aliases.deleteTitle': 'Delete {address}?',
  'aliases.deleteText': 'Mail to it is refused from then on. Its members keep what they have.',
  'aliases.search': 'Search',
  'aliases.ofMailbox': 'Mail to these addresses also comes to {address}.',
  'aliases.noneOfMailbox': 'No alias leads here yet.',
  'aliases.none': 'No aliases yet',
  'aliases.noneText':
    'An alias hands the mail of one address on to others: info@ to everybody who answers it.',
  'aliases.noMatch': 'No alias matches',
  'aliases.count': { one: '{count} member', other: '{count} members' },
  'aliases.shown': { one: '{count} of {total}', other: '{count} of {total}' },
  'aliases.more': 'Show more',
  'aliases.added': '{address} was added.',
  'aliases.changed': 'The members of {address} were changed.',
  'aliases.deleted': '{address} was deleted.',
  'code.aliasesName': 'Aliases',
})
