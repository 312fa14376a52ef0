// The monthly register of a nursery: JSON for programs, lines for a spreadsheet, and nobody else's children.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayOf, signIn, startServer } from '../support/harness.mjs'

let server
let head
const month = dayOf(Date.now()).slice(0, 7)

before(async () => {
  server = await startServer({ children: 40 })
  head = await signIn(server.url, 'head-n01')
})
after(() => server?.stop())

const ATTENDED = ['present', 'late', 'early_leave', 'late_and_early']

test('R-SHEET-03: marks, sums and enrolment of this month, with a tag', async () => {
  const answer = await head.get(`/nurseries/n01/register?month=${month}`)
  assert.equal(answer.status, 200, answer.text)
  const { body } = answer
  assert.equal(body.month, month)
  assert.equal(body.nursery_id, 'n01')
  assert.equal(body.symbols.present, '〇')
  assert.equal(body.days.length, new Date(Number(month.slice(0, 4)), Number(month.slice(5)), 0).getDate())
  assert.ok(body.children.length > 0)
  assert.equal(body.enrolled_first, body.children.length)
  assert.equal((await head.get('/nurseries/n01/register')).text, answer.text)
  let attended = 0
  for (const child of body.children) {
    assert.equal(child.marks.length, body.days.length)
    const own = child.marks.filter((mark) => ATTENDED.includes(mark)).length
    assert.equal(child.totals.attended, own)
    attended += own
  }
  assert.equal(body.totals.attended, attended)
  assert.equal(body.days.reduce((sum, day) => sum + day.attended, 0), attended)
  const again = await head.get(`/nurseries/n01/register?month=${month}`, { headers: { 'if-none-match': answer.headers.etag } })
  assert.equal(again.status, 304)
})

test('R-SHEET-03: the same as lines, with a byte order mark and the heads of the reader', async () => {
  const answer = await head.get(`/nurseries/n01/register?month=${month}`, { headers: { accept: 'text/csv', 'accept-language': 'ja' } })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8')
  assert.match(answer.headers['content-disposition'], /^attachment/)
  const linked = await head.get(`/nurseries/n01/register?month=${month}&format=csv`, { headers: { accept: 'text/html,*/*', 'accept-language': 'ja' } })
  assert.equal(linked.text, answer.text)
  assert.equal((await head.get('/nurseries/n01/register?format=xls')).body.errors[0].pointer, '?format')
  const lines = answer.text.replace('\uFEFF', '').split('\r\n')
  assert.match(lines[0], /^番号,クラス,氏名,1,2,/)
  const { body } = await head.get(`/nurseries/n01/register?month=${month}`)
  assert.equal(lines.findIndex((line) => line.startsWith(',,出席者数,')), body.children.length + 1)
})

test('a class alone, nothing of another nursery, and a month must be one', async () => {
  const { body: whole } = await head.get('/nurseries/n01/register')
  const name = whole.children[0].class
  const { body: part } = await head.get(`/nurseries/n01/register?class=${encodeURIComponent(name)}`)
  assert.deepEqual(part.children, whole.children.filter((child) => child.class === name))
  assert.equal((await (await signIn(server.url, 'head-n02')).get(`/nurseries/n01/register?month=${month}`)).status, 404)
  for (const [query, code] of [['?month=2026-13', 'BAD_FORMAT'], ['?month=2026-1', 'BAD_FORMAT'], ['?month=2026-01-01', 'BAD_FORMAT']]) {
    const { status, body } = await head.get(`/nurseries/n01/register${query}`)
    assert.equal(status, 422)
    assert.equal(body.errors[0].code, code)
  }
})
