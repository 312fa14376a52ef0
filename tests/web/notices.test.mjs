// Notices, from the tablet of a nursery to a guardian's phone: whom it reaches, names, two people, recall, reading, an answer in one tap.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { demo, openMorning, clockFile, signIn, sql } from '../support/harness.mjs'
import { assertClean, device, openWorld, PHONE, TABLET, world } from './browser.mjs'

let clock
let day
let head
let child
before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '08:30:00'))
  day = clock.instant.slice(0, 10)
  await openWorld({ ...town, clock })
  head = await signIn(world.url, 'head-n01')
  child = (await (await signIn(world.url, 'parent001')).get('/me')).body.children.find((one) => one.nursery_id === 'n01')
})

const write = async (page, title, body) => {
  await page.goto(`${world.url}/staff/nurseries/n01/notices/new`)
  await page.fill('#title', title)
  await page.fill('#body', body)
}

test('R-NTC-01: whom it reaches stands above the button, a named child stops it, and another reads it before it goes to all', async () => {
  const seen = await device({ login: 'head-n01', viewport: PHONE })
  const { page, context } = seen
  const name = child.name.replace(' ', '')
  await write(page, '遠足', `${name}さんと行きます。`)
  await page.getByLabel('園の全員').check()
  await page.getByText(/園全体の保護者 \d+人（\d+家庭）に送ります/).waitFor()
  await page.getByText('お子さんの名前が入っています').waitFor()
  await assertClean(seen, 'a notice that names a child')
  await page.getByRole('button', { name: '確認をたのむ' }).click()
  await page.getByText(/名前を使わない言い方に/).last().waitFor()
  assert.equal(sql(world.server.data, 'SELECT count(*) AS n FROM notice')[0].n, 0)
  await page.fill('#body', '水とうを持ってきてください。')
  await page.getByLabel('出席・欠席をたずねる').check()
  await page.getByLabel('お子さんごと').check()
  await page.getByText('もう一人の職員が読んで').waitFor()
  await page.getByRole('button', { name: '確認をたのむ' }).click()
  await page.getByText('もう一人の確認を待っています').waitFor()
  await assertClean(seen, 'a notice that waits')
  await page.getByRole('button', { name: '読みました。送る' }).click()
  await page.getByText('書いた人とは別の職員が').waitFor()
  await context.close()
  const other = await device({ login: 'lead-n01', viewport: TABLET })
  await other.page.goto(`${world.url}/staff/nurseries/n01/notices`)
  await assertClean(other, 'the list of notices')
  await other.page.getByRole('link', { name: '遠足' }).click()
  await other.page.getByRole('button', { name: '読みました。送る' }).click()
  await other.page.getByRole('button', { name: /取り消す（あと\d+秒）/ }).waitFor()
  await assertClean(other, 'a notice that has gone out')
  await other.context.close()
})

test('R-NTC-01, R-NTC-02: a guardian sees the mark, reads it, answers in one tap and changes the answer', async () => {
  const seen = await device({ login: 'parent001', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/`)
  await page.getByText(/お知らせが1件あります/).click()
  await page.getByRole('link', { name: '遠足' }).click()
  await page.getByText('水とうを持ってきてください。').waitFor()
  await page.getByRole('button', { name: '出席します' }).first().click()
  await page.getByText('お返事を受け取りました').first().waitFor()
  await assertClean(seen, 'a notice that is answered')
  await page.getByRole('button', { name: '欠席します' }).first().click()
  await page.locator('button[aria-pressed=true]', { hasText: '欠席します' }).first().waitFor()
  await page.goto(`${world.url}/parent/notices`)
  await page.locator('.letter-read, .letter-unread').first().waitFor()
  await assertClean(seen, 'the notices of a family')
  await context.close()
  const id = (await head.get('/nurseries/n01/notices')).body.notices[0].id
  const one = (await head.get(`/notices/${id}`)).body
  assert.ok(one.classes.length > 1)
  assert.equal(one.classes.reduce((sum, { opened }) => sum + opened, 0), 1)
  assert.equal(one.recipients.filter(({ read_at: at }) => at).length, one.recipients.filter(({ child: name }) => name === child.name).length)
  assert.deepEqual(one.targets, [])
  const { body } = await head.get(`/notices/${id}/answers`)
  assert.deepEqual(body.answers[0].answers, [1])
  assert.equal(body.answered, 1)
  const table = (await head.get(`/notices/${id}/answers?format=csv`)).text
  assert.match(table, /^\uFEFF?組,お子さん,回答した人,回答した時刻,出席\r\n/)
  assert.ok(table.includes(`${child.name},`) && table.includes('欠席します'))
  const row = sql(world.server.data, "SELECT count(*) AS n FROM notice_recipient WHERE opened_ms > 0")
  assert.ok(row[0].n >= 1)
})

test('R-NTC-01: a draft is kept, gone on with, and sent to one class by one person', async () => {
  const seen = await device({ login: 'head-n01', viewport: TABLET })
  const { page, context } = seen
  await write(page, '給食', '献立が変わります。')
  await page.getByLabel('組を選ぶ').check()
  await page.getByLabel(child.class).check()
  await page.getByText(new RegExp(`${child.class}の保護者`)).waitFor()
  await page.getByRole('button', { name: '下書きにしておく' }).click()
  await page.getByRole('link', { name: '続きを書く' }).click()
  assert.equal(await page.inputValue('#body'), '献立が変わります。')
  await page.fill('#title', '給食のこと')
  await page.getByText(new RegExp(`${child.class}の保護者`)).waitFor()
  await page.getByRole('button', { name: '送る', exact: true }).click()
  await page.getByRole('button', { name: /取り消す/ }).waitFor()
  assert.equal(sql(world.server.data, "SELECT count(*) AS n FROM notice WHERE title = '給食のこと' AND state = 4 AND released_by IS NULL")[0].n, 1)
  await context.close()
})

test('R-NTC-01: an emergency stands on top in red, and recalled within the minute it is gone', async () => {
  const made = (await head.post('/nurseries/n01/notices', { title: '地震がありました', body: '全員無事です。', audience: { to: 'nursery' }, emergency: true })).body
  assert.equal(made.state, 'sent')
  const family = await device({ login: 'parent001', viewport: PHONE, language: 'en' })
  await family.page.goto(`${world.url}/parent/`)
  await family.page.locator('.letter-bell', { hasText: '地震がありました' }).waitFor()
  await assertClean(family, 'an emergency on the first page')
  const seen = await device({ login: 'head-n01', viewport: TABLET })
  await seen.page.goto(`${world.url}/staff/nurseries/n01/notices/${made.id}`)
  await seen.page.getByRole('button', { name: /取り消す/ }).click()
  await seen.page.getByText('取り消しました。開いていた人は0人です。').waitFor()
  await family.page.locator('.letter-bell').waitFor({ state: 'detached' })
  await seen.context.close()
  await family.context.close()
})

test('R-INF-05: an illness that goes round becomes a notice with figures and without a name; chosen children stand above the button', async () => {
  const parent = await signIn(world.url, 'parent001')
  assert.equal((await parent.post(`/children/${child.id}/absences`, { from: day, to: day, kind: 'sick', diagnosis: 'HFM' })).status, 201)
  const seen = await device({ login: 'head-n01', viewport: TABLET })
  const { page, context } = seen
  await page.goto(`${world.url}/staff/nurseries/n01/infections`)
  await page.getByRole('button', { name: 'お知らせを書く 手足口病' }).click()
  await page.waitForSelector('#body')
  const body = await page.inputValue('#body')
  assert.match(body, /1人の?.*手足口病/)
  assert.match(body, /ふだんの食事/)
  assert.ok(!body.includes(child.name) && !page.url().includes('HFM'))
  await page.locator('.letter-aim-sentence', { hasText: child.class }).waitFor()
  await page.getByLabel('えらんだお子さん').check()
  await page.getByLabel(child.name).check()
  // One family alone would be no notice.
  const boxes = page.locator('input[type=checkbox][id^="children"]')
  await boxes.nth(0).check()
  await boxes.nth(3).check()
  await page.locator('.letter-aim-sentence', { hasText: child.name }).waitFor()
  await assertClean(seen, 'a notice for chosen children')
  await page.getByRole('button', { name: '下書き' }).click()
  await page.waitForURL(/notices\/(?!new$)[^/]+$/)
  const kept = (await head.get(`/notices/${page.url().split('/').at(-1)}`)).body
  assert.equal(kept.audience, 'children')
  assert.ok(kept.targets.length >= 2 && kept.targets.some((one) => one.child_id === child.id))
  await context.close()
})

test('R-NTC-02: an anonymous answer is given once, and nothing of it stands beside whose it is', async () => {
  const { body: made } = await head.post('/nurseries/n01/notices', {
    title: 'アンケート', body: '給食について', audience: { to: 'nursery' }, emergency: true, answers: 'family', anonymous: true, due_at: `${day}T20:00:00.000+09:00`,
    questions: [{ kind: 'choice', text: '量', options: ['多い', '少ない'] }, { kind: 'text', text: 'ひとこと', required: false }],
  })
  const before = sql(world.server.data, 'SELECT (SELECT max(seq) FROM audit) AS audit, (SELECT max(id) FROM idempotency) AS kept')[0]
  const seen = await device({ login: 'parent001', viewport: PHONE })
  const { page, context } = seen
  await page.goto(`${world.url}/parent/notices/${made.id}`)
  await page.getByRole('button', { name: '少ない' }).click()
  await page.getByLabel(/文章/).fill('おいしいです')
  await assertClean(seen, 'a survey')
  await page.getByRole('button', { name: '答える' }).click()
  await page.getByText('お返事を受け取りました').waitFor()
  await context.close()
  const parent = await signIn(world.url, 'parent001')
  const again = await parent.post(`/notices/${made.id}/ballot`, { answers: [{ choice: 0 }, {}] })
  assert.equal(again.body.code, 'ANSWERED_ALREADY')
  const after = sql(world.server.data, "SELECT count(*) AS n FROM audit WHERE seq > " + before.audit + " AND object = 'notice:" + made.id + "' AND action <> 'read_notice'")[0]
  assert.equal(after.n, 0, 'no audit line of the answer')
  const kept = sql(world.server.data, `SELECT route FROM idempotency WHERE id > ${before.kept}`)
  assert.ok(kept.length <= 1, 'no kept request of the answer') // the receipt of the reading
  const ballots = sql(world.server.data, 'SELECT length(detail) AS n FROM notice_ballot')
  assert.deepEqual(ballots.map(({ n }) => n), [6040])
  const { body } = await head.get(`/notices/${made.id}/answers`)
  assert.equal(body.hidden, true)
  assert.deepEqual(body.answers, [])
})

test('R-NTC-01: a guardian writes about one child, the nursery reads and answers, each sees the other’s mark; what is typed outlives loss of network and a reload', async () => {
  const words = '帽子を忘れました 🧢\nधन्यवाद'
  const at = `/children/${child.id}/talk`
  const family = await device({ login: 'parent001', viewport: PHONE })
  const { page } = family
  await page.goto(`${world.url}/parent/`)
  await page.getByRole('link', { name: '園とのやりとり' }).click()
  await page.getByText('お急ぎのときは電話で').waitFor()
  assert.match(await page.locator('.talk-urgent a').getAttribute('href'), /^tel:[\d+]+$/)
  await page.getByText(/先生は\d\d:\d\d〜\d\d:\d\dは読めません/).waitFor()
  await assertClean(family, 'words with the nursery before the first')
  await page.fill('#talk-text', words)
  await page.reload()
  await page.waitForFunction((typed) => document.querySelector('#talk-text')?.value === typed, words)
  await page.route(`**${at}`, (route) => (route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue()))
  await page.getByRole('button', { name: '送る', exact: true }).click()
  await page.getByText('書いた文は残っています').waitFor()
  await page.unroute(`**${at}`)
  family.wrong.length = 0 // a browser without network says so
  await page.getByRole('button', { name: '送る', exact: true }).click()
  await page.getByText('送りました。').waitFor()
  await page.getByText('まだ読まれていません').waitFor()
  assert.equal(await page.inputValue('#talk-text'), '')
  const staff = await device({ login: 'head-n01', viewport: TABLET })
  await staff.page.goto(`${world.url}/staff/menu`)
  await staff.page.locator('a', { hasText: '家庭とのやりとり' }).locator('.talk-count').waitFor()
  await staff.page.goto(`${world.url}/staff/nurseries/n01`)
  await staff.page.getByText('1家庭からのメッセージがまだ読まれていません').click()
  const line = staff.page.locator(`[data-talk="${child.id}"]`)
  await line.locator('.talk-count').waitFor()
  await assertClean(staff, 'the families that wrote')
  await line.getByRole('link').click()
  const said = staff.page.locator('.talk-text', { hasText: '🧢' })
  await said.waitFor()
  assert.equal(await said.textContent(), words)
  assert.equal(await said.getAttribute('lang'), '')
  await page.getByText('読みました', { exact: false }).waitFor()
  await staff.page.fill('#talk-text', '見つかりました。')
  await staff.page.getByRole('button', { name: '送る', exact: true }).click()
  await page.locator('.talk-text', { hasText: '見つかりました。' }).waitFor()
  await staff.page.getByText(/\d\d:\d\d 読みました/).waitFor()
  await assertClean(staff, 'words with a family')
  await assertClean(family, 'words with the nursery')
  assert.deepEqual((await head.get(at)).body.words.map(({ side, text }) => [side, text]), [['family', words], ['nursery', '見つかりました。']])
  // Another guardian's telephone says that something came, and nothing of what.
  assert.equal(sql(world.server.data, "SELECT count(*) AS n FROM message WHERE kind = 25 AND length(detail) > 0")[0].n, 0)
  await staff.context.close()
  await family.context.close()
})
