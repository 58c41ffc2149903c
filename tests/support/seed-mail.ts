import { DatabaseSync } from 'node:sqlite'

interface MailSeed {
  readonly accountId: string
  readonly domain: string
  readonly mailboxes: number
}

const seededName = (at: number) => `box${String(at).padStart(6, '0')}`

/**
 * A domain with mailboxes, written into the file of a store that was opened once and is closed. Each of them has used
 * something else, every tenth was never signed in to, every hundredth is blocked.
 */
export function seedMail(path: string, { accountId, domain, mailboxes }: MailSeed): void {
  const database = new DatabaseSync(path)
  database.exec('pragma synchronous = off; begin')
  const domainId = domain.padEnd(32, '0').replace(/[^0-9a-f]/g, 'd')
  database
    .prepare(
      `insert into mail_domains (id, account_id, name, base_mailbox_mb, extra_storage_mb, product, created_at_ms)
      values (?, ?, ?, 25600, 0, 'rse-basic', 1)`,
    )
    .run(domainId, accountId, domain)
  const address = database.prepare(
    "insert into mail_addresses (address, account_id, domain_id, kind, target_id) values (?, ?, ?, 'mailbox', ?)",
  )
  const mailbox = database.prepare(
    `insert into mailboxes (id, account_id, domain_id, name, address, password_hash, quota_mb, usage_mb, enabled,
      display_name, custom_id, vacation_enabled, vacation_message, keep_forwarded, in_directory, in_gal, contact,
      created_at_ms, last_login_at_ms)
      values (?, ?, ?, ?, ?, '{ARGON2ID}x', 25600, ?, ?, ?, '', 0, '', 0, 1, 0, '{}', ?, ?)`,
  )
  for (let at = 0; at < mailboxes; at++) {
    const [id, name] = [`e${at.toString(16).padStart(31, '0')}`, seededName(at)]
    const whole = `${name}@${domain}`
    const used = (at * 7919) % 25_600
    address.run(whole, accountId, domainId, id)
    const [enabled, lastLogin] = [at % 100 === 0 ? 0 : 1, at % 10 === 0 ? null : at + 1]
    mailbox.run(id, accountId, domainId, name, whole, used, enabled, `Person ${at}`, at + 1, lastLogin)
  }
  database.exec('commit')
  database.close()
}
