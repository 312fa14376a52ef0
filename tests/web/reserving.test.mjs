// Reserving as people do it: with the keyboard alone, from a tired hand that forgets fields, over a network that loses answers.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { assertClean, cancel, device, familyFor, freePlaces, illness, onTo, openWorld, showPlace, tell as tellChild, world } from './browser.mjs'
import { signIn } from '../support/harness.mjs'

let place
let family

before(async () => {
  await openWorld()
  place = (await freePlaces()).find(({ mark }) => mark !== 'full')
  assert.ok(place, 'a room takes reservations at every hour')
  // Somebody whom this room takes; the place is free again before each walk.
  family = await familyFor(place)
  await cancel(family)
})

const address = () => `${world.url}/parent/reserve?room=${place.room.id}&day=${place.day}`
const mine = async () => (await family.who.get('/reservations')).body.reservations.filter((one) => one.day === place.day && ['confirmed', 'waitlisted'].includes(one.state))

const tell = (page, more) => tellChild(page, { child: family.child.name, ...more })

/** From the first screen to the last: the room of the place is wished already. */
async function toLook(page, more) {
  await tell(page, more)
  await onTo(page, 2)
  await page.waitForSelector('.wish-chosen')
  await onTo(page, 3)
  await page.waitForSelector('.verdict')
}

/** Presses a key until the focus is where it must come. */
async function until(page, key, there, what) {
  for (let n = 0; n < 120; n++) {
    if (await page.evaluate(there)) return
    await page.keyboard.press(key)
  }
  assert.fail(`the keyboard does not come to ${what}; focus is on ${await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))}`)
}

const focused = (selector) => `document.activeElement?.matches(${JSON.stringify(selector)})`

test('R-UX-01, R-UX-05: the whole way with the keyboard alone, in three screens: sign in, choose a place, tell, where, look over, cancel', async () => {
  const { page, context, wrong } = await device()
  await page.goto(`${world.url}/parent/sign-in`)
  await page.waitForSelector('#login')
  await until(page, 'Tab', focused('#login'), 'the login')
  await page.keyboard.type(`${family.login}@demo.example`)
  await page.keyboard.press('Tab')
  await page.keyboard.type('tsubame-demo-2026')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.child-head')
  await until(page, 'Tab', focused('nav a[href="/"]'), 'the way to the vacancies')
  await page.keyboard.press('Enter')
  await showPlace(page, place, { press: async (what) => { await until(page, 'Tab', focused(what), what); await page.keyboard.press('Enter') } })
  await until(page, 'Tab', focused(`a[href="/parent/reserve?room=${place.room.id}&day=${place.day}"]`), 'the place')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#days')
  const screens = new Set()
  const screen = async () => screens.add(await page.locator('.kicker').textContent())
  await screen()

  if (await page.locator('#children').count() > 0) {
    await until(page, 'Tab', `document.activeElement?.labels?.[0]?.textContent.trim() === ${JSON.stringify(family.child.name)}`, 'my child')
    await page.keyboard.press('Space')
  }
  for (const name of ['diagnosis-0', 'onset-0']) {
    await until(page, 'Tab', `document.activeElement?.name === '${name}'`, name)
    await page.keyboard.press(name === 'diagnosis-0' ? 'ArrowDown' : 'Space')
  }
  await until(page, 'Tab', focused('#temperature-0'), 'the temperature')
  await page.keyboard.type('38.2')
  for (const name of ['antipyretic-0', 'note-0']) {
    await until(page, 'Tab', `document.activeElement?.name === '${name}'`, name)
    await page.keyboard.press('Space')
  }
  await until(page, 'Tab', focused('#allergies-0'), 'the allergies')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.wish-chosen')
  await screen()
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the next screen begins at its heading')
  await until(page, 'Tab', focused('main button[type=submit]'), 'on')
  await page.keyboard.press('Enter')
  await page.waitForSelector('dl.facts')
  await screen()
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the next screen begins at its heading')
  await until(page, 'Tab', focused('main button[type=submit]'), 'send')
  await page.keyboard.press('Enter')
  await page.waitForSelector('main .notice-success')
  assert.deepEqual([...screens], ['手順 1／3', '手順 2／3', '手順 3／3'])
  assert.equal((await mine())[0].state, 'confirmed')

  await until(page, 'Tab', focused('main a[href="/parent/reservations"]'), 'my reservations')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.actions button')
  await until(page, 'Tab', focused('.actions button'), 'cancel')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.confirm-panel')
  assert.ok(await page.evaluate(focused('.confirm-panel')), 'the confirmation takes the focus')
  await until(page, 'Tab', focused('.button-danger'), 'the confirmation')
  await page.keyboard.press('Enter')
  await page.waitForSelector('main .notice-success')
  assert.deepEqual(await mine(), [])
  assert.deepEqual(wrong, [])
  await context.close()
})

test('R-RSV-11: when it comes, who fetches it and when, and the day of the note: asked, looked over, and read by the room', async () => {
  const seen = await device({ login: family.login })
  const { page } = seen
  await page.goto(address())
  await tell(page)
  const today = await page.locator('#noteDay-0').getAttribute('max')
  await page.fill('#noteDay-0', today)
  await page.fill('#arrival', '08:45')
  await page.fill('#pickup', '17:15')
  await page.selectOption('#person', 'other')
  await page.click('main button[type=submit]')
  await page.waitForSelector('#person-name-error')
  await page.fill('#person-name', '祖母 一子')
  await assertClean(seen, 'the first screen, told whole')
  await onTo(page, 2)
  await page.waitForSelector('.wish-chosen')
  await onTo(page, 3)
  await page.locator('dl.facts', { hasText: '祖母 一子' }).waitFor()
  await page.click('main button[type=submit]')
  await page.waitForSelector('main .notice-success')
  const nurse = await signIn(world.url, `nurse-${place.room.id}`)
  const one = (await nurse.get(`/sick-rooms/${place.room.id}/days/${place.day}`)).body.reservations.find(({ child }) => child.id === family.child.id)
  assert.deepEqual([one.planned_arrival, one.condition.pickup, one.condition.note_issued], ['08:45', { name: '祖母 一子', time: '17:15' }, today])
  for (const { id } of await mine()) await family.who.post(`/reservations/${id}/cancel`)
  await seen.context.close()
})

test('a forgotten answer: the summary takes the focus, its line leads to the field, nothing typed is lost', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await tell(page, { diagnosis: 'list:RSV', temperature: '50' })
  await page.uncheck('#allergies-0')
  await page.click('main button[type=submit]')
  await page.waitForSelector('.summary')
  assert.ok(await page.evaluate(focused('.summary')))
  assert.match(await page.title(), /^エラー：/)
  assert.equal(await page.inputValue('#temperature-0'), '50')
  assert.equal(await page.inputValue('#list-0'), 'RSV')
  await page.click('.summary a[href="#temperature-0"]')
  assert.ok(await page.evaluate(focused('#temperature-0')))
  assert.equal(await page.getAttribute('#temperature-0', 'aria-invalid'), 'true')
  const described = await page.getAttribute('#temperature-0', 'aria-describedby')
  assert.match(await page.locator(`#${described.split(' ').at(-1)}`).textContent(), /34\.0/)
  await context.close()
})

test('what the server finds wrong stands beside its field, with everything still typed', async () => {
  const { page, context } = await device({ login: family.login })
  await page.route('**/api/v1/reservations', (route) => (route.request().method() !== 'POST' ? route.continue() : route.fulfill({
    status: 422, contentType: 'application/problem+json',
    body: JSON.stringify({ status: 422, title: 'x', code: 'INVALID', errors: [{ pointer: '/condition/temperature_c', code: 'OUT_OF_RANGE' }] }),
  })))
  await page.goto(address())
  await toLook(page)
  await page.click('main button[type=submit]')
  await page.waitForSelector('#temperature-0-error')
  assert.equal(await page.inputValue('#temperature-0'), '38.2')
  assert.ok(await page.isChecked('#diagnosis-0-COLD'))
  assert.ok(await page.evaluate(focused('.summary')))
  await context.close()
})

test('a lost answer: the same key is sent again and there is one reservation', async () => {
  const { page, context } = await device({ login: family.login })
  const keys = []
  await page.route('**/api/v1/reservations', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    await route.fetch()
    return route.abort('connectionreset')
  })
  await page.goto(address())
  await toLook(page)
  await page.click('main button[type=submit]')
  await page.waitForSelector('main .notice-success')
  assert.equal(keys.length, 2)
  assert.equal(keys[0], keys[1])
  const [reservation, ...more] = await mine()
  assert.deepEqual(more, [])
  await family.who.post(`/reservations/${reservation.id}/cancel`)
  await context.close()
})

test('no network: the page says so, keeps what was typed, and the same press works afterwards', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await toLook(page)
  await context.setOffline(true)
  await page.click('main button[type=submit]')
  await page.waitForSelector('.summary')
  await page.waitForSelector('.notice-warning')
  await context.setOffline(false)
  await page.click('main button[type=submit]')
  await page.waitForSelector('main .notice-success')
  const [reservation] = await mine()
  await family.who.post(`/reservations/${reservation.id}/cancel`)
  await context.close()
})

test('R-RSV-14: further days of the same illness are asked for together, with an answer for each before and after', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await tell(page)
  const further = page.locator('fieldset', { has: page.locator('#days') }).locator('input:not(:checked)').first()
  await further.check()
  await onTo(page, 2)
  await page.waitForSelector('.wish-chosen')
  assert.equal(await page.locator('.wish-chosen .verdict').count(), 2)
  await onTo(page, 3)
  await page.click('main button[type=submit]')
  await page.waitForSelector('main .stack .notice')
  assert.equal(await page.locator('main .stack .notice').count(), 2)
  const { reservations } = (await family.who.get('/reservations')).body
  const standing = reservations.filter((one) => ['confirmed', 'waitlisted'].includes(one.state))
  assert.ok(standing.length >= 1 && standing.some((one) => one.day === place.day))
  for (const one of standing) await family.who.post(`/reservations/${one.id}/cancel`)
  await context.close()
})

test('R-RSV-18: an illness the room does not take is said in words before anything is sent, and another can be told', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await tell(page, { diagnosis: 'list:MEA' })
  await onTo(page, 2)
  const room = page.locator(`.rooms-not [data-room=${place.room.id}]`)
  await room.getByText('この病気のお子さんは、この病児保育室ではお預かりできません。').waitFor()
  assert.equal(await page.locator(`.wish-chosen`).count(), 0, 'what cannot be had is no wish')
  await page.click('main button[type=submit]')
  await page.waitForSelector('.summary')
  assert.deepEqual(await mine(), [])
  await page.getByRole('link', { name: '日にち・ようすに戻る' }).click()
  assert.equal(await page.inputValue('#temperature-0'), '38.2')
  await context.close()
})

test('a refusal at the last moment says what to do next', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await toLook(page)
  const answer = await family.who.post('/reservations', { child_id: family.child.id, sick_room_id: place.room.id, days: [place.day], condition: illness() })
  assert.equal(answer.status, 201, answer.text)
  await page.click('main button[type=submit]')
  await page.waitForSelector('.summary')
  assert.match(await page.locator('.summary').textContent(), /すでにあります/)
  assert.equal(await page.locator('.summary a[href="/parent/reservations"]').count(), 1)
  for (const one of await mine()) await family.who.post(`/reservations/${one.id}/cancel`)
  await context.close()
})

test('a session that ends meanwhile: sign in again and go on with everything still typed', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await toLook(page, { temperature: '37.9' })
  await context.clearCookies()
  await page.click('main button[type=submit]')
  await page.waitForSelector('#login')
  await page.waitForSelector('.notice-warning')
  await page.fill('#login', `${family.login}@demo.example`)
  await page.fill('#password', 'tsubame-demo-2026')
  await page.click('main button[type=submit]')
  await page.waitForSelector('dl.facts')
  assert.match(await page.locator('dl.facts').textContent(), /37\.9/)
  await context.close()
})

test('the browser’s way back leads to the screen before, and never to sending again', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(`${world.url}/parent/reservations`)
  await page.goto(address())
  await toLook(page, { temperature: '37.8' })
  await page.goBack()
  await page.waitForSelector('.wish-chosen')
  await page.goBack()
  await page.waitForSelector('#temperature-0')
  assert.equal(await page.inputValue('#temperature-0'), '37.8')
  await page.goForward()
  await page.waitForSelector('.wish-chosen')
  await page.goForward()
  await page.waitForSelector('dl.facts')
  await page.click('main button[type=submit]')
  await page.waitForSelector('main .notice-success')
  await page.goBack()
  await page.waitForSelector('.kicker')
  const [reservation, ...more] = await mine()
  assert.deepEqual(more, [])
  await family.who.post(`/reservations/${reservation.id}/cancel`)
  await context.close()
})

test('R-UX-05: the second request of the day asks for nothing but the allergies again; signed out, nothing is left on the device', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await toLook(page, { temperature: '38.4' })
  await page.click('main button[type=submit]')
  await page.waitForSelector('main .notice-success')
  for (const one of await mine()) await family.who.post(`/reservations/${one.id}/cancel`)
  await page.goto(`${world.url}/parent/reserve`)
  await page.waitForSelector('#allergies-0')
  assert.equal(await page.inputValue('#temperature-0'), '38.4')
  const presses = ['#allergies-0', 'main button[type=submit]']
  for (const press of presses) await page.click(press)
  await page.waitForSelector('.wish-chosen')
  assert.equal(await page.locator('.wish-chosen').getAttribute('data-room'), place.room.id, 'the room of the last request')
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.getByRole('link', { name: 'ログイン' }).waitFor()
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  assert.ok(!/38\.4|COLD/.test(kept), kept)
  await context.close()
})

test('what another account left on the device is gone as soon as somebody else is signed in', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(`${world.url}/`)
  await page.evaluate(() => localStorage.setItem('tsubame.of.somebody.last-request', '{"told":{}}'))
  await page.goto(`${world.url}/parent/`)
  await page.waitForSelector('.child-head')
  assert.equal(await page.evaluate(() => localStorage.getItem('tsubame.of.somebody.last-request')), null)
  await context.close()
})

test('two taps cancel: the button, and the confirmation in the page', async () => {
  const again = await familyFor(place, family.n)
  const { page, context } = await device({ login: again.login })
  await page.goto(`${world.url}/parent/reservations`)
  let taps = 0
  for (const button of ['.actions button', '.confirm-panel .button-danger']) {
    await page.click(button)
    taps++
  }
  await page.waitForSelector('main .notice-success')
  assert.equal(taps, 2)
  assert.equal((await again.who.get(`/reservations/${again.reservation.id}`)).body.state, 'cancelled')
  await context.close()
})
