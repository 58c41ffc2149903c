import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertDone, assertFault, withMailDomain } from '../../../../tests/support/email.ts'

const app = await openTestApp()
after(() => app.close())

async function withNotice() {
  const made = await withMailDomain(app)
  const path = `${made.P}/rs/storageNotification`
  const put = (fields: Record<string, string>) => made.client.form('PUT', path, fields)
  return { ...made, path, put, shown: async () => (await made.client.get(path)).json() }
}

describe('what the owners of full mailboxes are told', () => {
  test('is nothing at first, is set, and goes on as it was where a field is not sent', async () => {
    const { put, shown } = await withNotice()
    const off = { enabled: false, notificationCC: '', notificationMessage: '', notificationPercentage: 90 }
    assert.deepEqual(await shown(), off)
    const text = '<*USER*>@<*DOMAIN*> is nearly full: ümlaut'
    assertDone(
      await put({
        enabled: 'True',
        notificationPercentage: '80',
        notificationMessage: text,
        notificationCC: 'Boss@x.example',
      }),
    )
    const on = {
      enabled: true,
      notificationCC: 'boss@x.example',
      notificationMessage: text,
      notificationPercentage: 80,
    }
    assert.deepEqual(await shown(), on)
    assertDone(await put({ enabled: 'false' }))
    assert.deepEqual(await shown(), { ...on, enabled: false })
    assertDone(await put({ enabled: 'false', notificationCC: '', notificationMessage: '' }))
    assert.deepEqual(await shown(), { ...off, notificationPercentage: 80 })
  })

  test('needs whether, and with it at how much', async () => {
    const { put } = await withNotice()
    assertFault(
      await put({ notificationPercentage: '80' }),
      400,
      'badRequestFault',
      'Missing required field: enabled',
    )
    assertFault(
      await put({ enabled: 'true' }),
      400,
      'badRequestFault',
      'Missing required field: notificationPercentage',
    )
  })

  test('knows six percentages, one address and 4096 characters', async () => {
    const { put, shown } = await withNotice()
    const before = await shown()
    for (const notificationPercentage of ['0', '51', '100'])
      assertFault(
        await put({ enabled: 'true', notificationPercentage }),
        400,
        'validationFault',
        /50, 60, 70, 80, 90, 99/,
      )
    for (const notificationCC of ['boss', 'a@x.example,b@x.example'])
      assertFault(await put({ enabled: 'false', notificationCC }), 400, 'validationFault')
    assertFault(
      await put({ enabled: 'false', notificationMessage: 'x'.repeat(4_097) }),
      400,
      'validationFault',
    )
    assert.deepEqual(await shown(), before)
    for (const notificationPercentage of ['50', '60', '70', '80', '90', '99'])
      assertDone(await put({ enabled: '1', notificationPercentage }))
  })

  test('is told not to be sent, to whoever switches it on where no mail is set up', async () => {
    const { put } = await withNotice()
    const switchOn = async () =>
      (await put({ enabled: 'true', notificationPercentage: '80' })).headers['x-warning']
    assert.match(String(await switchOn()), /sends no mail/)
    assert.equal((await put({ enabled: 'false' })).headers['x-warning'], undefined)
    Object.assign(app.deps, { sendsMail: true })
    assert.equal(await switchOn(), undefined)
    Object.assign(app.deps, { sendsMail: false })
  })

  test('comes in XML by the name of the vendor', async () => {
    const { client, path } = await withNotice()
    const { body } = await client.send('GET', path, { headers: { accept: 'text/xml' } })
    assert.match(body, /<rsStorageNotification .*<enabled>false<\/enabled>.*<\/rsStorageNotification>$/)
  })
})
