// "Is there a place?": four large days on a phone, the whole week on a tablet, who is taken, and when requests open.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { families, illness } from '../support/families.mjs'
import { addDays, client, clockFile, dayOf, demo, openMorning, sql } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

let clock
let today
let next
let people

before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '05:10:00'))
  await openWorld({ ...town, clock })
  today = dayOf(Date.parse(clock.instant))
  people = families(world.server).filter((one, i, all) => all.filter(({ login }) => login === one.login).length === 1)
  const { body } = await client(world.url).get(`/vacancies?from=${addDays(today, 1)}&days=14`)
  ;[next] = body.sick_rooms[0].days.filter(({ slots }) => slots.some(({ mark }) => mark === 'open')).map(({ day }) => day)
})

const place = (page, room) => page.locator(`.place[data-room=${room}]`)

test('on a phone: today and the next open days as four large buttons, one press from the request', async () => {
  const { page, context, wrong } = await device({ viewport: PHONE })
  await page.goto(`${world.url}/`)
  await page.waitForSelector('.day-buttons')
  assert.equal(await page.locator('.board').count(), 0, 'no wide table')
  assert.equal(await page.locator('.day-button').count(), 4)
  for (const button of await page.locator('.day-button').all()) {
    const { width, height } = await button.boundingBox()
    assert.ok(width >= 44 && height >= 44, `${width} × ${height}`)
  }
  const first = page.locator('.day-button').first()
  assert.equal(await first.getAttribute('data-day'), today)
  assert.equal(await first.getAttribute('aria-pressed'), 'true', 'at five in the morning today is meant')
  assert.match(await first.textContent(), /空きあり/)
  await page.click(`.day-button[data-day="${next}"]`)
  await place(page, 's01').getByRole('link').click()
  await page.waitForSelector('#login')
  assert.ok(decodeURIComponent(page.url()).includes(`/parent/reserve?room=s01&day=${next}`), 'signing in leads back to the request')
  assert.deepEqual(wrong, [])
  await context.close()
})

test('the days are pressed with the keyboard, and the chosen one is heard', async () => {
  const { page, context } = await device({ viewport: PHONE })
  await page.goto(`${world.url}/`)
  await page.waitForSelector('.day-buttons')
  await page.locator('.day-button').nth(0).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  assert.equal(await page.locator('.day-button').nth(1).getAttribute('aria-pressed'), 'true')
  assert.equal(await page.locator('h2[aria-live=polite]').count(), 1)
  await context.close()
})

test('R-RSV-04: when requests open, until when they are taken, and that the opening minutes are drawn, in plain words', async () => {
  const { page, context } = await device({ viewport: PHONE })
  await page.goto(`${world.url}/`)
  await page.waitForSelector('.day-buttons')
  await place(page, 's02').getByText('受付は').waitFor()
  await page.click(`.day-button[data-day="${next}"]`)
  await place(page, 's03').getByText('15:00 受付開始').waitFor()
  await place(page, 's04').getByText('18:10 までの申し込みは抽選です。急がなくて大丈夫です。').waitFor()
  assert.equal(await place(page, 's04').getByRole('link').count(), 0, 'nothing to press before it opens')
  await context.close()
})

test('a room that takes no more requests on the web gives its telephone', async () => {
  const before = clock.instant
  clock.forward(4 * 3600_000)
  const { page, context } = await device({ viewport: PHONE })
  await page.goto(`${world.url}/`)
  await page.click(`.day-button[data-day="${today}"]`)
  await place(page, 's01').getByText('インターネットでの受付は終わりました。電話でご相談ください。').waitFor()
  assert.equal(await place(page, 's01').locator('a[href^="tel:"]').count(), 1)
  clock.set(before)
  await context.close()
})

test('by area, and by who takes my child: the age is not typed again', async () => {
  const [{ child }] = sql(world.server.data, `SELECT c.public_id AS child FROM child c JOIN guardian_child g ON g.child_id = c.id
    WHERE g.account_id = (SELECT id FROM account WHERE login = '${people[0].login}') LIMIT 1`)
  const me = (await client(world.url, people[0].cookie).get('/me')).body
  const takes = me.children.find(({ id }) => id === child).sick_rooms.filter(({ from, to }) => from <= addDays(today, 13) && to >= today).length
  const { page, context } = await device({ login: people[0].login.split('@')[0], viewport: PHONE })
  await page.goto(`${world.url}/`)
  await page.waitForFunction((id) => document.querySelector('#takes')?.value === id, child)
  assert.equal(await page.locator('.place').count(), takes)
  await page.selectOption('#area', '中央')
  assert.deepEqual(await page.locator('.place').evaluateAll((all) => all.map((one) => one.dataset.room)), ['s01'])
  await page.getByRole('button', { name: 'すべて表示する' }).click()
  await page.locator('.place').nth(4).waitFor()
  await context.close()
})

test('R-RSV-09: a place that goes while one looks is seen on a phone without a reload', async () => {
  const { page, context } = await device({ viewport: PHONE })
  await page.goto(`${world.url}/`)
  await page.click(`.day-button[data-day="${next}"]`)
  await page.getByText('自動で更新中').waitFor()
  const left = /残り(\d)/.exec(await place(page, 's01').textContent())[1]
  const who = client(world.url, people[1].cookie)
  const answer = await who.post('/reservations', { child_id: people[1].child, sick_room_id: 's01', days: [next], condition: illness(today) })
  assert.equal(answer.status, 201, answer.text)
  await place(page, 's01').getByText(`残り${left - 1}`).waitFor()
  await context.close()
})

test('on a tablet the week is one table; later weeks are a press away', async () => {
  const seen = await device({ viewport: TABLET })
  await seen.page.goto(`${world.url}/`)
  await seen.page.waitForSelector('.board')
  assert.equal(await seen.page.locator('.board thead th').count(), 7)
  const head = await seen.page.locator('.board thead').textContent()
  await seen.page.getByRole('button', { name: '次の日へ' }).click()
  await seen.page.waitForFunction((old) => document.querySelector('.board thead').textContent !== old, head)
  await seen.page.getByRole('button', { name: '前の日へ' }).click()
  await seen.page.waitForFunction((old) => document.querySelector('.board thead').textContent === old, head)
  await assertClean(seen, 'the week')
  await seen.context.close()
})

test('R-UX-01: letters set twice as large, or a very narrow screen: nothing is wider than it', async () => {
  for (const [width, letters] of [[390, '200%'], [320, '100%']]) {
    const { page, context } = await device({ viewport: { width, height: 640 } })
    await page.goto(`${world.url}/`)
    await page.waitForSelector('.day-buttons')
    await page.evaluate((size) => { document.documentElement.style.fontSize = size }, letters)
    const wide = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => `${one.tagName}.${one.className}`))
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} ${letters}: ${wide}`)
    await context.close()
  }
})
