import { learn } from '../learn.ts'

export const common = learn({
  'done.undoneAll': 'Undone.',
  'done.notUndone': 'It could not be undone.',
  'product.name': 'Keyward',
  'page.documentTitle': '{title} · Keyward',

  'action.cancel': 'Cancel',
  'action.close': 'Close',
  'action.clearFilters': 'Clear filters',
  'action.copied': 'Copied',
  'action.copy': 'Copy',
  'action.download': 'Download',
  'action.dismiss': 'Dismiss',
  'action.edit': 'Edit',
  'action.hide': 'Hide',
  'action.reload': 'Reload',
  'action.reset': 'Reset…',
  'action.retry': 'Retry',
  'action.save': 'Save',
  'action.undo': 'Undo',
  'action.show': 'Show',
  'action.showAsCode': 'Show as code',

  'announce.copied': '{name} copied',

  'code.languages': 'Language for: {name}',

  'caller.application': 'Application',
  'caller.calls': 'Calls',
  'caller.dialect': 'API',
  'caller.from': '{address} · {dialect}',
  'caller.lastUse': 'Last used',
  'caller.unnamed': 'Unnamed client',

  'dialect.email': 'E-mail API',
  'dialect.panel': 'Control panel',

  'table.sortBy': 'Sort by',

  'time.justNow': 'just now',

  'loading.text': 'Loading…',
  'loading.slow': 'This takes longer than usual.',

  'error.busy': 'The server is busy right now. Nothing was changed.',
  'error.conflict': 'Something else changed this in the meantime. Reload the page to see how it is now.',
  'error.csrf': 'This page is out of date. Reload it and try again.',
  'error.forbidden': 'You do not have the right to do this. The owner of your account can give it to you.',
  'error.internal': 'Something went wrong on our side.',
  'error.keyLost': 'The value of this key cannot be shown any more. Reset it to get a new one.',
  'error.keyShownOnce': 'This key was shown once and cannot be shown again. Reset it to get a new one.',
  'error.network': 'The server did not answer. Check your connection.',
  'error.notFound': 'This is not there any more.',
  'error.outcomeUnknown': 'The server cannot say yet whether this was done.',
  'error.requestId': 'Request ID',
  'error.storageFull': 'The server’s disk is full. Nothing was changed. Please tell your operator.',
  'error.throttled': 'Too many attempts.',
  'error.unauthorized': 'You are not signed in any more.',
  'error.waitSeconds': { one: 'Try again in {count} second.', other: 'Try again in {count} seconds.' },
  'error.wrongCode': 'That is not the code of now, or it was used already.',
  'error.wrongPasskey': 'This passkey was not accepted. Try again.',
  'error.wrongPassword': 'That is not your password.',
})
