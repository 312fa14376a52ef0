// The contact book over HTTP: the ETag that was read stands in If-Match, two who write at once, text of any script, the class page and release.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, startServer, waitFor } from '../support/harness.mjs'
import { asParent, families } from '../support/families.mjs'

let server
let clock
let day
let family
let parent
let head
let child
before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '07:30:00'))
  day = clock.instant.slice(0, 10)
  server = await startServer({ ...town, clock })
  const here = new Map(sql(town.data, "SELECT c.public_id AS id, c.class, c.birth_day FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'")
    .map((row) => [row.id, row]))
  family = families(server).find(({ child: id }) => here.has(id))
  child = here.get(family.child)
  parent = asParent(server, family)
  head = await signIn(server.url, 'head-n01')
})
after(() => server?.stop())

const path = (part) => `/children/${family.child}/contact-book/${day}/${part}`
const setClock = async (time) => {
  const instant = `${day}T${time}.000+09:00`
  clock.set(instant)
  await waitFor(async () => Date.parse((await server.anyone.get('/readyz')).body.now) === Date.parse(instant), `the server's clock at ${instant}`)
}
const first = { headers: { 'if-none-match': '*' } }
const over = (answer) => ({ headers: { 'if-match': answer.headers.etag } })
// A heart with its selector, a family of joiners, a kanji with an ideographic selector, a compatibility kanji, an astral kanji, Devanagari.
const ODD = '❤️ 👨‍👩‍👧 葛󠄀 \uFA19 𠮷 नमस्ते Ｖ'

test('R-CB-02: the ETag of the reading is the If-Match of the writing; without one nothing is written; the second of two sees what the first wrote', async () => {
  const empty = await parent.get(path('home'))
  assert.equal(empty.status, 200)
  assert.deepEqual([empty.body.version, empty.body.state, empty.body.revisions], [0, 'open', []])
  assert.equal((await parent.put(path('home'), { mood: 'good' })).status, 428)
  const written = await parent.put(path('home'), { temp_c: 37.6, comment: ODD }, first)
  assert.equal(written.status, 200, written.text)
  assert.deepEqual([written.body.version, written.body.outcome, written.body.advice], [1, 'saved', 'watch'])
  const read = await parent.get(path('home'))
  assert.equal(read.body.revisions.at(-1).page.comment, ODD)
  assert.equal((await parent.get(path('home'), { headers: { 'if-none-match': read.headers.etag } })).status, 304)
  const second = await parent.put(path('home'), { mood: 'bad' }, first)
  assert.equal(second.status, 412)
  assert.deepEqual([second.body.code, second.body.version, second.body.present.comment], ['CHANGED', 1, ODD])
  assert.equal((await parent.put(path('home'), { temp_c: 38, comment: ODD }, over(read))).body.advice, 'stay_home')
})

test('R-CB-01: a field of no part is refused by name, and a page is never in the log of the database', async () => {
  const wrong = await parent.put(path('home'), { temperature: 36.5 }, first)
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.errors, [{ pointer: '/temperature', code: 'UNKNOWN_MEMBER' }])
  assert.equal(sql(server.data, "SELECT count(*) AS n FROM audit WHERE object LIKE '%❤%' OR reason LIKE '%❤%'")[0].n, 0)
})

test('R-CB-04, R-CB-06: staff write down the class, release it at a time, and see on the class page who has not read', async () => {
  await setClock('13:00:00')
  const query = `/nurseries/n01/contact-book?day=${day}&class=${encodeURIComponent(child.class)}`
  const page = await head.get(query)
  assert.equal(page.status, 200, page.text)
  assert.ok(page.body.classes.includes(child.class))
  const mine = (answer) => answer.body.children.find(({ child_id: id }) => id === family.child)
  assert.equal(mine(page).home.page.comment, ODD)
  assert.equal(mine(page).home.advice, 'stay_home')
  const written = await head.put(path('nursery'), { mood: 'good', phrases: ['ate_well'], message: ODD }, first)
  assert.equal(written.body.state, 'draft')
  assert.deepEqual((await parent.get(path('nursery'))).body.revisions, [])
  const scheduled = await head.post(`/nurseries/n01/contact-book/${day}/release`, { children: [family.child], at: `${day}T16:00:00+09:00` })
  assert.deepEqual([scheduled.body.scheduled, scheduled.body.released], [1, 0])
  await setClock('16:00:01')
  await waitFor(async () => mine(await head.get(query)).nursery.state === 'released', 'the agenda to release the page')
  assert.ok(mine(await head.get(query)).unread > 0)
  assert.equal((await parent.get(path('nursery'))).body.revisions.at(-1).page.message, ODD)
  const readers = (await head.get(path('nursery'))).body.readers
  assert.equal(readers.filter(({ read_at: at }) => at !== null).length, 1)
})
