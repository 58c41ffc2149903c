import { learn } from '../learn.ts'

/** Where mail of a domain goes besides its addresses, and what owners of mailboxes are told. */
export const delivery = learn({
  'domain.tabs': 'About {name}',
  'domain.tab.general': 'General',
  'domain.tab.delivery': 'Delivery',
  'domain.tab.spam': 'Spam',

  'catchAll.title': 'Catch-all',
  'catchAll.text': 'Where mail goes that is for no address of this domain.',
  'catchAll.field': 'Address',
  'catchAll.hint':
    'A mailbox or an alias of this domain, or an address elsewhere. Empty to refuse such mail.',
  'catchAll.none': 'Such mail is refused',
  'catchAll.warning': 'Mail to every invented address comes in, most of it spam.',
  'catchAll.set': 'Mail for no address of {name} goes to {address}.',
  'catchAll.cleared': 'Mail for no address of {name} is refused.',

  'names.title': 'Other names',
  'names.text':
    'Mail to anna at one of these is mail to anna at {name}. Publish the same DNS records for each.',
  'names.none': 'There are none.',
  'names.add': 'Add a name',
  'names.field': 'Domain',
  'names.hint': 'Such as example.net.',
  'names.taken': 'Some domain has this name already.',
  'names.added': '{other} is another name of {name}.',
  'names.remove': 'Remove',
  'names.removeOf': 'Remove {other}',
  'names.removed': '{other} is no name of {name} any more.',
  'names.forSupers': 'Super administrators add and remove them.',

  'owners.title': 'Owners of mailboxes',
  'owners.text':
    'What holds at their own pages, /mailbox. Mail programs have no place for a code: give each a password of its own.',
  'owners.changePassword': 'They change their passwords themselves',
  'owners.secondFactor': 'Code of an app besides the password',
  'owners.off': 'Not asked for',
  'owners.optional': 'Up to each owner',
  'owners.forced': 'Asked of everybody',
  'owners.saved': 'What holds for the owners of mailboxes of {name} was changed.',

  'notice.title': 'When a mailbox is nearly full',
  'notice.text':
    'What its owner is told, once each time it fills up, at most once a day. Who is above already is told when you switch this on. Nothing is sent while the server has no mail set up.',
  'notice.enabled': 'Tell its owner',
  'notice.percentage': 'When it is',
  'notice.percent': '{percentage} % full',
  'notice.message': 'Text',
  'notice.messageHint': '<*USER*> and <*DOMAIN*> stand for the parts of the address. Empty for our own text.',
  'notice.cc': 'Tell this address, too',
  'notice.save': 'Save',
  'notice.saved': 'What owners of mailboxes of {name} are told was changed.',

  'everyone.title': 'Email everyone',
  'everyone.lead':
    'A letter to every mailbox of this domain, once in five minutes. Nobody sees the other recipients.',
  'everyone.write': 'Write to everyone…',
  'everyone.dialog': 'Write to everyone at {name}',
  'everyone.fromName': 'Name of the sender',
  'everyone.fromAddress': 'Address of the sender',
  'everyone.fromHint': 'One that exists in this domain.',
  'everyone.subject': 'Subject',
  'everyone.text': 'Text',
  'everyone.send': 'Send it',
  'everyone.sent': {
    one: 'The letter goes to the one mailbox of {name}.',
    other: 'The letter goes to {count} mailboxes of {name}.',
  },

  'code.everyoneName': 'writing to everyone',
  'code.catchAllName': 'setting the catch-all',
  'code.namesName': 'adding another name',
  'code.ownersName': 'changing what holds for owners',
  'code.noticeName': 'changing the storage notice',
})
