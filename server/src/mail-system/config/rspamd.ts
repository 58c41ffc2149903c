import { CLIENT_HEADER, SPAM_HEADER } from '../../domain/delivery/filter-script.ts'
import { FILTER_PATH } from '../filter-questions.ts'
import { type ConfigFile, LOCAL_DAEMON, type MailPlace, MILTER_PORT } from './place.ts'

/** rspamd 3.4 (Debian 12), over its own configuration: looks for spam, and signs what mailboxes send. */
export function rspamdFiles({ port, filterSecret }: MailPlace): readonly ConfigFile[] {
  if (!filterSecret) return []
  const open = Object.entries(SETTINGS).map(([name, text]) => ({
    name: `rspamd/local.d/${name}`,
    text: `# Written by: keyward mail config\n${text}`,
    open: true,
  }))
  const lua = luaRules(`http://127.0.0.1:${port}${FILTER_PATH}`, filterSecret.reveal())
  // Holds the secret.
  return [...open, { name: 'rspamd/local.d/rspamd.lua', text: lua, open: false }]
}

const SETTINGS: Readonly<Record<string, string>> = {
  'worker-proxy.inc': `bind_socket = "127.0.0.1:${MILTER_PORT}";
# One long message does not hold up the others.
count = 4;
upstream "local" {
  self_scan = yes;
}
spam_header = "${SPAM_HEADER}";
`,
  'worker-normal.inc': `# The one above does it all.
enabled = false;
`,
  'actions.conf': `# Whoever gets it decides what becomes of spam: nothing is refused, and nobody is told to come back later.
reject = null;
greylist = null;
rewrite_subject = null;
add_header = 6;
`,
  'options.inc': `# Longer than Keyward is waited for: a message that is cut off here would pass unasked.
task_timeout = 30s;
`,
  'dmarc.conf': `# What a domain says to do with mail that only says to be of it: it is spam, and whoever gets it decides.
actions = {
  quarantine = "add header";
  reject = "add header";
}
`,
  'greylist.conf': 'enabled = false;\n',
  'dkim_signing.conf': '# Keyward has the keys: rspamd.lua.\nenabled = false;\n',
}

const luaRules = (url: string, secret: string) => `-- Written by: keyward mail config
local rspamd_http = require "rspamd_http"
local rspamd_logger = require "rspamd_logger"
local rspamd_util = require "rspamd_util"
local ucl = require "ucl"

-- Postfix says so of what programs of this machine send, among them Dovecot for those who are away.
local function is_local(task)
  return tostring(task:get_request_header('MTA-Name') or '') == '${LOCAL_DAEMON}'
end

local function addresses(list)
  local found = {}
  for _, one in ipairs(list or {}) do
    found[#found + 1] = one.addr
  end
  return #found > 0 and found or nil
end

-- A message can have several, and programs show any of them; one that cannot be read goes as it is.
local function shown(task)
  local found = {}
  for _, header in ipairs(task:get_header_full('From') or {}) do
    local count = #found
    for _, one in ipairs(rspamd_util.parse_mail_address(header.value, task:get_mempool()) or {}) do
      if one.addr and one.addr:find('@', 1, true) then
        found[#found + 1] = one.addr
      end
    end
    if #found == count then
      found[#found + 1] = header.value
    end
  end
  return #found > 0 and found or nil
end

local function parsed(err, code, body)
  if err or code ~= 200 then
    return nil
  end
  local parser = ucl.parser()
  return parser:parse_string(tostring(body)) and parser:get_object() or nil
end

-- Asks Keyward about each message: whether spam is looked for, and what it is signed with.
rspamd_config:register_symbol({
  name = 'KEYWARD_ASK',
  type = 'prefilter',
  priority = 10,
  callback = function(task)
    local function answered(err, code, body)
      local answer = parsed(err, code, body)
      if not answer then
        rspamd_logger.errx(task, 'Keyward did not answer: %s', err or code)
        -- What is sent from here cannot wait: Dovecot tries it once.
        task:set_pre_result(is_local(task) and 'no action' or 'soft reject', '4.3.0 Try again later', 'keyward')
        return
      end
      if type(answer.refuse) == 'string' then
        task:set_pre_result('reject', answer.refuse, 'keyward')
        return
      end
      local sign = answer.sign
      if type(sign) == 'table' and not rspamd_plugins.dkim.sign(task, {
        domain = sign.domain, selector = sign.selector, rawkey = sign.privateKeyPem,
      }) then
        rspamd_logger.errx(task, 'cannot sign for %s', sign.domain)
        task:set_pre_result('soft reject', '4.3.0 Try again later', 'keyward')
      elseif not answer.scan then
        task:set_pre_result('no action', 'nobody has spam looked for', 'keyward')
      end
    end
    rspamd_http.request({
      task = task,
      url = '${url}',
      method = 'post',
      mime_type = 'application/json',
      headers = { Authorization = 'Bearer ${secret}' },
      body = ucl.to_format({
        login = task:get_user() or '',
        sender = (addresses(task:get_from('smtp')) or {})[1] or '',
        from = shown(task),
        recipients = addresses(task:get_recipients('smtp')),
        ['local'] = is_local(task),
      }, 'json-compact'),
      timeout = 20,
      callback = answered,
    })
  end,
})

-- For the lists of networks: Dovecot asks Keyward what each mailbox does with mail from there, and with spam.
rspamd_config:register_symbol({
  name = 'KEYWARD_CLIENT',
  type = 'idempotent',
  flags = 'ignore_passthrough',
  callback = function(task)
    local client = task:get_from_ip()
    -- Where those who have signed in are is nobody's business.
    if client and client:is_valid() and not task:get_user() and not is_local(task) then
      task:set_milter_reply({ add_headers = { ['${CLIENT_HEADER}'] = tostring(client) } })
    end
  end,
})

-- The test of spam filters, GTUBE. A short text with it is refused by rspamd 3.4 itself, before anybody is asked.
config['regexp']['KEYWARD_GTUBE'] = {
  re = '/XJS\\\\*C4JDBQADN1\\\\.NSBN3\\\\*2IDNEN\\\\*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL\\\\*C\\\\.34X/{body}',
  score = 100,
}
`
