import type { Account, AccountSettings } from '../../domain/accounts/account.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { listAccounts } from '../../domain/accounts/list-accounts.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import type { Deps } from '../../domain/deps.ts'
import type { Command, CommandGroup, Context, Reply } from '../command.ts'
import { CommandError, UsageError } from '../errors.ts'
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
    return { json: wire(account), text: `${describe(account, deps)}\n\n${next}` }
  },
}

const list: Command = {
  name: 'list',
  summary: 'Show all accounts.',
  options: [],
  place: 'beside',
  run: async ({ open, actor }) => {
    const { deps } = await open()
    const accounts = await listAccounts(deps, actor)
    const rows = accounts.map((each) => [
      each.id,
      state(each.enabled),
      keys(each, deps),
      printable(each.name),
    ])
    const text = rows.length === 0 ? NO_ACCOUNTS : table(['ACCOUNT', 'STATE', 'KEYS', 'NAME'], rows)
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
    {
      flags: '--show-once <on|off>',
      summary: 'whether a key is shown only when it is made, and no copy of it is kept (off at first)',
    },
    {
      flags: '--require-mfa <on|off>',
      summary:
        'whether its users need a second factor; those without are signed out, and set one up (off at first)',
    },
    {
      flags: '--own-domains <on|off>',
      summary: 'whether its administrators add, change and delete e-mail domains (on at first)',
    },
    { flags: '--forget-copies', summary: 'with --show-once on: forget the copies of its keys, for good' },
  ],
  place: 'beside',
  run: async (context, input) => {
    const change = settingsIn(input)
    if (Object.keys(change).length === 0)
      throw new UsageError('Say what to change; --help shows what can be.')
    if (change.showOnce && !input.flag('forgetCopies')) await refuseToForget(context, input)
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

/** What cannot be undone is said first, with its size. @throws CommandError when there is a copy */
async function refuseToForget({ open }: Context, input: Input): Promise<void> {
  const { deps } = await open()
  const id = input.text('account')
  const copies = await deps.store.keys.countSealed(id)
  if (copies === 0) return
  const keys = copies === 1 ? 'One key of this account' : `${copies} keys of this account`
  throw new CommandError(
    `${keys} can be shown now. Showing keys once forgets these copies for good: the keys go on working, but nobody ` +
      'can see them again. Nothing was changed. To go on, add --forget-copies.',
  )
}

async function update(context: Context, input: Input, change: Partial<AccountSettings>): Promise<Reply> {
  const { deps } = await context.open()
  const account = await updateAccount(deps, context.actor, input.text('account'), change)
  return { json: wire(account), text: describe(account, deps) }
}

function settingsIn(input: Input): Partial<AccountSettings> {
  const name = input.optional('name')
  const resetKeepsTokens = input.switch('resetKeepsTokens')
  const apiReveal = input.switch('apiReveal')
  const stepUpMinutes = input.whole('stepUpMinutes')
  const showOnce = input.switch('showOnce')
  const secondFactorRequired = input.switch('requireMfa')
  const ownDomains = input.switch('ownDomains')
  return {
    ...(name !== null && { name }),
    ...(resetKeepsTokens !== undefined && { resetKeepsTokens }),
    ...(apiReveal !== undefined && { apiReveal }),
    ...(stepUpMinutes !== undefined && { stepUpMinutes }),
    ...(showOnce !== undefined && { showOnce }),
    ...(secondFactorRequired !== undefined && { secondFactorRequired }),
    ...(ownDomains !== undefined && { ownDomains }),
  }
}

function wire({ id, ...rest }: Account): object {
  return { accountId: id, ...rest }
}

function describe(account: Account, deps: Deps): string {
  return facts({
    Account: account.id,
    Name: printable(account.name),
    State: state(account.enabled),
    'Reset keeps tokens': onOff(account.resetKeepsTokens),
    'API reveal': onOff(account.apiReveal),
    'Step-up minutes': String(account.stepUpMinutes),
    Keys: keys(account, deps),
    'Second factor': account.secondFactorRequired ? 'required' : 'as users like',
    'Own domains': onOff(account.ownDomains),
  })
}

function state(enabled: boolean): string {
  return enabled ? 'enabled' : 'disabled'
}

function keys({ showOnce }: Account, deps: Deps): string {
  return showOnce || deps.showOnce ? 'shown once' : 'can be shown'
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off'
}
