import { publicUrlFor } from '../../config/load.ts'
import { MailFault } from '../../domain/mail/outgoing.ts'
import { checkEmail } from '../../domain/users/email.ts'
import { mailServer } from '../../mail/smtp.ts'
import type { Command, CommandGroup } from '../command.ts'
import { mailFaultText } from '../doctor/mail.ts'
import { CommandError } from '../errors.ts'
import { printable } from '../table.ts'

const test: Command = {
  name: 'test',
  summary: 'Send a mail to see that sending works.',
  more: 'The server need not run. Nothing is tried again: what is wrong is said at once.',
  argument: { name: 'address', summary: 'who gets it', required: true },
  options: [],
  place: 'itself',
  run: async ({ config }, { argument }) => {
    const { mail, port } = config()
    if (!mail) throw new CommandError('No mail server is set: KEYWARD_SMTP_URL names it.')
    const to = checkEmail(argument ?? '')
    const server = mailServer(mail, () => publicUrlFor(config(), port))
    await server.postTest(to).catch((error: unknown) => {
      throw error instanceof MailFault ? new CommandError(mailFaultText(mail, error)) : error
    })
    return {
      json: { sent: true, host: mail.host, port: mail.port, from: mail.from, to },
      text: `${mail.host} took a mail from ${mail.from} to ${printable(to)}. Look there.`,
    }
  },
}

export const mail: CommandGroup = {
  name: 'mail',
  summary: 'Outgoing mail.',
  commands: [test],
}
