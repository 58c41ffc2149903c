import { CLIENT_HEADER, SPAM_HEADER } from '../../domain/delivery/filter-script.ts'
import { type ConfigFile, LOCAL_DAEMON, type MachinePlace, type MailPlace, MILTER_PORT } from './place.ts'

/** Postfix 3.7 (Debian 12): takes mail from other servers and from mailboxes, and hands what is for here to Dovecot. */
export function postfixFiles(place: MailPlace): readonly ConfigFile[] {
  return postfixConf(place, askingKeyward(place))
}

/** Whom Postfix asks. */
interface Asking {
  /** Tables of domains, mailboxes, aliases and senders. */
  readonly lookups: string
  /** A restriction that each recipient has to pass. */
  readonly recipientCheck: string
  /** What those have to pass who send from mailboxes. */
  readonly signingIn: string
  /** Through what each message goes; empty for nothing. */
  readonly filter: string
}

export function postfixConf(place: MachinePlace, asking: Asking): readonly ConfigFile[] {
  return [
    { name: 'postfix/main.cf', text: mainCf(place, asking), open: true },
    { name: 'postfix/master.cf', text: MASTER_CF, open: true },
  ]
}

const mainCf = (
  { host, certFile, keyFile }: MachinePlace,
  { lookups, recipientCheck, signingIn, filter }: Asking,
) => `# Written by: keyward mail config
compatibility_level = 3.6
myhostname = ${host}
mydestination = $myhostname, localhost
# What system users get stays in /var/mail.
alias_maps =
alias_database =
biff = no
recipient_delimiter = +
message_size_limit = 52428800
mailbox_size_limit = 0
# Dovecot does not take addresses beyond ASCII.
smtputf8_enable = no
disable_vrfy_command = yes
smtpd_helo_required = yes

${lookups}

# Mail for elsewhere is taken only from those who have signed in.
mynetworks =
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = reject_non_fqdn_recipient, reject_unlisted_recipient, ${recipientCheck}, check_policy_service unix:private/quota-status

smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_security_options = noanonymous
${signingIn}

smtpd_tls_chain_files = ${keyFile}, ${certFile}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_tls_loglevel = 1
smtp_tls_security_level = may
smtp_tls_CApath = /etc/ssl/certs
smtp_tls_loglevel = 1

# What only the spam filter may say of a message.
header_checks = regexp:{ { /^(${SPAM_HEADER}|${CLIENT_HEADER}):/ IGNORE } }
${filter}`

const FILTERED = `# rspamd looks for spam, and signs what mailboxes send. While it is away mail waits: sent without its signature it would be
# thrown away by receivers whom the domain has told to (DMARC), and what has come in is never looked at again.
smtpd_milters = inet:127.0.0.1:${MILTER_PORT}
milter_default_action = tempfail
`

const askingKeyward = ({ port, filterSecret }: MailPlace): Asking => ({
  lookups: `# Keyward knows domains, mailboxes and aliases. Each question is asked anew; while nobody answers, mail waits.
keyward = socketmap:inet:127.0.0.1:${port}
virtual_mailbox_domains = $keyward:domains
virtual_mailbox_maps = $keyward:mailboxes
virtual_alias_maps = $keyward:aliases
virtual_alias_domains =
virtual_transport = lmtp:unix:private/dovecot-lmtp
smtpd_sender_login_maps = $keyward:senders
smtpd_policy_service_default_action = 451 4.3.5 Try again later`,
  recipientCheck: `check_policy_service inet:127.0.0.1:${port}`,
  signingIn: `# Signing in: Dovecot compares, Keyward says with what. Not on port 25. Asked when somebody connects as well: while
# Keyward is away they are told to come back, not that their password is wrong.
submission_client_restrictions = check_policy_service inet:127.0.0.1:${port}
submission_sender_restrictions = check_policy_service inet:127.0.0.1:${port}, reject_sender_login_mismatch`,
  filter: filterSecret ? FILTERED : '',
})

/** A submission without TLS, or without signing in, is none. */
const SUBMISSION = `  -o smtpd_sasl_auth_enable=yes
  -o smtpd_delay_reject=no
  -o smtpd_client_restrictions=$submission_client_restrictions
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_sender_restrictions=$submission_sender_restrictions
  -o milter_macro_daemon_name=ORIGINATING`

const MASTER_CF = `# Written by: keyward mail config
# From other mail servers.
25         inet  n  -  n  -     -  smtpd
# From mailboxes: 587 with STARTTLS, 465 with TLS from the first byte.
587        inet  n  -  n  -     -  smtpd
  -o syslog_name=postfix/submission
  -o smtpd_tls_security_level=encrypt
${SUBMISSION}
465        inet  n  -  n  -     -  smtpd
  -o syslog_name=postfix/submissions
  -o smtpd_tls_wrappermode=yes
${SUBMISSION}
# From this machine: Dovecot's vacation answers, which rspamd signs, and Keyward's own mail
# (KEYWARD_SMTP_URL=smtp://127.0.0.1:10025). They do not wait for rspamd: Dovecot tries once.
127.0.0.1:10025 inet n - n -     -  smtpd
  -o syslog_name=postfix/local
  -o mynetworks=127.0.0.0/8
  -o milter_macro_daemon_name=${LOCAL_DAEMON}
  -o milter_default_action=accept
  -o smtpd_relay_restrictions=permit_mynetworks,reject
pickup     unix  n  -  n  60    1  pickup
cleanup    unix  n  -  n  -     0  cleanup
qmgr       unix  n  -  n  300   1  qmgr
tlsmgr     unix  -  -  n  1000? 1  tlsmgr
rewrite    unix  -  -  n  -     -  trivial-rewrite
bounce     unix  -  -  n  -     0  bounce
defer      unix  -  -  n  -     0  bounce
trace      unix  -  -  n  -     0  bounce
verify     unix  -  -  n  -     1  verify
flush      unix  n  -  n  1000? 0  flush
proxymap   unix  -  -  n  -     -  proxymap
proxywrite unix  -  -  n  -     1  proxymap
smtp       unix  -  -  n  -     -  smtp
relay      unix  -  -  n  -     -  smtp
  -o syslog_name=postfix/relay
showq      unix  n  -  n  -     -  showq
error      unix  -  -  n  -     -  error
retry      unix  -  -  n  -     -  error
discard    unix  -  -  n  -     -  discard
local      unix  -  n  n  -     -  local
virtual    unix  -  n  n  -     -  virtual
lmtp       unix  -  -  n  -     -  lmtp
anvil      unix  -  -  n  -     1  anvil
scache     unix  -  -  n  -     1  scache
postlog    unix-dgram n - n  -  1  postlogd
`
