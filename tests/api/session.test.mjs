// Signing in, staying signed in, signing out; and from where a change may be asked for.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { client, clockFile, demo, request, signIn, sql, startServer, waitFor } from '../support/harness.mjs'

const PASSWORD = 'tsubame-demo-2026'
let server
let clock
before(async () => {
  clock = clockFile('2026-11-24T08:00:00.000+09:00')
  const town = demo({ children: 40 })
  server = await startServer({ ...town, data: town.data, clock })
  server.sessions = town.sessions
})
after(() => server?.stop())

const post = (login, password, headers = {}) =>
  request(`${server.url}/api/v1/session`, { method: 'POST', body: { login, password }, headers })
const hours = (n) => n * 3_600_000
const days = (n) => n * hours(24)

test('a cookie is random, unreadable for scripts, and stored only as a hash', async () => {
  const one = await post('parent001@demo.example', PASSWORD)
  const two = await post('parent001@demo.example', PASSWORD)
  assert.equal(one.status, 204)
  const [cookie] = one.headers['set-cookie']
  assert.match(cookie, /^session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7776000$/)
  assert.notEqual(cookie, two.headers['set-cookie'][0])
  const value = cookie.slice(8, 51)
  for (const { token_hash: hash } of sql(server.data, 'SELECT hex(token_hash) AS token_hash FROM session'))
    assert.notEqual(hash.toLowerCase(), Buffer.from(value).toString('hex'))
  assert.equal(sql(server.data, `SELECT count(*) AS n FROM session WHERE CAST(token_hash AS TEXT) = '${value}'`)[0].n, 0)
})

test('a wrong password, an unknown account and an empty password get the same answer', async () => {
  const answers = await Promise.all([post('parent002@demo.example', 'wrong-password-here'), post('nobody@demo.example', PASSWORD), post('parent002@demo.example', '')])
  for (const answer of answers) {
    assert.equal(answer.status, 401)
    assert.equal(answer.body.code, 'SIGN_IN')
    assert.equal(answer.headers['set-cookie'], undefined)
    assert.equal(answer.text, answers[0].text)
  }
})

test('the sign-in of an unknown account also costs an Argon2 check', async () => {
  const checks = async () => Number(/^tsubame_passwords_checked_total (\d+)$/m.exec(await (await fetch(`${server.url}/metrics`)).text())[1])
  const before = await checks()
  await post('parent020@demo.example', 'some-password-or-other')
  assert.equal(await checks(), before + 1)
  await post('nobody@demo.example', 'some-password-or-other')
  assert.equal(await checks(), before + 2)
})

test('GET /me says who is signed in, and nobody is without a cookie', async () => {
  const me = await (await signIn(server.url, 'parent003')).get('/me')
  assert.equal(me.status, 200)
  assert.deepEqual(me.body.roles, [{ role: 'guardian', site_id: null }])
  assert.ok(me.body.children.length >= 1)
  const staff = await (await signIn(server.url, 'head-n01')).get('/me')
  assert.deepEqual(staff.body.roles, [{ role: 'head', site_id: 'n01' }])
  assert.deepEqual(staff.body.sites.map(({ id, kind }) => [id, kind]), [['n01', 'nursery']])
  const nobody = await server.anyone.get('/me')
  assert.equal(nobody.status, 401)
  assert.equal(nobody.body.code, 'SIGN_IN')
})

test('a cookie that was never given out is nobody', async () => {
  for (const cookie of ['session=' + 'A'.repeat(43), 'session=short', 'session=', 'session', 'other=' + 'A'.repeat(43), `session=${'A'.repeat(43)}; session=${'B'.repeat(43)}`])
    assert.equal((await client(server.url, cookie).get('/me')).status, 401, cookie)
})

test('signing out ends this session at once and no other', async () => {
  const one = await signIn(server.url, 'parent004')
  const two = await signIn(server.url, 'parent004')
  assert.equal((await one.get('/me')).status, 200)
  const out = await one.del('/session')
  assert.equal(out.status, 204)
  assert.match(out.headers['set-cookie'][0], /^session=; .*Max-Age=0$/)
  assert.match(out.headers['clear-site-data'], /"storage"/)
  assert.equal((await one.get('/me')).status, 401)
  assert.equal((await two.get('/me')).status, 200)
  assert.equal((await one.del('/session')).status, 401)
})

test('an account that is closed loses its sessions when its generation changes', async () => {
  const parent = await signIn(server.url, 'parent005')
  const other = await signIn(server.url, 'parent005')
  assert.equal((await parent.get('/me')).status, 200)
  sql(server.data, `UPDATE account SET closed_ms = 1 WHERE login = 'parent005@demo.example'`, { write: true })
  await other.del('/session') // the only change of an account that the outside can cause
  await waitFor(async () => (await parent.get('/me')).status === 401, 'the closed account to be refused', 5000)
})

test('staff are signed out after 12 idle hours and after 24 in all; families after 30 days', async () => {
  const began = clock.instant
  const head = await signIn(server.url, 'head-n02')
  const parent = await signIn(server.url, 'parent006')
  assert.equal((await head.get('/me')).status, 200)
  clock.forward(hours(11))
  assert.equal((await head.get('/me')).status, 200)
  clock.forward(hours(11))
  assert.equal((await head.get('/me')).status, 200, 'each request begins the idle time anew')
  clock.forward(hours(3))
  assert.equal((await head.get('/me')).status, 401, '24 hours are over')
  const idle = await signIn(server.url, 'lead-n01')
  clock.forward(hours(13))
  assert.equal((await idle.get('/me')).status, 401, '12 idle hours are over')
  assert.equal((await parent.get('/me')).status, 200)
  clock.forward(days(29))
  assert.equal((await parent.get('/me')).status, 200)
  clock.forward(days(31))
  assert.equal((await parent.get('/me')).status, 401, '30 idle days are over')
  clock.set(began)
})

test('a session outlives the server, and its hour of use is written down', async () => {
  const parent = await signIn(server.url, 'parent007')
  clock.forward(hours(5))
  assert.equal((await parent.get('/me')).status, 200)
  const latest = () => sql(server.data, `SELECT max(seen_ms) AS seen FROM session s JOIN account a ON a.id = s.account_id WHERE a.login = 'parent007@demo.example'`)[0].seen
  const hour = Date.parse(clock.instant) - Date.parse(clock.instant) % hours(1)
  await waitFor(() => latest() === hour, 'the hour of use to be written', 5000)
  await server.stop()
  await server.restart()
  assert.equal((await parent.get('/me')).status, 200)
})

test('a change asked for from another site is refused, one from our pages or from a program passes', async () => {
  const { host } = new URL(server.url)
  const ask = async (headers) => (await post('parent008@demo.example', PASSWORD, headers)).status
  assert.equal(await ask({ origin: server.url }), 204)
  assert.equal(await ask({ 'sec-fetch-site': 'same-origin' }), 204)
  assert.equal(await ask({ 'sec-fetch-site': 'none' }), 204)
  assert.equal(await ask({}), 204)
  for (const headers of [{ origin: 'https://other.example' }, { origin: `https://${host}` }, { origin: `http://${host}.other.example` }, { origin: 'null' },
    { origin: '' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://other.example', 'sec-fetch-site': 'same-origin' }]) {
    const answer = await post('parent008@demo.example', PASSWORD, headers)
    assert.equal(answer.status, 403, JSON.stringify(headers))
    assert.equal(answer.body.code, 'DENIED')
  }
  const parent = await signIn(server.url, 'parent008')
  assert.equal((await parent.del('/session', undefined, { headers: { origin: 'https://other.example' } })).status, 403)
  assert.equal((await parent.get('/me', { headers: { origin: 'https://other.example' } })).status, 200, 'reading changes nothing')
})

test('after ten wrong passwords the account has to wait, longer each time, and another does not', async () => {
  const login = 'parent009@demo.example'
  for (let i = 0; i < 10; i++) assert.equal((await post(login, `wrong-password-${i}`)).status, 401)
  const first = await post(login, PASSWORD)
  assert.equal(first.status, 429, 'not even the right password is looked at')
  assert.equal(first.body.code, 'TOO_OFTEN')
  assert.equal(first.headers['retry-after'], '1')
  await waitFor(async () => (await post(login, 'wrong-again')).status === 401, 'the first wait to be over', 5000)
  assert.ok(Number((await post(login, PASSWORD)).headers['retry-after']) >= 2)
  assert.equal((await post('parent010@demo.example', PASSWORD)).status, 204)
  await waitFor(async () => (await post(login, PASSWORD)).status === 204, 'the second wait to be over', 10_000)
  assert.equal((await post(login, 'wrong-once')).status, 401, 'a success forgives')
  assert.equal((await post(login, PASSWORD)).status, 204)
})

test('a flood of sign-ins gets an honest 503 beyond a short line, while others are served', async () => {
  const flood = Array.from({ length: 150 }, (_, i) => post(`flood${i}@demo.example`, 'whatever-it-may-be'))
  const other = await server.anyone.get('/vacancies')
  assert.equal(other.status, 200)
  const answers = await Promise.all(flood)
  const busy = answers.filter(({ status }) => status === 503)
  assert.ok(busy.length > 0)
  assert.ok(answers.filter(({ status }) => status === 401).length >= 64)
  assert.equal(busy[0].body.code, 'BUSY')
  assert.ok(Number(busy[0].headers['retry-after']) >= 1)
})
