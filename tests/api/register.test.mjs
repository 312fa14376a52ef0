// The monthly register of a nursery: JSON for programs, lines for a spreadsheet, and nobody else's children.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { dayOf, request, signIn, startServer } from '../support/harness.mjs'

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

/** The files of a zip, by their names, after its directory. */
function unzip(bytes) {
  const files = new Map()
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from('PK\x05\x06')) + 16)
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [packed, name, extra, comment] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)]
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), inflateRawSync(bytes.subarray(from, from + packed)).toString('utf8'))
    at += 46 + name + extra + comment
  }
  return files
}

test('R-SHEET-03: the same as a workbook: texts are texts, numbers are numbers, and the same twice', async () => {
  const signed = await request(`${server.url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'head-n01@demo.example', password: 'tsubame-demo-2026' }) })
  const ask = (accept, query = '') => fetch(`${server.url}/api/v1/nurseries/n01/register?month=${month}${query}`,
    { headers: { cookie: signed.headers['set-cookie'][0].split(';')[0], 'accept-language': 'ja', accept } })
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  const answer = await ask(type)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-type'), type)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const files = unzip(bytes)
  assert.match(files.get('xl/sharedStrings.xml'), /出席すべき日数/)
  assert.match(files.get('xl/worksheets/sheet1.xml'), /<c r="D1"><v>1<\/v><\/c>/)
  const { children } = (await head.get(`/nurseries/n01/register?month=${month}`)).body
  assert.ok(files.get('xl/sharedStrings.xml').includes(`<t>${children[0].name}</t>`))
  assert.deepEqual(Buffer.from(await (await ask('text/html,*/*', '&format=xlsx')).arrayBuffer()), bytes)
})
