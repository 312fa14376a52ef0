// What a family has outside our pages: its own calendar by an address, and messages on a telephone's screen, from the switch to the sentence.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { waitFor } from '../support/harness.mjs'
import { pushConfig, startPushService, telephone } from '../support/push.mjs'
import { assertClean, device, openWorld, TABLET, world } from './browser.mjs'

let service
before(async () => {
  service = await startPushService()
  await openWorld({ args: ['--config', pushConfig(service)] })
})
after(() => service?.stop())

test('a guardian makes an address for the calendar, sees whom it tells what, hands it on, and ends it again', async () => {
  const seen = await device({ login: 'parent001' })
  const { page } = seen
  await page.goto(`${world.url}/parent/calendar`)
  await page.getByRole('button', { name: 'アドレスを作る' }).click()
  await page.getByText('このアドレスを知っている人は').waitFor()
  const address = await page.locator('code').textContent()
  assert.match(await (await fetch(address)).text(), /^BEGIN:VCALENDAR/)
  const square = await page.getByRole('img', { name: 'カレンダーのアドレスの二次元コード' }).boundingBox()
  assert.ok(square.width > 200 && square.height > 200, 'the code can be scanned')
  assert.equal(await page.getByRole('link', { name: 'このスマートフォンのカレンダーに入れる' }).getAttribute('href'), address.replace('http:', 'webcal:'))
  await assertClean(seen, 'the calendar page')
  await page.getByRole('button', { name: 'やめる' }).press('Enter')
  await page.getByRole('button', { name: '戻る' }).press('Enter')
  await page.getByRole('button', { name: 'やめる', exact: true }).press('Enter')
  await page.locator('.button-danger').press('Enter')
  await page.getByText('アドレスは、もう使えません').waitFor()
  assert.equal((await fetch(address)).status, 404)
  await seen.context.close()
})

/** A browser without a push service of its own gets one: what it would have been told by it. */
const lendPushService = (context, told) => context.addInitScript(({ endpoint, p256dh, auth }) => {
  let subscribed = null
  const made = { endpoint, toJSON: () => ({ endpoint, keys: { p256dh, auth } }), unsubscribe: async () => { subscribed = null; return true } }
  PushManager.prototype.getSubscription = async () => subscribed
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.byteLength !== 65) throw new Error('not as a browser wants it')
    subscribed = made
    return made
  }
}, told)

test('switched on, a telephone is tried out: what arrives there becomes a sentence in the reader’s language, and nothing is kept', async () => {
  const phone = telephone(`${service.origin}/of-the-browser`)
  const seen = await device({ login: 'parent002', language: 'en', viewport: TABLET })
  const { page, context } = seen
  await context.grantPermissions(['notifications'], { origin: world.url })
  await lendPushService(context, phone.told)
  const control = await context.newCDPSession(page)
  const registrations = []
  control.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: all }) => registrations.push(...all))
  await page.goto(`${world.url}/parent/contacts`)
  await control.send('ServiceWorker.enable')
  await page.getByRole('switch', { name: 'Tell me on this device' }).click()
  await page.getByText('This device is told from now on').waitFor()
  await page.getByText('(this device)').waitFor()
  await assertClean(seen, 'the switch')
  await page.getByRole('button', { name: 'Send a test' }).click()
  const [got] = await service.arrived(1)
  const data = phone.read(got.body)
  assert.equal(JSON.parse(data).kind, 'test')
  const { registrationId } = await waitFor(() => registrations.find(({ scopeURL }) => scopeURL === `${world.url}/parent/`), 'the worker to be registered')
  const shown = async (text) => {
    await control.send('ServiceWorker.deliverPushMessage', { origin: world.url, registrationId, data: text })
    return page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/parent/')
      return (await registration.getNotifications()).map(({ title, body, lang, tag }) => ({ title, body, lang, tag }))
    })
  }
  const said = await waitFor(async () => { const all = await shown(data); return all.length > 0 && all }, 'the sentence')
  assert.deepEqual(said, [{ title: 'Tsubame', body: 'This is a test. It has arrived on this device', lang: 'en', tag: 'test' }])
  await waitFor(async () => (await shown('no JSON at all')).some(({ tag, body }) => tag === 'notice' && body === 'There is a notice for you'), 'a notice')
  assert.equal(await page.evaluate(async () => (await caches.keys()).length), 0)
  await page.getByRole('switch', { name: 'Stop telling me on this device' }).click()
  await page.getByText('Nothing is sent there any more').waitFor()
  await page.getByRole('switch', { name: 'Tell me on this device' }).waitFor()
  await context.close()
})

test('who has refused is told how to allow it; an iPhone is shown how to put the page on its home screen', async () => {
  const refused = await device({ login: 'parent003' })
  await refused.context.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }))
  await refused.page.goto(`${world.url}/parent/contacts`)
  await refused.page.getByText('この端末では、通知が止められています').waitFor()
  assert.equal(await refused.page.getByRole('switch').count(), 0)
  await refused.context.close()
  const apple = await device({ login: 'parent003' })
  await apple.context.addInitScript(() => {
    delete globalThis.PushManager
    Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)' })
  })
  await apple.page.goto(`${world.url}/parent/contacts`)
  await apple.page.getByText('「ホーム画面に追加」を押します').waitFor()
  assert.equal(await apple.page.locator('.push-steps li').count(), 3)
  await assertClean(apple, 'the guide')
  await apple.context.close()
})
