import { join } from 'node:path'
import { DICT_SOCKET, DOVEADM_SOCKET } from '../sockets.ts'
import type { ConfigFile, MachinePlace, MailPlace } from './place.ts'

/** Dovecot 2.3 (Debian 12): keeps mail and shows it, and compares passwords for Postfix as well. */
export function dovecotFiles(place: MailPlace): readonly ConfigFile[] {
  return [
    // Holds the secret.
    { name: 'dovecot/dovecot.conf', text: dovecotConf(place), open: false },
    { name: 'dovecot/keyward-auth.conf.ext', text: authConf(place), open: true },
  ]
}

const dovecotConf = (place: MailPlace) => `${dovecotParts(place)}
${askingKeyward(place)}
${between(place)}`

/** All but who is asked for passwords, mailboxes and scripts. */
export const dovecotParts = (place: MachinePlace) => `# Written by: keyward mail config
# Each package that is installed (dovecot-imapd, dovecot-lmtpd, dovecot-pop3d) adds its protocol.
!include_try /usr/share/dovecot/protocols.d/*.protocol
listen = *, ::
${storage(place)}
auth_mechanisms = plain login
auth_username_format = %Lu
# Domains may be typed in any script; Keyward knows them by their spelling in DNS.
auth_username_chars =
auth_cache_size = 0
${LISTENERS}
${PLUGINS}`

const storage = ({ mailDir, mailUser, certFile, keyFile }: MachinePlace) => `
ssl = required
ssl_cert = <${certFile}
ssl_key = <${keyFile}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes

# Stored by the number of the mailbox: renamed it keeps its mail, and made again under an old name it has none.
mail_home = ${mailDir}/%{userdb:storage}
mail_location = maildir:~/Maildir
mail_uid = ${mailUser}
mail_gid = ${mailUser}
first_valid_uid = 1
mail_plugins = quota quota_clone
recipient_delimiter = +
namespace inbox {
  inbox = yes
  mailbox Drafts {
    auto = subscribe
    special_use = \\Drafts
  }
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Spam {
    auto = subscribe
    special_use = \\Junk
  }
  mailbox Trash {
    auto = subscribe
    special_use = \\Trash
  }
}`

const askingKeyward = ({ port, secret }: MailPlace) => `
# Keyward answers with the hash to compare with, anew each time; no answer, no way in.
passdb {
  driver = dict
  args = /etc/dovecot/keyward-auth.conf.ext
}
userdb {
  driver = dict
  args = /etc/dovecot/keyward-auth.conf.ext
}
# Keyward counts failed attempts, and learns when mail was read last.
auth_policy_server_url = http://127.0.0.1:${port}/auth-policy
auth_policy_server_api_header = Authorization: Bearer ${secret.reveal()}
auth_policy_hash_nonce = keyward
auth_policy_check_after_auth = no
auth_policy_request_attributes = login=%{requested_username} remote=%{rip} protocol=%s app=%{passdb:app}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
# How Keyward ends the open sessions of a mailbox.
doveadm_api_key = ${secret.reveal()}`

/** What is between Keyward and Dovecot besides. */
const between = ({ sockets, user, group, mailUser }: MailPlace) => `
service auth {
  extra_groups = ${group}
}
service dict {
  extra_groups = ${group}
  unix_listener dict {
    user = ${mailUser}
    mode = 0600
  }
}
service doveadm {
  unix_listener ${join(sockets, DOVEADM_SOCKET)} {
    user = ${user}
    mode = 0600
  }
}
dict {
  sieve = proxy:${join(sockets, DICT_SOCKET)}:sieve
  quota = proxy:${join(sockets, DICT_SOCKET)}:quota
}
plugin {
  # Tells Keyward what a mailbox holds, whenever that has changed.
  quota_clone_dict = proxy::quota
}
`

const LISTENERS = `
service auth {
  unix_listener /var/spool/postfix/private/auth {
    user = postfix
    group = postfix
    mode = 0660
  }
}
service lmtp {
  unix_listener /var/spool/postfix/private/dovecot-lmtp {
    user = postfix
    group = postfix
    mode = 0600
  }
}
service quota-status {
  executable = quota-status -p postfix
  client_limit = 1
  unix_listener /var/spool/postfix/private/quota-status {
    user = postfix
    mode = 0600
  }
}
service imap-login {
  inet_listener imap {
    port = 143
  }
  inet_listener imaps {
    port = 993
    ssl = yes
  }
}
service pop3-login {
  inet_listener pop3 {
    port = 110
  }
  inet_listener pop3s {
    port = 995
    ssl = yes
  }
}`

const PLUGINS = `
protocol imap {
  mail_plugins = $mail_plugins imap_quota
}
protocol lmtp {
  mail_plugins = $mail_plugins sieve
}
submission_host = 127.0.0.1:10025
plugin {
  quota = count:User quota
  quota_vsizes = yes
  quota_grace = 0
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "452 4.2.2 Mailbox is full"
  # What becomes of spam; then, for mail that is none or is kept, what answers while somebody is away.
  sieve_before = dict:proxy::sieve;name=filter;bindir=~/.sievebin
  sieve_before2 = dict:proxy::sieve;name=vacation;bindir=~/.sievebin
  sieve_extensions = +editheader
}`

const authConf = ({ sockets }: MailPlace) => `# Written by: keyward mail config
uri = proxy:${join(sockets, DICT_SOCKET)}:auth
# Service, client address, who, and the beginning of what was typed: an app password begins with its number.
key passdb {
  key = passdb/%s/%r/%Lu/%8w
  format = json
}
key userdb {
  key = userdb/%s/%Lu
  format = json
}
passdb_objects = passdb
userdb_objects = userdb
iterate_disable = yes
`
