import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { snippetsFor } from '../../panel/src/lib/snippetsFor.ts'
import { PYTHON, RUBY } from '../support/programs.ts'

const ORIGIN = 'https://keys.example'
const BODY = { name: "O'Hara", on: true, off: null, list: ['a'], password: '$NEW_PASSWORD' }
const codeOf = (label: string) =>
  snippetsFor(ORIGIN, { method: 'POST', path: '/x', body: BODY, sdk: 'x()' }).find(
    (one) => one.label === label,
  )?.code ?? ''

const environment = { ...process.env, NEW_PASSWORD: 'p"q', KEYWARD_KEY: 'k' }
const sent = { ...BODY, password: 'p"q' }

test('Python sends the very body, with the password out of its environment', () => {
  const fake = `import sys, types, json
requests = types.ModuleType("requests")
class Answer:
    status_code, text = 0, ""
def request(method, url, **given):
    print(json.dumps(given["json"]))
    sys.exit()
requests.request = request
sys.modules["requests"] = requests
`
  const text = execFileSync(PYTHON, ['-c', fake + codeOf('Python')], { env: environment }).toString()
  assert.deepEqual(JSON.parse(text), sent)
})

test('Ruby sends the very body, with the password out of its environment', () => {
  const fake = `require "net/http"
class Net::HTTP
  def self.start(*) = yield(new("x"))
  def request(sent)
    puts sent.method, sent["authorization"], sent.body
    exit
  end
end
`
  const text = execFileSync(RUBY, ['-e', fake + codeOf('Ruby')], { env: environment }).toString()
  const [method, proof, body = ''] = text.split('\n')
  assert.deepEqual([method, proof, JSON.parse(body)], ['POST', 'Bearer k', sent])
})

test('PHP sends the very body, with the password out of its environment', () => {
  const fake = `<?php namespace fake;
const CURLOPT_CUSTOMREQUEST = 1, CURLOPT_RETURNTRANSFER = 2, CURLOPT_HTTPHEADER = 3, CURLOPT_POSTFIELDS = 4;
function curl_init($url) { return $url; }
function curl_setopt_array($curl, $given) { echo $given[1], "\n", $given[3][0], "\n", $given[4], "\n"; exit; }
`
  const code = fake + codeOf('PHP').replace('<?php', '')
  const text = execFileSync('php', ['-r', code.replace('<?php', '')], { env: environment }).toString()
  const [method, proof, body = ''] = text.split('\n')
  assert.deepEqual([method, proof, JSON.parse(body)], ['POST', 'Authorization: Bearer k', sent])
})
