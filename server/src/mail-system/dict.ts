import type { OwnerStores } from '../domain/delivery/filter-owner.ts'
import { filterScript } from '../domain/delivery/filter-script.ts'
import { mailboxLogin } from '../domain/delivery/mailbox-login.ts'
import { recipientOf } from '../domain/delivery/recipient.ts'
import type { SieveScript } from '../domain/delivery/sieve.ts'
import { soleMailbox } from '../domain/delivery/sole-mailbox.ts'
import { spamFolderLimits } from '../domain/delivery/spam-folder.ts'
import { vacationScript } from '../domain/delivery/vacation.ts'
import { MAIL_PROTOCOLS } from '../domain/mailboxes/app-password.ts'
import type { Stores } from '../domain/store.ts'
import { type Protocol, splitLines } from './converse.ts'
import { escaped, unescaped } from './dict-text.ts'
import { usageReports } from './usage-reports.ts'

type DictStores = Pick<Stores, 'delivery' | 'appPasswords' | 'mailSettings' | 'senderLists'> & OwnerStores

const BYTES_PER_MB = 1_048_576

/**
 * Dovecot's dictionaries, for one connection (src/lib-dict/dict-client.h, versions 2 and 3): passwords, mailboxes, Sieve
 * scripts, and what mailboxes hold. Who may connect sees hashes of passwords: the socket is for Dovecot's `dict` service
 * alone.
 * @param noteUsage writes down what a mailbox holds, in MB
 * @param onError hears why a question could not be answered; the asker is told that it failed for now
 */
export function dict(
  stores: DictStores,
  noteUsage: (address: string, usageMb: number) => Promise<void>,
  onError: (error: unknown) => void,
): Protocol {
  let dictionary = ''
  const usage = usageReports(noteUsage)
  const answerTo = async (line: string) => {
    const [key = '', user = ''] = line.slice(1).split('\t').map(unescaped)
    if (!line.startsWith('L')) return `FKeyward only looks up\n`
    const value = await looked(stores, dictionary, key, user)
    return value === null ? 'N\n' : `O${escaped(value)}\n`
  }
  return {
    split: splitLines,
    answer: async (line) => {
      if (line.startsWith('H')) {
        dictionary = line.split('\t')[4] ?? ''
        return null
      }
      try {
        return await (dictionary === 'quota' ? usage(line) : answerTo(line))
      } catch (error) {
        onError(error)
        return 'FKeyward cannot look it up now\n'
      }
    },
  }
}

/**
 * @param dictionary as the connection has named it: `auth`, or `sieve`, which programs that handle mail can reach as well
 * @param user whose it is: the name that the key was made with, or nothing is answered
 */
function looked(stores: DictStores, dictionary: string, key: string, user: string): Promise<string | null> {
  const [space = '', kind = '', name = '', ...more] = key.split('/')
  if (dictionary === 'sieve' && space === 'priv' && kind === 'sieve')
    return sieve(stores, user, name, more.join('/'))
  if (dictionary !== 'auth' || space !== 'shared') return NOTHING
  // A configuration written by a Keyward of before does not name the service.
  if (key === `shared/userdb/${user}` || key === `shared/userdb/${name}/${user}`)
    return userdb(stores, user, name)
  const [address = ''] = more
  const asked = `shared/passdb/${name}/${address}/${user}/`
  if (kind !== 'passdb' || !key.startsWith(asked)) return NOTHING
  return passdb(stores, name, user, key.slice(asked.length))
}

const NOTHING = Promise.resolve(null)

/**
 * A hash for Dovecot to compare with, never a word that it is right: no mistake of ours lets anybody in. Nothing is
 * the only refusal that counts everywhere: with Dovecot's `nologin` Postfix lets the mailbox send.
 */
async function passdb(
  stores: DictStores,
  service: string,
  address: string,
  typed: string,
): Promise<string | null> {
  const protocol = MAIL_PROTOCOLS.find((known) => known === service)
  if (!protocol) return null
  const found = await mailboxLogin(stores, { address, protocol, typed })
  if (!found) return null
  // `app` comes back with the report of how it ended.
  const app = found.appPasswordId === null ? {} : { app: found.appPasswordId }
  // From here on they are who the mailbox says: Postfix, too, compares senders with that name.
  return JSON.stringify({ user: found.address, password: found.passwordHash, ...app })
}

/**
 * Blocked ones too: their mail comes in. A tag is no part of the name of whom it is for. Asked whether there is room for
 * mail that is being sent, it is the mailbox that keeps it, whatever address it is sent to.
 */
async function userdb(stores: DictStores, user: string, service: string): Promise<string | null> {
  const { delivery } = stores
  const address = service === 'quota-status' ? await soleMailbox(delivery, user) : recipientOf(user)?.plain
  const holder = address ? await delivery.holder(address) : null
  if (!holder) return null
  const quota = `*:bytes=${holder.quotaMb * BYTES_PER_MB}`
  const { days, messages } = await spamFolderLimits(stores, holder)
  return JSON.stringify({
    ...{ user: holder.address, storage: holder.id, quota_rule: quota },
    ...(days !== null && { [`${SPAM_FOLDER}/autoexpunge`]: `${days}d` }),
    ...(messages !== null && { [`${SPAM_FOLDER}/autoexpunge_max_mails`]: String(messages) }),
  })
}

/** Over what the configuration says of that folder. */
const SPAM_FOLDER = 'namespace/inbox/mailbox/Spam'

type ScriptOf = (stores: DictStores, user: string) => Promise<SieveScript | null>
const SCRIPTS: ReadonlyMap<string, ScriptOf> = new Map<string, ScriptOf>([
  ['filter', filterScript],
  ['vacation', ({ delivery }, user) => vacationScript(delivery, user)],
])

async function sieve(stores: DictStores, user: string, what: string, name: string): Promise<string | null> {
  if (what === 'name') return (await SCRIPTS.get(name)?.(stores, user))?.id ?? null
  if (what !== 'data') return null
  for (const scriptOf of SCRIPTS.values()) {
    const script = await scriptOf(stores, user)
    if (script?.id === name) return script.text
  }
  return null
}
