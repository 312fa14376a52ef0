// Reserving as people do it: with the keyboard alone, from a tired hand that forgets fields, over a network that loses answers.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { cancel, device, familyFor, freePlaces, openWorld, world } from './browser.mjs'

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

async function tell(page, { diagnosis = 'COLD', temperature = '38.2' } = {}) {
  await page.waitForSelector('#diagnosis')
  await page.getByRole('radio', { name: family.child.name }).check()
  await page.selectOption('#diagnosis', diagnosis)
  await page.check('#onset')
  await page.fill('#temperature', temperature)
  await page.check('#antipyretic')
  await page.check('#note')
  await page.check('#allergies')
  await page.click('button[type=submit]')
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

test('the whole way with the keyboard alone: sign in, choose a place, tell, look over, reserve, cancel', async () => {
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
  await page.waitForSelector('.board .cell-link')
  const link = `a[href="/parent/reserve?room=${place.room.id}&day=${place.day}"]`
  for (let n = 0; n < 7 && await page.locator(link).count() === 0; n++) {
    await until(page, 'Tab', `document.activeElement?.matches('.board-ways button:last-child')`, 'later days')
    await page.keyboard.press('Enter')
    await page.waitForFunction((day) => document.querySelector('.board thead')?.textContent !== day, await page.locator('.board thead').textContent())
  }
  await until(page, 'Tab', focused(link), 'the place')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#diagnosis')

  await until(page, 'Tab', `document.activeElement?.name === 'child'`, 'the child')
  await page.keyboard.press('Space')
  await until(page, 'ArrowDown', `document.activeElement?.labels?.[0]?.textContent.trim() === ${JSON.stringify(family.child.name)} && document.activeElement.checked`, 'my child')
  await until(page, 'Tab', focused('#diagnosis'), 'the diagnosis')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  assert.notEqual(await page.inputValue('#diagnosis'), '')
  await until(page, 'Tab', `document.activeElement?.name === 'onset'`, 'the onset')
  await page.keyboard.press('Space')
  await until(page, 'Tab', focused('#temperature'), 'the temperature')
  await page.keyboard.type('38.2')
  await until(page, 'Tab', `document.activeElement?.name === 'antipyretic'`, 'the medicine')
  await page.keyboard.press('Space')
  await until(page, 'Tab', `document.activeElement?.name === 'note'`, 'the note')
  await page.keyboard.press('Space')
  await until(page, 'Tab', focused('#allergies'), 'the allergies')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await page.waitForSelector('dl.facts')
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the next step begins at its heading')
  await until(page, 'Tab', focused('button[type=submit]'), 'reserve')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.notice-success')
  assert.equal((await mine())[0].state, 'confirmed')

  await until(page, 'Tab', focused('main a[href="/parent/reservations"]'), 'my reservations')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.reservation-head')
  await until(page, 'Tab', focused('.card button'), 'cancel')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.confirm-panel')
  assert.ok(await page.evaluate(focused('.button-danger')), 'the confirmation takes the focus')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.notice-success')
  assert.deepEqual(await mine(), [])
  assert.deepEqual(wrong, [])
  await context.close()
})

test('a forgotten answer: the summary takes the focus, its line leads to the field, nothing typed is lost', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await page.waitForSelector('#diagnosis')
  await page.fill('#temperature', '50')
  await page.selectOption('#diagnosis', 'RSV')
  await page.click('button[type=submit]')
  await page.waitForSelector('.summary')
  assert.ok(await page.evaluate(focused('.summary')))
  assert.match(await page.title(), /^エラー：/)
  assert.equal(await page.inputValue('#temperature'), '50')
  assert.equal(await page.inputValue('#diagnosis'), 'RSV')
  await page.click('.summary a[href="#temperature"]')
  assert.ok(await page.evaluate(focused('#temperature')))
  assert.equal(await page.getAttribute('#temperature', 'aria-invalid'), 'true')
  const described = await page.getAttribute('#temperature', 'aria-describedby')
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
  await tell(page)
  await page.waitForSelector('dl.facts')
  await page.click('button[type=submit]')
  await page.waitForSelector('#temperature-error')
  assert.equal(await page.inputValue('#temperature'), '38.2')
  assert.equal(await page.inputValue('#diagnosis'), 'COLD')
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
  await tell(page)
  await page.waitForSelector('dl.facts')
  await page.click('button[type=submit]')
  await page.waitForSelector('.notice-success')
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
  await tell(page)
  await page.waitForSelector('dl.facts')
  await context.setOffline(true)
  await page.click('button[type=submit]')
  await page.waitForSelector('.summary')
  await page.waitForSelector('.notice-warning')
  await context.setOffline(false)
  await page.click('button[type=submit]')
  await page.waitForSelector('.notice-success')
  const [reservation] = await mine()
  await family.who.post(`/reservations/${reservation.id}/cancel`)
  await context.close()
})

test('further days of the same illness are asked for together, with a result for each', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await page.waitForSelector('#diagnosis')
  await page.check('#more')
  await tell(page)
  await page.waitForSelector('dl.facts')
  await page.click('button[type=submit]')
  await page.waitForSelector('main .stack .notice')
  assert.equal(await page.locator('main .stack .notice').count(), 2)
  const { reservations } = (await family.who.get('/reservations')).body
  const standing = reservations.filter((one) => ['confirmed', 'waitlisted'].includes(one.state))
  assert.ok(standing.length >= 1 && standing.some((one) => one.day === place.day))
  for (const one of standing) await family.who.post(`/reservations/${one.id}/cancel`)
  await context.close()
})

test('an illness the room does not take: said in words, with what to do next, and another illness can be told', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await tell(page, { diagnosis: 'MEA' })
  await page.waitForSelector('dl.facts')
  await page.click('button[type=submit]')
  await page.waitForSelector('.summary')
  assert.match(await page.locator('.summary').textContent(), /お預かりできません/)
  assert.ok(await page.locator('.summary a').count() > 0, 'nothing to do next')
  assert.deepEqual(await mine(), [])
  await page.click('form .button-second')
  await page.waitForSelector('#diagnosis')
  assert.equal(await page.inputValue('#temperature'), '38.2')
  await context.close()
})

test('a session that ends meanwhile: sign in again and go on with everything still typed', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(address())
  await tell(page, { temperature: '37.9' })
  await page.waitForSelector('dl.facts')
  await context.clearCookies()
  await page.click('button[type=submit]')
  await page.waitForSelector('#login')
  await page.waitForSelector('.notice-warning')
  await page.fill('#login', `${family.login}@demo.example`)
  await page.fill('#password', 'tsubame-demo-2026')
  await page.click('button[type=submit]')
  await page.waitForSelector('dl.facts')
  assert.match(await page.locator('dl.facts').textContent(), /37\.9/)
  await context.close()
})

test('the browser’s way back leads to the step before, and never to sending again', async () => {
  const { page, context } = await device({ login: family.login })
  await page.goto(`${world.url}/parent/reservations`)
  await page.goto(address())
  await tell(page, { temperature: '37.8' })
  await page.waitForSelector('dl.facts')
  await page.goBack()
  await page.waitForSelector('#temperature')
  assert.equal(await page.inputValue('#temperature'), '37.8')
  await page.goForward()
  await page.waitForSelector('dl.facts')
  await page.click('button[type=submit]')
  await page.waitForSelector('.notice-success')
  await page.goBack()
  await page.waitForSelector('#diagnosis')
  const [reservation, ...more] = await mine()
  assert.deepEqual(more, [])
  await family.who.post(`/reservations/${reservation.id}/cancel`)
  await context.close()
})

test('two taps cancel: the button, and the confirmation in the page', async () => {
  const again = await familyFor(place, family.n)
  const { page, context } = await device({ login: again.login })
  await page.goto(`${world.url}/parent/reservations`)
  let taps = 0
  for (const button of ['.card button', '.confirm-panel .button-danger']) {
    await page.click(button)
    taps++
  }
  await page.waitForSelector('.notice-success')
  assert.equal(taps, 2)
  assert.equal((await again.who.get(`/reservations/${again.reservation.id}`)).body.state, 'cancelled')
  await context.close()
})
