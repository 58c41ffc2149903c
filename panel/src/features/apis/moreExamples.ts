import { literal, membersOf, PHP, RUBY, textOf } from './languages.ts'
import type { RequestTemplate } from './request.ts'

/** With what comes with Ruby. */
export function ruby({ method, url, headers, body, isForm }: RequestTemplate): string {
  const kind = `${method.charAt(0)}${method.slice(1).toLowerCase()}`
  const given = headers.length === 0 ? '' : `, ${literal(RUBY, membersOf(headers), 0)}`
  const value = body === undefined ? '' : literal(RUBY, body, 0)
  const sent = isForm ? `request.set_form_data(${value})\n` : `request.body = JSON.generate(${value})\n`
  return `require "json"
require "net/http"

uri = URI(${textOf(RUBY, url)})
request = Net::HTTP::${kind}.new(uri${given})
${body === undefined ? '' : sent}answer = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == "https") do |http|
  http.request(request)
end
puts "#{answer.code} #{answer.to_hash} #{answer.body}"`
}

/** With its curl extension. */
export function php({ method, url, headers, body, isForm }: RequestTemplate): string {
  const lines = headers.map(([name, value]) => `    ${textOf(PHP, [`${name}: `, ...value])},\n`)
  const value = body === undefined ? '' : literal(PHP, body, 1)
  const options = [
    method === 'HEAD' ? 'CURLOPT_NOBODY => true' : `CURLOPT_CUSTOMREQUEST => '${method}'`,
    'CURLOPT_RETURNTRANSFER => true',
    'CURLOPT_HEADER => true',
    ...(lines.length === 0 ? [] : [`CURLOPT_HTTPHEADER => [\n${lines.join('')}  ]`]),
    ...(body === undefined
      ? []
      : [`CURLOPT_POSTFIELDS => ${isForm ? 'http_build_query' : 'json_encode'}(${value})`]),
  ]
  return `<?php
$curl = curl_init(${textOf(PHP, url)});
curl_setopt_array($curl, [
${options.map((line) => `  ${line},\n`).join('')}]);
$answer = curl_exec($curl);
echo curl_getinfo($curl, CURLINFO_HTTP_CODE), "\\n", $answer;`
}
