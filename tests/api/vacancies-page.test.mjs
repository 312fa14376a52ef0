// The vacancies without scripts: one page for anybody, in two languages, which says what the API says and escapes whatever a room is called.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demo, sql, startServer, waitFor } from '../support/harness.mjs'
import { bookableDays, families, asParent, reservation } from '../support/families.mjs'

const HOSTILE = `<script>alert("1")</script> & 'x' "y" </th><img src=x onerror=alert(2)>`
let server

before(async () => {
  const town = demo({ children: 60 })
  sql(town.data, `UPDATE site SET name = '${HOSTILE.replaceAll("'", "''")}', phone = '03-1"><b>' WHERE public_id = 's02'`, { write: true })
  server = await startServer(town)
})
after(() => server?.stop())

const page = (headers = {}) => fetch(`${server.url}/vacancies.html`, { headers })
const text = async (headers) => (await page(headers)).text()
const rowOf = (html, name) => html.split('<tr>').find((row) => row.includes(name))

test('R-RSV-09 R-UX-02: rooms and days with mark and words, the telephone of each room, no script, no cookie, and asked for again after a minute', async () => {
  const answer = await page({ 'accept-language': 'ja' })
  const html = await answer.text()
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.equal(answer.headers.get('set-cookie'), null)
  assert.match(answer.headers.get('vary'), /Accept-Language/)
  assert.match(html, /^<!doctype html>\n<html lang="ja">/)
  assert.match(html, /<meta http-equiv="refresh" content="60">/)
  assert.doesNotMatch(html, /<script|<[^>]*\s(style|on[a-z]+)=/i)
  const { body } = await server.anyone.get('/vacancies?days=7')
  assert.equal(html.match(/<th scope="row">/g).length, body.sick_rooms.length)
  for (const room of body.sick_rooms.filter(({ id }) => id !== 's02')) {
    const row = rowOf(html, room.name)
    assert.ok(row.includes(`href="tel:${room.telephone.replace(/[^0-9+]/g, '')}"`), room.name)
    const marks = [...row.matchAll(/[○△×－]/g)].map(([mark]) => mark)
    const expected = room.days.flatMap(({ slots }) => (slots.every(({ opens_at: opens }) => opens === null) ? ['－'] : slots.map(({ mark }) => ({ open: '○', few: '△', full: '×', closed: '－' })[mark])))
    assert.deepEqual(marks, expected, room.name)
  }
})

test('whatever a room is called stands there as text', async () => {
  const html = await text()
  assert.ok(html.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; &quot;y&quot; &lt;/th&gt;&lt;img src=x onerror=alert(2)&gt;'))
  assert.ok(!html.includes('<img'))
  assert.ok(html.includes('href="tel:031"'))
  assert.ok(html.includes('03-1&quot;&gt;&lt;b&gt;'))
})

test('in the reader\'s language, with a tag that answers 304 until a place is taken', async () => {
  const first = await page({ 'accept-language': 'en' })
  const html = await first.text()
  assert.match(html, /<html lang="en">/)
  assert.match(html, /Sick-child care vacancies/)
  assert.doesNotMatch(html, /空き|満室|休み/)
  const tag = first.headers.get('etag')
  assert.match(tag, /^"[0-9a-f]+"$/)
  assert.equal((await page({ 'accept-language': 'en', 'if-none-match': tag })).status, 304)
  assert.equal((await page({ 'accept-language': 'ja', 'if-none-match': tag })).status, 200, 'another language is another page')
  // One place is left: the mark and the tag are others.
  const s01 = (await server.anyone.get('/vacancies')).body.sick_rooms.find(({ id }) => id === 's01')
  const [free] = await bookableDays(server, 's01', 7)
  let taken = 0
  for (const family of families(server)) {
    if (taken === free.capacity - 1) break
    taken += (await asParent(server, family).post('/reservations', reservation(family.child, 's01', free.day))).body.reservations?.[0].state === 'confirmed' ? 1 : 0
  }
  assert.equal(taken, free.capacity - 1)
  await waitFor(async () => (await page({ 'accept-language': 'en', 'if-none-match': tag })).status === 200, 'the page to be another')
  await waitFor(async () => rowOf(await text({ 'accept-language': 'en' }), s01.name)?.includes('△'), 'one place to be left')
})

test('only to be read', async () => {
  const answer = await fetch(`${server.url}/vacancies.html`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
  assert.equal(answer.status, 405)
  assert.equal(answer.headers.get('allow'), 'GET, HEAD')
  const head = await fetch(`${server.url}/vacancies.html`, { method: 'HEAD' })
  assert.equal(head.status, 200)
  assert.equal(await head.text(), '')
})
