// Registering as families and offices do it, in a real browser: with a code from the counter, in three screens, and two people at once.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { client, signIn, sql, waitFor } from '../support/harness.mjs'
import { assertClean, device, freePlaces, openWorld, PHONE, TABLET, tell, world } from './browser.mjs'

const CHILD = { name: '新井 はな', kana: 'あらい はな', birth: '2023-06-01' }
const PASSWORD = 'ten-letters-and-more'
let ward

before(async () => {
  await openWorld()
  ward = await signIn(world.url, 'ward')
})

const focused = (selector) => `document.activeElement?.matches(${JSON.stringify(selector)})`

/** A household that the counter entered, which nobody has a sign-in for: {id, claim_code, children}. */
async function entered(children = [CHILD], more = {}) {
  const form = await ward.post('/households', { children, ...more })
  assert.equal(form.status, 201, form.text)
  return form.body
}

/** … with a guardian who has one: {household, login, who}. */
let families = 0
async function family(children, more) {
  const household = await entered(children, more)
  const login = `family${families++}@family.example`
  const made = await client(world.url).post('/claims', { code: household.claim_code, login, password: PASSWORD, name: '新井 真' })
  assert.equal(made.status, 204, made.text)
  return { household, login, who: await signIn(world.url, login, PASSWORD) }
}

/** A device that is signed in as somebody of our own. */
async function inHands({ who }, options = {}) {
  const seen = await device(options)
  const [name, value] = who.cookie.split('=')
  await seen.context.addCookies([{ name, value, url: world.url }])
  return seen
}

const next = (page) => page.click('main form button[type=submit]')

async function fillHousehold(page, { phone = '０９０−１２３４−５６７８' } = {}) {
  await page.waitForSelector('#guardians-0-name')
  await page.fill('#guardians-0-name', '新井 真')
  await page.fill('#guardians-0-work', 'つばめ商事')
  await page.fill('#emergency-0-name', '新井 桜')
  await page.fill('#emergency-0-phone', phone)
  assert.equal(await page.locator('#emergency-0-phone').count(), 1, 'typing the last answer does not walk on by itself')
  await next(page)
}

async function fillChild(page) {
  await page.waitForSelector('#allergic')
  await page.locator('input[name=allergic][value=yes]').check()
  await page.fill('#allergies-0-what', '卵')
  await next(page)
  await page.waitForSelector('#child-facts')
}

const scopeOf = async (who, child) => (await who.get(`/children/${child}/registrations`)).body.scopes.find(({ scope }) => scope === 'all')

test('R-REG-10: the code of the counter, typed in small letters with blanks, becomes a sign-in, and one is signed in', async () => {
  const household = await entered()
  const seen = await device({ viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/claim`)
  await page.waitForSelector('#code')
  await next(page)
  await page.waitForSelector('.summary')
  await assertClean(seen, 'the claim page with errors')
  await page.fill('#code', household.claim_code.slice(0, -1))
  await page.fill('#name', '新井 真')
  await page.fill('#login', 'arai@family.example')
  await page.fill('#password', 'short')
  await next(page)
  await page.waitForSelector('#code-error')
  await page.waitForSelector('#password-error')
  await page.fill('#code', ` ${household.claim_code.toLowerCase().replaceAll('-', ' ')} `)
  await page.fill('#password', PASSWORD)
  await next(page)
  await page.waitForSelector('.child-head')
  assert.match(await page.locator('main').textContent(), /新井 はな/)
  await page.getByText('新井 はな：利用登録の手続きがあります').waitFor()
  assert.deepEqual(seen.wrong, [])
  await context.close()
  // The second time it is said in words, on the page where it was typed.
  const again = await device()
  await again.page.goto(`${world.url}/parent/claim`)
  for (const [field, text] of [['code', household.claim_code], ['name', 'x'], ['login', 'other@family.example'], ['password', PASSWORD]]) await again.page.fill(`#${field}`, text)
  await next(again.page)
  await again.page.getByText('このコードは使えません').waitFor()
  assert.equal(await again.page.inputValue('#code'), household.claim_code)
  await again.context.close()
})

test('R-REG-04, R-REG-08: from nothing to handed in, in three screens; the household is entered once for both children', async () => {
  const own = await family([CHILD, { ...CHILD, name: '新井 つむぎ', kana: 'あらい つむぎ' }])
  const seen = await inHands(own)
  const { page, context } = seen
  await page.goto(`${world.url}/parent/registration`)
  const [first, second] = own.household.children
  await page.locator(`[data-child="${first.id}"] button`, { hasText: '登録をはじめる' }).click()
  await page.waitForSelector('#guardians-0-name')
  assert.equal((await scopeOf(own.who, first.id)).registration.state, 'draft')
  await next(page)
  await page.waitForSelector('.summary')
  assert.ok(await page.evaluate(focused('.summary')))
  await page.waitForSelector('#emergency-0-phone-error')
  await fillHousehold(page)
  await fillChild(page)
  assert.match(await page.locator('main').textContent(), /090-1234-5678/)
  await next(page)
  await page.getByRole('heading', { level: 1, name: '提出しました' }).waitFor()
  await assertClean(seen, 'handed in')
  assert.equal((await scopeOf(own.who, first.id)).registration.state, 'submitted')
  // The sister: the household stands there already, so that her form begins with herself.
  await page.goto(`${world.url}/parent/registration`)
  await page.locator(`[data-child="${first.id}"]`, { hasText: '確認中' }).waitFor()
  await page.locator(`[data-child="${second.id}"] button`).click()
  await page.waitForSelector('#allergic')
  await page.locator('input[name=allergic][value=no]').check()
  await next(page)
  await page.waitForSelector('#child-facts')
  assert.match(await page.locator('main').textContent(), /新井 桜/)
  await next(page)
  await page.getByRole('heading', { level: 1, name: '提出しました' }).waitFor()
  const { registration } = await scopeOf(own.who, second.id)
  assert.equal(registration.state, 'submitted')
  const whole = (await own.who.get(`/registrations/${registration.id}`)).body
  assert.equal(whole.household.guardians[0].employer.name, 'つばめ商事')
  assert.equal(whole.sheet.no_allergies, true)
  assert.deepEqual(seen.wrong, [])
  await context.close()
})

/** A family whose first child is registered as far as this state: {…, registration}. */
async function registered(...decisions) {
  const own = await family([{ ...CHILD, sheet: { no_allergies: true } }], {
    scope: 'all', submit: true, household: { guardians: [{ name: '新井 真' }], emergency: [{ name: '新井 桜', phone: '03-0000-0000' }] } })
  const [child] = own.household.children
  assert.equal(child.state, 'submitted')
  for (const decision of decisions) {
    const done = await ward.post(`/registrations/${child.registration_id}/decide`, decision)
    assert.equal(done.status, 200, done.text)
  }
  return { ...own, child, registration: child.registration_id }
}

test('R-REG-08: what was returned shows its reason, is mended, and handed in again', async () => {
  const own = await registered({ decision: 'return', reason: '電話番号をご確認ください' })
  const { page, context } = await inHands(own)
  await page.goto(`${world.url}/parent/registration`)
  await page.getByText('電話番号をご確認ください').waitFor()
  await page.getByRole('link', { name: '直して提出する' }).click()
  await page.waitForSelector('#emergency-0-phone')
  assert.equal(await page.inputValue('#emergency-0-phone'), '03-0000-0000')
  await page.fill('#emergency-0-phone', '03-9999-9999')
  await next(page)
  await page.waitForSelector('#allergic')
  await next(page)
  await page.waitForSelector('#child-facts')
  await next(page)
  await page.getByRole('heading', { level: 1, name: '提出しました' }).waitFor()
  const whole = (await own.who.get(`/registrations/${own.registration}`)).body
  assert.deepEqual([whole.state, whole.household.emergency[0].phone], ['submitted', '03-9999-9999'])
  await context.close()
})

test('two guardians write at once: both versions are shown, and nothing is overwritten before one is chosen', async () => {
  const own = await registered({ decision: 'approve' })
  const seen = await inHands(own)
  const { page, context } = seen
  await page.goto(`${world.url}/parent/registration?of=${own.registration}`)
  await page.waitForSelector('#emergency-0-phone')
  await page.fill('#emergency-0-phone', '03-1111-1111')
  const read = (await own.who.get(`/registrations/${own.registration}`)).body
  const path = `/children/${own.child.id}/registrations/all`
  const theirs = { guardians: [{ name: '新井 真' }], emergency: [{ name: '新井 桜', phone: '03-2222-2222' }] }
  const faster = await own.who.put(path, { household: theirs, household_version: read.household_version }, { headers: { 'if-match': `"${read.version}"` } })
  assert.equal(faster.status, 200, faster.text)
  await next(page)
  await page.waitForSelector('.registration-conflict')
  assert.ok(await page.evaluate(focused('.registration-conflict')))
  const shown = await page.locator('.sheet-versions').textContent()
  assert.match(shown, /03-1111-1111.*03-2222-2222/s)
  assert.equal(await page.inputValue('#emergency-0-phone'), '03-1111-1111', 'what was typed is still there')
  await assertClean(seen, 'both versions')
  const phone = async () => (await own.who.get(`/registrations/${own.registration}`)).body.household.emergency[0].phone
  assert.equal(await phone(), '03-2222-2222')
  await page.getByRole('button', { name: '自分の入力にする' }).click()
  await next(page)
  await page.waitForSelector('#allergic')
  assert.equal(await phone(), '03-1111-1111')
  await context.close()
})

test('somebody else changed the other part: it is kept, and nobody is asked anything', async () => {
  const own = await registered({ decision: 'approve' })
  const { page, context } = await inHands(own)
  await page.goto(`${world.url}/parent/registration?of=${own.registration}`)
  await page.waitForSelector('#emergency-0-phone')
  await page.fill('#emergency-0-phone', '03-1111-1111')
  const read = (await own.who.get(`/registrations/${own.registration}`)).body
  const faster = await own.who.put(`/children/${own.child.id}/registrations/all`, { sheet: { no_allergies: true, note: '昼寝は短め' } }, { headers: { 'if-match': `"${read.version}"` } })
  assert.equal(faster.status, 200, faster.text)
  await next(page)
  await page.waitForSelector('#note')
  assert.equal(await page.inputValue('#note'), '昼寝は短め')
  const whole = (await own.who.get(`/registrations/${own.registration}`)).body
  assert.deepEqual([whole.household.emergency[0].phone, whole.sheet.note], ['03-1111-1111', '昼寝は短め'])
  await context.close()
})

test('saved in between: a form that is not complete is kept as a draft, on another device too', async () => {
  const own = await family()
  const { page, context } = await inHands(own)
  await page.goto(`${world.url}/parent/registration`)
  await page.getByRole('button', { name: /登録をはじめる/ }).click()
  await page.waitForSelector('#guardians-0-name')
  await page.fill('#guardians-0-name', '新井 真')
  await page.getByRole('button', { name: '保存してあとで続ける' }).click()
  await page.getByRole('link', { name: /続きを書く/ }).waitFor()
  await context.close()
  const other = await inHands(own)
  await other.page.goto(`${world.url}/parent/registration`)
  await other.page.getByRole('link', { name: /続きを書く/ }).click()
  await other.page.waitForSelector('#guardians-0-name')
  assert.equal(await other.page.inputValue('#guardians-0-name'), '新井 真')
  await other.context.close()
})

test('R-REG-11: another guardian is invited with a code that is shown once and works', async () => {
  const own = await registered({ decision: 'approve' })
  const seen = await inHands(own)
  const { page, context } = seen
  await page.goto(`${world.url}/parent/registration`)
  await page.getByRole('button', { name: '招待コードをつくる' }).click()
  const code = await page.locator('.code-itself').textContent()
  assert.match(code, /^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}$/)
  await assertClean(seen, 'the invitation')
  const made = await client(world.url).post('/claims', { code, login: 'second@family.example', password: PASSWORD, name: '新井 桜' })
  assert.equal(made.status, 204, made.text)
  const second = await signIn(world.url, 'second@family.example', PASSWORD)
  assert.deepEqual((await second.get('/me')).body.children.map(({ id }) => id), [own.child.id])
  await page.reload()
  await page.getByRole('button', { name: '招待コードをつくる' }).waitFor()
  assert.equal(await page.locator('.code-itself').count(), 0)
  await context.close()
})

test('a guardian’s addresses: one is entered and waits for its confirmation, and is removed in two taps', async () => {
  const own = await family()
  const seen = await inHands(own)
  const { page, context } = seen
  await page.goto(`${world.url}/parent/contacts`)
  await page.waitForSelector('#address')
  await page.fill('#address', 'no address')
  await next(page)
  await page.waitForSelector('#address-error')
  await page.fill('#address', 'aunt@family.example')
  await page.locator('input[name=tongue][value=en]').check()
  await next(page)
  const card = page.locator('li.card', { hasText: 'aunt@family.example' })
  await card.getByText('確認待ち').waitFor()
  await card.getByText('English').waitFor()
  await assertClean(seen, 'the addresses')
  await card.getByRole('button', { name: /削除/ }).click()
  await page.getByRole('button', { name: '削除する' }).click()
  await page.getByText('aunt@family.example を削除しました').waitFor()
  await waitFor(async () => (await card.count()) === 0, 'the address to be gone', 5000)
  assert.deepEqual((await own.who.get('/me/contacts')).body.contacts.filter(({ address }) => address === 'aunt@family.example'), [])
  await context.close()
})

// --- the staff --------------------------------------------------------------------------------------------------------------

const audited = () => sql(world.server.data, `SELECT count(*) AS n FROM audit WHERE action = 'read_registration'`)[0].n

test('R-REG-08: the ward office opens what waits, is told that this is recorded, and returns it only with a reason', async () => {
  const own = await registered()
  const seen = await device({ login: 'ward', viewport: TABLET })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/registrations`)
  const before = audited()
  await page.locator(`a[href="/staff/registrations/${own.registration}"]`).click()
  await page.getByText('この内容を開いたことは記録されています').waitFor()
  assert.equal(audited(), before + 1, 'one reading is one line of the audit')
  assert.match(await page.locator('main').textContent(), /新井 桜.*03-0000-0000/s)
  await page.locator('input[name=decision][value=return]').check()
  await next(page)
  await page.waitForSelector('#why-error')
  await assertClean(seen, 'a registration opened, with errors')
  await page.fill('#why', '住所を書いてください')
  await next(page)
  await page.waitForSelector('.said')
  assert.match(await page.locator('.said').textContent(), /差し戻し/)
  const whole = (await own.who.get(`/registrations/${own.registration}`)).body
  assert.deepEqual([whole.state, whole.history[0].reason], ['returned', '住所を書いてください'])
  await page.goto(`${world.url}/staff/registrations`)
  await page.waitForSelector('#state')
  assert.equal(await page.locator(`a[href="/staff/registrations/${own.registration}"]`).count(), 0, 'what is decided waits no more')
  await page.selectOption('#state', 'returned')
  await page.locator(`a[href="/staff/registrations/${own.registration}"]`).waitFor()
  assert.deepEqual(seen.wrong, [])
  await context.close()
})

test('R-REG-11 R-REG-12: the ward office writes down what holds for a household, limits what a guardian sees, and records that it moves away', async () => {
  const own = await registered()
  const { children: [{ id: child }] } = (await own.who.get('/me')).body
  const seen = await device({ login: 'ward', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/registrations/${own.registration}`)
  await page.getByRole('link', { name: '世帯のことがら' }).click()
  await page.waitForSelector('#fact-kind')
  const send = (id) => page.locator('main form', { has: page.locator(`#${id}`) }).locator('button[type=submit]').click()
  await send('fact-kind')
  await page.waitForSelector('#fact-kind-error')
  await assertClean(seen, 'the household, with errors')
  await page.selectOption('#fact-kind', 'tier')
  await page.fill('#fact-value', 'A')
  await page.fill('#fact-from', '2026-04-01')
  await send('fact-kind')
  const fact = page.locator('.queue-row', { hasText: '料金の階層' })
  await fact.getByRole('button', { name: '終わりにする' }).click()
  await fact.locator('.struck').waitFor()
  await page.getByRole('button', { name: '変える 新井 真' }).click()
  await page.getByRole('checkbox', { name: 'どこにいつ居るか' }).check()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('見えないもの').waitFor()
  assert.deepEqual((await ward.get(`/children/${child}/guardians`)).body.guardians[0].hides, ['times', 'booking'])
  await page.fill('#moving-day', '2030-04-01')
  await send('moving-day')
  await page.waitForSelector('#moving-sure-error')
  await page.check('#moving-sure')
  await send('moving-day')
  await page.getByText('からの転出を記録しました').waitFor()
  await assertClean(seen, 'the household')
  assert.equal((await page.goto(`${world.url}/staff/registrations/${own.registration}/household`)).status(), 200)
  await context.close()
})

test('two officers decide one registration: the second is told, and nothing is decided twice', async () => {
  const own = await registered()
  const { page, context } = await device({ login: 'ward', viewport: TABLET })
  await page.goto(`${world.url}/staff/registrations/${own.registration}`)
  await page.locator('input[name=decision][value=refuse]').check()
  await page.fill('#why', '対象外です')
  assert.equal((await ward.post(`/registrations/${own.registration}/decide`, { decision: 'approve' })).status, 200)
  await next(page)
  await page.getByRole('button', { name: 'いまの内容を読む' }).click()
  await page.locator('.pill', { hasText: '登録済み' }).waitFor()
  assert.equal((await own.who.get(`/registrations/${own.registration}`)).body.state, 'approved')
  await context.close()
})

test('R-REG-10: a paper form keyed in at the counter gives the slip with the code, which a phone takes', async () => {
  const seen = await device({ login: 'ward', viewport: TABLET })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/households/new`)
  await page.waitForSelector('#c0-name')
  await next(page)
  await page.waitForSelector('#c0-birth-error')
  await assertClean(seen, 'the counter’s form with errors')
  await page.fill('#c0-name', '窓口 一')
  await page.fill('#c0-kana', 'まどぐち いち')
  await page.fill('#c0-birth', '2023-06-01')
  await page.locator('input[name=c0-allergic][value=no]').check()
  await page.fill('#guardians-0-name', '窓口 真')
  await page.fill('#emergency-0-name', '窓口 桜')
  await page.fill('#emergency-0-phone', '03-1111-1111')
  await page.fill('#mail', 'madoguchi@family.example')
  await next(page)
  await page.waitForSelector('.slip-code')
  await page.locator('.pill', { hasText: '確認中' }).waitFor()
  await assertClean(seen, 'the slip')
  const code = await page.locator('.slip-code').textContent()
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.locator('.slip').isVisible(), true)
  assert.equal(await page.locator('header').isVisible(), false, 'only the slip is printed')
  assert.equal(await page.locator('.queue-row').isVisible(), false)
  const made = await client(world.url).post('/claims', { code, login: 'madoguchi@family.example', password: PASSWORD, name: '窓口 真' })
  assert.equal(made.status, 204, made.text)
  const who = await signIn(world.url, 'madoguchi@family.example', PASSWORD)
  const [child] = (await who.get('/me')).body.children
  assert.equal(child.name, '窓口 一')
  assert.equal((await scopeOf(who, child.id)).registration.channel, 'counter')
  assert.deepEqual(seen.wrong, [])
  await context.close()
})

test('whoever keeps no registrations is not shown that there is a page', async () => {
  const { page, context } = await device({ login: 'teacher-n01', viewport: TABLET })
  for (const path of ['/staff/registrations', '/staff/households/new']) {
    await page.goto(world.url + path)
    await page.getByText('ページが見つかりません').waitFor()
  }
  await context.close()
})

test('R-REG-10: a room enters a household only for the telephone; what all rooms share is decided by the ward office', async () => {
  const seen = await device({ login: 'nurse-s01', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/registrations`)
  await page.getByText('区内共通の登録は、区役所が審査します').waitFor()
  await assertClean(seen, 'a room’s queue')
  await page.getByRole('link', { name: '窓口での登録' }).click()
  await page.waitForSelector('#c0-name')
  await page.fill('#c0-name', '電話 二')
  await page.fill('#c0-kana', 'でんわ に')
  await page.fill('#c0-birth', '2023-07-01')
  await next(page)
  await page.waitForSelector('.slip-code')
  await page.getByText('まだ登録されていません').waitFor()
  await assertClean(seen, 'a room’s slip')
  await context.close()
})

/** Presses Tab until the focus is where it must come. */
async function tabTo(page, selector) {
  for (let n = 0; n < 120; n++) {
    if (await page.evaluate(focused(selector))) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`the keyboard does not come to ${selector}`)
}

test('R-UX-01: from the first page to handed in with the keyboard alone', async () => {
  const own = await family()
  const { page, context } = await inHands(own)
  const [child] = own.household.children
  const write = async (selector, text) => { await tabTo(page, selector); await page.keyboard.type(text) }
  const press = async (selector, key = 'Enter') => { await tabTo(page, selector); await page.keyboard.press(key) }
  await page.goto(`${world.url}/parent/`)
  await page.waitForSelector('.notice a[href="/parent/registration"]')
  await press('.notice a[href="/parent/registration"]')
  await page.waitForSelector(`[data-child="${child.id}"] button`)
  await press(`[data-child="${child.id}"] button`)
  await page.waitForSelector('#guardians-0-name')
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1')
  await write('#guardians-0-name', '新井 真')
  await write('#emergency-0-name', '新井 桜')
  await write('#emergency-0-phone', '03-0000-0000')
  await press('#emergency-add')
  await page.waitForSelector('#emergency-1-name:focus')
  await page.keyboard.press('Shift+Tab')
  await press('main form button[type=submit]')
  await page.waitForSelector('#allergic')
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the next screen begins at its heading')
  await press('#allergic', 'Space')
  await press('#vaccinations-add')
  await page.waitForSelector('#vaccinations-0-name:focus')
  await page.keyboard.type('MR')
  await press('main form button[type=submit]')
  await page.waitForSelector('#child-facts')
  await press('main form button[type=submit]')
  await page.getByRole('heading', { level: 1, name: '提出しました' }).waitFor()
  const { registration } = await scopeOf(own.who, child.id)
  const whole = (await own.who.get(`/registrations/${registration.id}`)).body
  assert.deepEqual([whole.state, whole.household.emergency.length, whole.sheet.vaccinations], ['submitted', 1, [{ name: 'MR', day: null }]])
  await context.close()
})

test('what is typed and not saved waits in this tab, and is shown beside what somebody else has written meanwhile', async () => {
  const own = await registered({ decision: 'approve' })
  const { page, context } = await inHands(own)
  await page.goto(`${world.url}/parent/registration?of=${own.registration}`)
  await page.waitForSelector('#address')
  await page.fill('#address', 'つばめ区 1-2-3')
  await page.reload()
  await page.waitForSelector('#address')
  assert.equal(await page.inputValue('#address'), 'つばめ区 1-2-3')
  const read = (await own.who.get(`/registrations/${own.registration}`)).body
  const theirs = { ...read.household, address: 'つばめ区 9-9-9' }
  const faster = await own.who.put(`/children/${own.child.id}/registrations/all`, { household: theirs, household_version: read.household_version }, { headers: { 'if-match': `"${read.version}"` } })
  assert.equal(faster.status, 200, faster.text)
  await page.reload()
  await page.waitForSelector('.registration-conflict')
  await page.getByRole('button', { name: 'いまの内容にする' }).click()
  assert.equal(await page.inputValue('#address'), 'つばめ区 9-9-9')
  await context.close()
})

test('a room that refuses for want of a registration leads the family to it', async () => {
  const own = await family()
  const [place] = await freePlaces()
  const { page, context } = await inHands(own)
  await page.goto(`${world.url}/parent/reserve?room=${place.room.id}&day=${place.day}`)
  await tell(page)
  await page.click('main button[type=submit]')
  const refused = page.locator('.verdict', { hasText: '利用登録がまだです' }).first()
  await refused.locator('a[href="/parent/registration"]').waitFor({ state: 'attached' })
  await context.close()
})
