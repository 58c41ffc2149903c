import type { MailSetting } from '../../server/src/config/config.ts'

/** A mail server that nobody listens at. */
export const MAIL: MailSetting = {
  host: '127.0.0.1',
  port: 9,
  security: 'none',
  login: null,
  from: 'keyward@example.com',
}
