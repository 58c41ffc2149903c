import type { Secret } from '../../lib/secret.ts'
import { dovecotParts } from './dovecot.ts'
import type { ConfigFile, MachinePlace } from './place.ts'
import { postfixConf } from './postfix.ts'
import { roleSql } from './sql-role.ts'

/** A Postfix and a Dovecot that read the views of the database themselves (`storage/migrations/0026-mail-views.ts`). */
export interface SqlPlace extends MachinePlace {
  readonly database: { readonly host: string; readonly port: string; readonly name: string }
  readonly password: Secret
}

/** The role's name: the same as that of the schema. */
const ROLE = 'keyward_mail'

/** In files that are not open a password stands. */
export function sqlFiles(place: SqlPlace): readonly ConfigFile[] {
  const maps = Object.entries(QUERIES).map(([name, query]) => ({
    name: `postfix/keyward-${name}.cf`,
    text: mapConf(place, query),
    open: false,
  }))
  return [
    ...postfixConf(place, POSTFIX),
    ...maps,
    { name: 'dovecot/dovecot.conf', text: dovecotConf(place), open: true },
    { name: 'dovecot/keyward-sql.conf.ext', text: loginConf(place), open: false },
    { name: 'dovecot/keyward-sieve.conf.ext', text: sieveConf(place), open: false },
    { name: 'role.sql', text: roleSql({ name: ROLE, password: place.password }), open: false },
  ]
}

/** Keys come in lower case; what is put in is escaped. A tag is taken off, and put on again, by Postfix. */
const QUERIES = {
  domains: "SELECT 'here' FROM mail_domains_v1 WHERE domain = '%s'",
  mailboxes: "SELECT 'here' FROM mail_stores_v1 WHERE address = '%s'",
  aliases: "SELECT destination FROM mail_aliases_v1 WHERE address = '%s'",
  // Mail to another name of a domain is for whoever has that name in the domain.
  names:
    "SELECT '%u@' || own_name FROM mail_domains_v1 WHERE domain = '%d' AND domain <> own_name " +
    "AND EXISTS (SELECT FROM mail_aliases_v1 WHERE address = '%u@' || own_name)",
  senders:
    "SELECT login FROM mail_domains_v1 JOIN mail_senders_v1 ON address = '%u@' || own_name WHERE domain = '%d'",
  // What leads to itself and is no mailbox: a list that only some may write to.
  closed:
    "SELECT '550 5.7.1 You may not write to this list' FROM mail_aliases_v1 WHERE address = '%s' " +
    "AND destination = '%s' AND NOT EXISTS (SELECT FROM mail_stores_v1 WHERE address = '%s')",
} as const

const map = (name: keyof typeof QUERIES) => `proxy:pgsql:/etc/postfix/keyward-${name}.cf`

const POSTFIX = {
  lookups: `# The database says what domains, mailboxes and aliases there are; while it is away, mail waits.
virtual_mailbox_domains = ${map('domains')}
virtual_mailbox_maps = ${map('mailboxes')}
virtual_alias_maps = ${map('aliases')}, ${map('names')}
virtual_alias_domains =
virtual_transport = lmtp:unix:private/dovecot-lmtp
smtpd_sender_login_maps = ${map('senders')}`,
  recipientCheck: `check_recipient_access ${map('closed')}`,
  signingIn: `# Signing in: Dovecot compares. Not on port 25.
submission_client_restrictions =
submission_sender_restrictions = reject_sender_login_mismatch`,
  filter: '',
}

const mapConf = ({ database, password }: SqlPlace, query: string) => `# Written by: keyward mail config --sql
hosts = inet:${database.host}:${database.port}
dbname = ${database.name}
user = ${ROLE}
password = ${password.reveal()}
query = ${query}
`

const dovecotConf = (place: SqlPlace) => `${dovecotParts(place)}
passdb {
  driver = sql
  args = /etc/dovecot/keyward-sql.conf.ext
}
userdb {
  driver = sql
  args = /etc/dovecot/keyward-sql.conf.ext
}
dict {
  sieve = pgsql:/etc/dovecot/keyward-sieve.conf.ext
}
service dict {
  unix_listener dict {
    user = ${place.mailUser}
    mode = 0600
  }
}
`

const connection = ({ database, password }: SqlPlace) =>
  `connect = host=${database.host} port=${database.port} dbname=${database.name} user=${ROLE} password=${password.reveal()}`

const loginConf = (place: SqlPlace) => `# Written by: keyward mail config --sql
driver = pgsql
${connection(place)}
# An app password begins with its key, 8 characters: nothing else of a password is asked for.
password_query = SELECT address AS user, password FROM mail_logins_v1 WHERE address = '%Lu' \\
  AND (key_id = '%8w' OR key_id = '') AND protocols LIKE '%%,%s,%%' ORDER BY key_id DESC LIMIT 1
user_query = SELECT address AS user, storage, '*:bytes=' || quota_bytes AS quota_rule \\
  FROM mail_stores_v1 WHERE address = '%Lu'
`

const sieveConf = (place: SqlPlace) => `# Written by: keyward mail config --sql
${connection(place)}
map {
  pattern = priv/sieve/name/$script
  table = mail_sieve_v1
  username_field = address
  value_field = data_id
  fields {
    script = $script
  }
}
map {
  pattern = priv/sieve/data/$data_id
  table = mail_sieve_v1
  username_field = address
  value_field = body
  fields {
    data_id = $data_id
  }
}
`
