// What others do shows on an open page without a reload; and still does when the stream is refused.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { signIn } from '../support/harness.mjs'
import { assertClean, cancel, device, familyFor, freePlaces, openWorld, showPlace, TABLET, world } from './browser.mjs'

before(openWorld)

const nearPlace = async () => (await freePlaces()).find(({ mark }) => mark !== 'full')
const cell = (page, place) => page.locator(`a[href^="/parent/reserve?room=${place.room.id}&day=${place.day}"]`)
const reloads = (page) => page.evaluate(() => performance.getEntriesByType('navigation').length)

async function changes(page, place, act) {
  const before = await cell(page, place).textContent()
  await act()
  await page.waitForFunction(([href, text]) => document.querySelector(`a[href^="${href}"]`)?.textContent !== text,
    [`/parent/reserve?room=${place.room.id}&day=${place.day}`, before])
}

test('a place that goes, and comes back, is seen on an open board', async () => {
  const place = await nearPlace()
  const { page, context } = await device({ viewport: TABLET })
  await page.goto(`${world.url}/`)
  await showPlace(page, place)
  await page.getByText('自動で更新中').waitFor()
  let family
  await changes(page, place, async () => { family = await familyFor(place, 20) })
  await changes(page, place, () => cancel(family))
  assert.equal(await reloads(page), 1)
  await context.close()
})

test('a refused stream: the board asks every 15 seconds with its ETag', async () => {
  const place = await nearPlace()
  const { page, context } = await device({ viewport: TABLET })
  await page.clock.install()
  await page.route('**/api/v1/live**', (route) => route.fulfill({ status: 503, headers: { 'retry-after': '30' }, body: '' }))
  const tags = []
  page.on('request', (asked) => { if (asked.url().includes('/vacancies')) tags.push(asked.headers()['if-none-match']) })
  await page.goto(`${world.url}/`)
  await showPlace(page, place)
  const family = await familyFor(place, 30)
  const before = await cell(page, place).textContent()
  await page.clock.runFor(16_000)
  await page.waitForFunction(([href, text]) => document.querySelector(`a[href^="${href}"]`)?.textContent !== text,
    [`/parent/reserve?room=${place.room.id}&day=${place.day}`, before])
  assert.ok(tags.slice(1).every(Boolean), 'asked again without the ETag')
  await cancel(family)
  await context.close()
})

test('who is there is asked while the scripts are still on their way, and once', async () => {
  const { page, context } = await device({ login: 'parent001' })
  let asked = 0
  let heard
  const me = new Promise((resolve) => { heard = resolve })
  page.on('request', (request) => {
    if (new URL(request.url()).pathname !== '/api/v1/me') return
    asked++
    heard()
  })
  await page.route('**/assets/parent-*.js', async (route) => { await me; await route.continue() })
  await page.goto(`${world.url}/parent/`)
  await page.waitForSelector('.child-head')
  assert.equal(asked, 1)
  await context.close()
})

test('a board that was there stays there when it turns out, late, that nobody is signed in', async () => {
  const { page, context } = await device()
  let answer
  const late = new Promise((resolve) => { answer = resolve })
  await page.route('**/api/v1/me', async (route) => { await late; await route.continue() })
  await page.route('**/api/v1/live**', (route) => route.fulfill({ status: 503, body: '' }))
  await page.goto(`${world.url}/`)
  await page.waitForSelector('.day-buttons')
  const told = page.waitForResponse('**/api/v1/me')
  answer()
  await told
  await page.getByRole('link', { name: 'ログイン' }).waitFor()
  const asked = page.waitForRequest('**/api/v1/vacancies**')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  assert.ok((await asked).headers()['if-none-match'], 'the board was forgotten: asked again without its ETag')
  assert.equal(await page.locator('.day-buttons').count(), 1)
  await context.close()
})

test('the nursery’s board moves when somebody else corrects, and a correction takes two taps', async () => {
  const other = await device({ login: 'teacher-n01', viewport: TABLET })
  const own = await device({ login: 'teacher-n01', viewport: TABLET })
  for (const { page } of [own, other]) {
    await page.goto(`${world.url}/staff/nurseries/n01`)
    await page.waitForSelector('[data-live=live]')
  }
  const today = await own.page.locator('.attendance [data-child]').first().getAttribute('data-child')
  const row = `[data-child="${today}"]`
  const before = await other.page.locator(row).textContent()
  await own.page.click(`${row} .row-button`)
  await own.page.click('dialog[open] .press-first')
  await own.page.waitForSelector('dialog', { state: 'detached' })
  await own.page.waitForSelector('.notice-success')
  await other.page.waitForFunction(([selector, text]) => document.querySelector(selector)?.textContent !== text, [row, before])
  assert.equal(await other.page.locator(`${row} .flag`).count() > 0, true, 'the correction is said in words')
  await own.page.click(`${row} .row-button`)
  await own.page.locator('dialog[open] .taps tbody tr').first().waitFor()
  // R-ATT-11: it was the wrong child. Row, then "take out": two taps, and everybody's board is as it was.
  const state = await other.page.locator(row).getAttribute('data-state')
  await own.page.locator('dialog[open] .taps tbody tr').last().locator('button').click()
  await own.page.waitForSelector('dialog', { state: 'detached' })
  await other.page.waitForFunction(([selector, was]) => document.querySelector(selector)?.dataset.state !== was, [row, state])
  assert.doesNotMatch(await other.page.locator(row).textContent(), /\d\d:\d\d.*\d\d:\d\d.*\d\d:\d\d/, 'no time of an arrival is left beside the planned ones')
  await Promise.all([own.context.close(), other.context.close()])
})

test('the room’s staff see a new reservation of their day', async () => {
  const place = (await freePlaces(14)).find(({ room, mark }) => room.id === 's01' && mark !== 'full')
  const { page, context } = await device({ login: 'sickroom-s01', viewport: TABLET })
  await page.goto(`${world.url}/staff/sick-rooms/s01?day=${place.day}`)
  await page.waitForSelector('.room-head')
  const family = await familyFor(place, 1)
  await page.locator('.row-card', { hasText: family.child.name }).filter({ hasText: '予約確定' }).first().waitFor()
  await cancel(family)
  await context.close()
})

test('a family that reports an absence sees it, and can withdraw it', async () => {
  const who = await signIn(world.url, 'parent001')
  const { body: me } = await who.get('/me')
  const { page, context, wrong } = await device({ login: 'parent001' })
  await page.goto(`${world.url}/parent/absence`)
  await page.waitForSelector('#kind')
  if (me.children.length > 1) await page.getByRole('radio', { name: me.children[0].name }).check()
  await page.check('#kind')
  await page.check('#when-tomorrow')
  await page.fill('#reason', '熱があります')
  await page.click('button[type=submit]')
  await page.waitForSelector('.notice-success')
  const report = page.locator('li.card', { hasText: '熱があります' })
  await report.locator('button').click()
  await report.waitFor({ state: 'detached' })
  assert.deepEqual(wrong, [])
  await context.close()
})

test('the language is switched on the page, kept, and told to screen readers', async () => {
  const { page, context } = await device()
  await page.goto(`${world.url}/`)
  await page.waitForSelector('.day-buttons')
  assert.equal(await page.getAttribute('html', 'lang'), 'ja')
  await page.getByRole('combobox', { name: '言語 Language' }).selectOption('en')
  await page.getByRole('heading', { level: 1, name: 'Sick-child care vacancies' }).waitFor()
  assert.equal(await page.getAttribute('html', 'lang'), 'en')
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'Sick-child care vacancies' }).waitFor()
  await context.close()
})

test('R-UX-03: a family chooses its language by its own name; easy Japanese carries readings; what is lent says so', async () => {
  const seen = await device({ login: 'parent001', language: 'zh-CN' })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/`)
  await page.getByRole('link', { name: '预约病儿保育' }).waitFor()
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-Hans')
  await page.getByText('本翻译尚未经母语人士确认').waitFor()
  await assertClean(seen, 'the first page in Chinese')
  await page.getByRole('combobox', { name: '语言' }).selectOption({ label: 'やさしい日本語' })
  await page.locator('main ruby').first().waitFor()
  assert.equal(await page.getAttribute('html', 'lang'), 'ja')
  assert.equal(await page.locator('ruby > rt').first().getAttribute('aria-hidden'), 'true')
  assert.doesNotMatch(await page.content(), /[\uFFF9-\uFFFB\uFDD0-\uFDD2]/, 'no mark is ever drawn')
  await assertClean(seen, 'the first page in easy Japanese')
  await page.goto(`${world.url}/parent/contacts`)
  await page.getByRole('radio', { name: 'नेपाली' }).check()
  await page.fill('#address', 'didi@family.example')
  await page.click('main button[type=submit]')
  await page.locator('li.card', { hasText: 'didi@family.example' }).getByText('नेपाली').waitFor()
  await context.close()
})

test('R-UX-04: the page is read aloud by a voice of the device itself, in the page’s language, without readings and without what is Japanese in it', async () => {
  const seen = await device({ login: 'parent001', language: 'vi-VN' })
  const { page, context } = seen
  await page.addInitScript(() => {
    const voices = [{ lang: 'vi-VN', localService: false, name: 'far' }, { lang: 'ja-JP', localService: true, name: 'other' }, { lang: 'vi-VN', localService: true, name: 'here' }]
    window.said = []
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: class { constructor(text) { this.text = text } } })
    Object.defineProperty(window, 'speechSynthesis', { value: { getVoices: () => voices, cancel: () => { window.said = [] }, speak: (one) => window.said.push([one.voice.name, one.text]), addEventListener() {}, removeEventListener() {} } })
  })
  await page.goto(`${world.url}/parent/`)
  await page.waitForSelector('.child-head')
  await page.getByRole('button', { name: 'Đọc thành tiếng' }).click()
  await page.getByRole('button', { name: 'Dừng đọc' }).waitFor()
  const said = await page.evaluate(() => window.said)
  assert.ok(said.length > 3 && said.every(([name]) => name === 'here'), JSON.stringify(said.slice(0, 3)))
  assert.ok(said.some(([, text]) => text === 'Đặt chỗ giữ trẻ ốm'))
  await assertClean(seen, 'the first page with a voice')
  await page.getByRole('button', { name: 'Dừng đọc' }).click()
  assert.deepEqual(await page.evaluate(() => window.said), [])
  await context.close()
})

test('signing out leaves nothing of the family on the device', async () => {
  const { page, context } = await device({ login: 'parent001' })
  await page.goto(`${world.url}/parent/`)
  await page.waitForSelector('.child-head')
  const name = await page.locator('.child-head h2').first().textContent()
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.waitForSelector('.day-buttons')
  await page.goto(`${world.url}/parent/`)
  await page.waitForSelector('#login')
  assert.ok(!(await page.content()).includes(name))
  await context.close()
})
