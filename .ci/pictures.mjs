// Takes the README's pictures from the real pages of a real server: node .ci/pictures.mjs (after make). The day is fixed, the people invented.
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { addDays, clockFile, endAll, root, signIn, startGateway, startTown, waitFor } from '../tests/support/harness.mjs'

const require = createRequire(join(root, 'web/package.json'))
const { chromium } = require('playwright-core')
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
const day = '2026-11-24'
const folder = join(root, '.github/pictures')
mkdirSync(folder, { recursive: true })

const clock = clockFile(`${day}T07:40:00.000+09:00`)
const town = await startTown({ children: 60, clock })
const { server } = town
const gateway = await startGateway({ credentials: town.credentials[0], clock })

/** Cards are touched one after another, a minute apart, so that the board shows a morning. */
const cards = town.cards.filter((card) => card.site_id === 'n01')
for (const [i, card] of cards.slice(0, Math.ceil(cards.length * 0.6)).entries()) {
  if (i % 2 === 0) clock.forward(60_000)
  await gateway.chimed(card.card_uid)
}
const teacher = await signIn(server.url, 'teacher-n01@demo.example')
await waitFor(async () => (await teacher.get('/nurseries/n01/attendance')).body.counts.present >= Math.floor(cards.length * 0.5), 'the board to fill', 20_000)

/** Some rooms fill up, so that every sign stands on the board. */
const vacancies = (await teacher.get(`/vacancies?from=${day}&days=4`)).body.sick_rooms
const open = vacancies.flatMap((room) => room.days.map((d) => ({ room: room.id, day: d.day, ...d.slots[0] })))
  .filter((slot) => slot.mark === 'open' && Date.parse(slot.opens_at) <= Date.parse(clock.instant))
let parent = 11
for (const [i, slot] of open.slice(0, 3).entries()) {
  const wanted = slot.remaining - (i === 0 ? 1 : 0) + (i === 1 ? 2 : 0)
  for (let n = 0; n < wanted && parent < 60; parent++) {
    const login = `parent${String(parent).padStart(3, '0')}@demo.example`
    const who = await signIn(server.url, login).catch(() => null)
    if (!who) continue
    const child = (await who.get('/me')).body.children[0]
    const answer = await who.post('/reservations', { child_id: child.id, sick_room_id: slot.room, days: [slot.day],
      condition: { diagnosis: 'COLD', onset: addDays(day, -1), note: 'visit_booked' } })
    if (answer.status === 201) n++
  }
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags })
async function picture(name, login, path, viewport, locale = 'ja-JP') {
  const context = await browser.newContext({ locale, timezoneId: 'Asia/Tokyo', viewport, deviceScaleFactor: 1 })
  const page = await context.newPage()
  await page.clock.setFixedTime(new Date(clock.instant))
  if (login) await page.request.post(`${server.url}/api/v1/session`, { data: { login, password: 'tsubame-demo-2026' } })
  await page.goto(server.url + path)
  await page.locator('main h1').waitFor()
  await page.locator('main [aria-busy=true]').waitFor({ state: 'detached', timeout: 5000 }).catch(() => {})
  await page.waitForFunction(() => document.fonts.ready.then(() => true))
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await context.close()
  console.log(`${name}.png`)
}
const phone = { width: 360, height: 800 }
const tablet = { width: 1024, height: 700 }
await picture('vacancies', null, '/', phone)
await picture('home', 'parent001@demo.example', '/parent/', phone)
await picture('absence', 'parent001@demo.example', '/parent/absence', phone)
await picture('vacancies-en', null, '/', phone, 'en-US')
await picture('board', 'teacher-n01@demo.example', '/staff/', tablet)
await browser.close()
await endAll()
