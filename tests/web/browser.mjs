// A real browser on a real server for the tests of the pages; what each page asked, logged and violated is kept.
// TSUBAME_WEB_FIXTURE=1 puts web/tools/dev-server.mjs in the server's place, while pages are drawn; the suite runs without it.
// TSUBAME_WEB_LATENCY=400 lets every answer take so many milliseconds: a test that looks without waiting for what it looks at fails then,
// rather than once in a hundred runs on a busy machine.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after } from 'node:test'
import { chromium } from 'playwright-core'
import { request, signIn, startServer } from '../support/harness.mjs'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
export const PHONE = { width: 390, height: 844 }
export const TABLET = { width: 820, height: 1180 }

export const world = { browser: undefined, url: undefined }

async function fixture() {
  const { startFixture } = await import('../../web/tools/dev-server.mjs')
  return startFixture()
}

/** The server and the browser of a test file; both end with it. `served`: what startServer is told, a clock for instance. */
export async function openWorld(served = {}) {
  world.server = process.env.TSUBAME_WEB_FIXTURE === '1' ? await fixture() : await startServer({ children: 60, ...served })
  world.url = world.server.url
  await openBrowser()
}

/** The browser alone, for a page that another program serves; world.url is the caller's. */
export async function openBrowser() {
  world.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS })
}

after(async () => {
  await world.browser?.close()
  await world.server?.stop()
})

/** Runs inside every page before it: Content Security Policy violations are told to us. */
function watchPolicy() {
  document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
}

async function slowDown(page) {
  const latency = Number(process.env.TSUBAME_WEB_LATENCY ?? 0)
  if (latency === 0) return
  const inside = await page.context().newCDPSession(page)
  await inside.send('Network.enable')
  await inside.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: -1, uploadThroughput: -1 })
}

/** A new device in somebody's hands: {page, asked: Set of origins, wrong: what the console complained of}. */
export async function device({ login, language = 'ja', viewport = PHONE, dark = false } = {}) {
  const context = await world.browser.newContext({ viewport, locale: { ja: 'ja-JP', en: 'en-GB' }[language] ?? language, timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce', colorScheme: dark ? 'dark' : 'light' })
  await context.addInitScript(watchPolicy)
  if (login) {
    const { cookie } = await signIn(world.url, login)
    const [name, value] = cookie.split('=')
    await context.addCookies([{ name, value, url: world.url }])
  }
  const page = await context.newPage()
  await slowDown(page)
  const seen = { page, context, asked: new Set(), wrong: [], login }
  page.on('request', (asked) => seen.asked.add(new URL(asked.url()).origin))
  page.on('pageerror', (error) => seen.wrong.push(error.stack ?? error.message))
  // A refusal is an answer, not a fault of the page: 401 says that nobody is signed in.
  page.on('console', (said) => {
    if (said.type() === 'error' && !/status of 4\d\d/.test(said.text())) seen.wrong.push(said.text())
  })
  page.setDefaultTimeout(30_000) // ends a test that waits for what never comes; how fast a page is is measured by the benchmark
  return seen
}

/** No accessibility violation (of all rules, or of those named), nothing wider than the screen, no other host, no complaint. */
export async function assertClean({ page, asked, wrong }, what, rules) {
  if (!await page.evaluate(() => 'axe' in globalThis)) await page.evaluate(`${axeSource};undefined`)
  const violations = await page.evaluate(async (only) => {
    const { violations: found } = await globalThis.axe.run(document, { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) })
    return found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join('; ')}`)
  }, rules)
  assert.deepEqual(violations, [], `${what}: accessibility`)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is wider than the screen`)
  assert.deepEqual([...asked], [world.url], `${what}: hosts asked`)
  assert.deepEqual(wrong, [], `${what}: console`)
}

/** How many sheets of A4 the page becomes on paper. */
export async function sheets(page) {
  const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' })
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g).length
}

/** Places that can be asked for now: [{room, day, slot…}], soonest first. */
export async function freePlaces(days = 14) {
  const { body } = await request(`${world.url}/api/v1/vacancies?days=${days}`)
  const now = Date.now()
  return body.sick_rooms.flatMap((room) => room.days.flatMap(({ day, slots }) => slots.map((slot) => ({ room, day, ...slot }))))
    .filter((slot) => ['open', 'few', 'full'].includes(slot.mark) && Date.parse(slot.opens_at) <= now && now < Date.parse(slot.closes_at))
    .sort((a, b) => a.day.localeCompare(b.day))
}

/** The board's link of a place; walks on through the days until it is shown, with the mouse or as `press` does it. */
export async function showPlace(page, place, { press = (what) => page.click(what) } = {}) {
  const link = page.locator(`a[href^="/parent/reserve?room=${place.room.id}&day=${place.day}"]`)
  await page.waitForSelector('.board, .day-buttons')
  const shown = () => page.locator('.board thead, .day-buttons').textContent()
  const button = `.day-button[data-day="${place.day}"]`
  for (let n = 0; n < 8 && await link.count() === 0 && await page.locator(button).count() === 0; n++) {
    const days = await shown()
    await press('.board-ways button:last-child')
    await page.waitForFunction((text) => (document.querySelector('.board thead, .day-buttons')?.textContent ?? text) !== text, days)
  }
  if (await link.count() === 0) await press(button)
  await link.first().waitFor()
  return link
}

export const illness = () => ({ diagnosis: 'COLD', onset: new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10), temperature_c: 38.2, note: 'in_hand', allergies_confirmed: true })

/** A family that gets this place: tries one after the other, since rooms differ in whom they take. Returns {login, who, reservation}. */
export async function familyFor(place, from = 1) {
  const refused = []
  for (let n = from; n < from + 25; n++) {
    const login = `parent${String(n).padStart(3, '0')}`
    const who = await signIn(world.url, login)
    const me = (await who.get('/me')).body
    for (const child of me.children) {
      const answer = await who.post('/reservations', { child_id: child.id, sick_room_id: place.room.id, days: [place.day], condition: illness() })
      if (answer.status === 201) return { login, n, who, child, reservation: answer.body.reservations[0] }
      refused.push(`${login} ${answer.status} ${answer.text}`)
    }
  }
  throw new Error(`nobody may have ${place.room.id} on ${place.day}: ${refused.join('\n')}`)
}

/** The first screen of a request, as a parent fills it. */
export async function tell(page, { child, n = 0, diagnosis = 'COLD', temperature = '38.2' } = {}) {
  await page.waitForSelector('#days')
  if (child && await page.locator('#children').count() > 0) await page.getByRole('checkbox', { name: child }).check()
  if (diagnosis.startsWith('list:')) {
    await page.check(`#diagnosis-${n}-more`)
    await page.selectOption(`#list-${n}`, diagnosis.slice(5))
  } else await page.check(`#diagnosis-${n}-${diagnosis}`)
  await page.check(`#onset-${n}`)
  await page.fill(`#temperature-${n}`, temperature)
  await page.check(`#antipyretic-${n}`)
  await page.check(`#note-${n}`)
  await page.check(`#allergies-${n}`)
}

/** On to the next screen of a request, until its heading says so. */
export async function onTo(page, step) {
  await page.click('main button[type=submit]')
  await page.locator('.kicker', { hasText: `手順 ${step}／3` }).waitFor()
}

export const cancel = (family) => family.who.post(`/reservations/${family.reservation.id}/cancel`)
