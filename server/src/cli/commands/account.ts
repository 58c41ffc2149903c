import type { Account, AccountSettings } from '../../domain/accounts/account.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { listAccounts } from '../../domain/accounts/list-accounts.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import type { Command, CommandGroup, Context, Reply } from '../command.ts'
import { UsageError } from '../errors.ts'
import type { Input } from '../input.ts'
import { facts, printable, table } from '../table.ts'

const ACCOUNT = { flags: '--account <number>', summary: 'account number', required: true }

const create: Command = {
  name: 'create',
  summary: 'Make an account for a customer.',
  begins: true,
  options: [{ flags: '--name <name>', summary: 'what people call the account', required: true }],
  place: 'beside',
  run: async ({ open, actor }, input) => {
    const { deps } = await open()
    const account = await addAccount(deps, actor, { name: input.text('name') })
    const next = `Next: keyward user create --account ${account.id} --username NAME`
    return { json: wire(account), text: `${describe(account)}\n\n${next}` }
  },
}

const list: Command = {
  name: 'list',
  summary: 'Show all accounts.',
  options: [],
  place: 'beside',
  run: async ({ open, actor }) => {
    const accounts = await listAccounts((await open()).deps, actor)
    const rows = accounts.map(({ id, name, enabled }) => [id, state(enabled), printable(name)])
    const text = rows.length === 0 ? NO_ACCOUNTS : table(['ACCOUNT', 'STATE', 'NAME'], rows)
    return { json: accounts.map(({ id, name }) => ({ accountId: id, name })), text }
  },
}

const NO_ACCOUNTS = 'There are no accounts yet.\n\nNext: keyward account create --name NAME'

const set: Command = {
  name: 'set',
  summary: 'Change the settings of an account.',
  options: [
    ACCOUNT,
    { flags: '--name <name>', summary: 'what people call the account' },
    {
      flags: '--reset-keeps-tokens <on|off>',
      summary: 'whether tokens got with a key go on after the key was reset (off at first)',
    },
    {
      flags: '--api-reveal <on|off>',
      summary: 'whether programs may read and reset their own key through the v2.0 API (on at first)',
    },
    {
      flags: '--step-up-minutes <0-60>',
      summary: 'how long the panel goes on without asking for the password again (5 at first)',
    },
  ],
  place: 'beside',
  run: (context, input) => {
    const change = settingsIn(input)
    if (Object.keys(change).length === 0)
      throw new UsageError('Say what to change; --help shows what can be.')
    return update(context, input, change)
  },
}

const disable: Command = {
  name: 'disable',
  summary: 'Suspend an account: its users, keys, tokens and sessions are refused at once.',
  options: [ACCOUNT],
  place: 'beside',
  run: (context, input) => update(context, input, { enabled: false }),
}

const enable: Command = {
  name: 'enable',
  summary: 'Let a suspended account back in.',
  options: [ACCOUNT],
  place: 'beside',
  run: (context, input) => update(context, input, { enabled: true }),
}

export const account: CommandGroup = {
  name: 'account',
  summary: 'Accounts: the customers of the installation.',
  commands: [create, list, set, disable, enable],
}

async function update(context: Context, input: Input, change: Partial<AccountSettings>): Promise<Reply> {
  const { deps } = await context.open()
  const account = await updateAccount(deps, context.actor, input.text('account'), change)
  return { json: wire(account), text: describe(account) }
}

function settingsIn(input: Input): Partial<AccountSettings> {
  const name = input.optional('name')
  const resetKeepsTokens = input.switch('resetKeepsTokens')
  const apiReveal = input.switch('apiReveal')
  const stepUpMinutes = input.whole('stepUpMinutes')
  return {
    ...(name !== null && { name }),
    ...(resetKeepsTokens !== undefined && { resetKeepsTokens }),
    ...(apiReveal !== undefined && { apiReveal }),
    ...(stepUpMinutes !== undefined && { stepUpMinutes }),
  }
}

function wire({ id, ...rest }: Account): object {
  return { accountId: id, ...rest }
}

function describe(account: Account): string {
  return facts({
    Account: account.id,
    Name: printable(account.name),
    State: state(account.enabled),
    'Reset keeps tokens': onOff(account.resetKeepsTokens),
    'API reveal': onOff(account.apiReveal),
    'Step-up minutes': String(account.stepUpMinutes),
  })
}

function state(enabled: boolean): string {
  return enabled ? 'enabled' : 'disabled'
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off'
}
