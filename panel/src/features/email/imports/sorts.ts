import type { ImportKind, Job, MailArea } from '@keyward/sdk'
import type { PlainKey } from '../../../lib/messages/index.ts'
import { MAILBOX_FIELDS } from './fields.ts'

/** What a file is of, and how the pages speak of it. */
export interface ImportSort {
  readonly kind: ImportKind
  /** What a column can be, as the API names it. */
  readonly fields: readonly string[]
  /** What any number of columns can be. */
  readonly manyOf?: string
  readonly template: readonly string[]
  readonly fileName: string
  /** More are refused. */
  readonly maxRows: number
  /** The list that it is of. */
  readonly back: { readonly to: string; readonly name: PlainKey }
  readonly texts: Readonly<Record<'title' | 'choose' | 'hint' | 'codeName', PlainKey>>
  readonly counts: {
    readonly create: 'import.create' | 'import.aliases.create' | 'import.users.create'
    /** Users who are there stay as they are. */
    readonly update?: 'import.update' | 'import.aliases.update'
    readonly unchanged: 'import.unchanged' | 'import.aliases.unchanged' | 'import.users.unchanged'
  }
}

/** Of what is in a domain: for whoever is given its area. */
export interface MailSort extends ImportSort {
  readonly area: MailArea
}

export const MAILBOXES: MailSort = {
  kind: 'mailbox.import',
  area: 'mailboxes',
  fields: MAILBOX_FIELDS,
  // What the vendor's own importer asks for.
  template: ['Username', 'Password', 'Enabled', 'DisplayName', 'FirstName', 'LastName', 'Notes'],
  fileName: 'mailboxes.csv',
  maxRows: 50_000,
  back: { to: '/email/mailboxes', name: 'email.mailboxes' },
  texts: {
    title: 'import.title',
    choose: 'import.choose',
    hint: 'import.passwords',
    codeName: 'code.importName',
  },
  counts: { create: 'import.create', update: 'import.update', unchanged: 'import.unchanged' },
}

export const ALIASES: MailSort = {
  kind: 'alias.import',
  area: 'aliases',
  fields: ['alias', 'members'],
  manyOf: 'members',
  template: ['Alias', 'Member 1', 'Member 2', 'Member 3'],
  fileName: 'aliases.csv',
  maxRows: 50_000,
  back: { to: '/email/aliases', name: 'email.aliases' },
  texts: {
    title: 'import.aliases.title',
    choose: 'import.aliases.choose',
    hint: 'import.aliases.hint',
    codeName: 'code.importAliasesName',
  },
  counts: {
    create: 'import.aliases.create',
    update: 'import.aliases.update',
    unchanged: 'import.aliases.unchanged',
  },
}

export const USERS: ImportSort = {
  kind: 'user.import',
  fields: ['username', 'email', 'roles'],
  template: ['Username', 'Email', 'Roles'],
  fileName: 'users.csv',
  maxRows: 1_000,
  back: { to: '/users', name: 'area.users' },
  texts: {
    title: 'import.users.title',
    choose: 'import.users.choose',
    hint: 'import.users.hint',
    codeName: 'code.importUsersName',
  },
  counts: { create: 'import.users.create', unchanged: 'import.users.unchanged' },
}

/** The page with the results of a job. */
export const resultsOf = ({ id, kind }: Pick<Job, 'id' | 'kind'>) =>
  `${kind === USERS.kind ? '/users/import' : '/email/jobs'}/${id}`
