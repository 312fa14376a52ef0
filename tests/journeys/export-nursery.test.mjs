// The ward takes away a month of a nursery: the registers, and extended care priced by a document that it brings.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { addDays, dayOf, program, root, run, signIn, startServer, tempFolder, tsubame } from '../support/harness.mjs'

const folder = tempFolder('tsubame-export')
const policy = join(root, 'backend/cli/nursery_policies/extension-p6-ten-minutes-capped.json')
const day = addDays(dayOf(Date.now()), -1)
const month = day.slice(0, 7)
let server
let head
let child

async function correct(kind, at, on = day) {
  const answer = await head.post('/nurseries/n01/attendance/corrections', { child_id: child, day: on, kind, at: `${on}T${at}:00+09:00`, reason: 'card forgotten' })
  assert.equal(answer.status, 201, answer.text)
}
const extension = (...args) =>
  JSON.parse(tsubame(['export', 'extension', '--data', server.data, '--site', 'n01', '--month', month, '--policy', policy, ...args, '--json']).stdout)
const file = (name, value) => {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

before(async () => {
  server = await startServer({ children: 30 })
  head = await signIn(server.url, 'head-n01')
  child = (await head.get(`/nurseries/n01/attendance?day=${day}`)).body.children[0].child_id
  await correct('arrive', '08:15')
  await correct('leave', '16:41')
})
after(() => server?.stop())

test('R-SHEET-03: the registers of every nursery, or of one, while the server runs', async () => {
  const { nurseries } = JSON.parse(tsubame(['export', 'attendance', '--data', server.data, '--month', month, '--json']).stdout)
  assert.ok(nurseries.length >= 2)
  const { body } = await head.get(`/nurseries/n01/register?month=${month}`)
  assert.deepEqual(nurseries.find((one) => one.nursery_id === 'n01').totals, body.totals)
  const lines = tsubame(['export', 'attendance', '--data', server.data, '--month', month, '--site', 'n01']).stdout
  assert.match(lines, /^\uFEFFn01,.*\r\n番号,クラス,氏名,1,2,/)
  const symbols = file('symbols.json', { policy: 'register', valid_from: '2026-04-01', symbols: { present: '出', late: '出', early_leave: '出', late_and_early: '出' } })
  const signed = tsubame(['export', 'attendance', '--data', server.data, '--month', month, '--site', 'n01', '--symbols', symbols]).stdout
  assert.ok(signed.includes(',出,') && !signed.includes(',△,'))
  assert.match(run(program('tsubame'), ['export', 'attendance', '--data', server.data, '--month', month, '--symbols', file('s.json', { policy: 'register', valid_from: '2026-04-01',
    symbols: { gone: 'x' } })], { expect: 1 }).stderr, /\/symbols\/gone: there is no such member; see the schema \(R-SHEET-03\)/)
  assert.match(run(program('tsubame'), ['export', 'attendance', '--data', server.data, '--month', '2026-4'], { expect: 2 }).stderr, /--month takes a month/)
  assert.match(run(program('tsubame'), ['export', 'attendance', '--data', server.data, '--month', month, '--site', 's01'], { expect: 1 }).stderr, /no such nursery/)
})

test('R-EXT-01 R-EXT-05 R-EXT-06: a month is priced by what was agreed, and a correction shows old, new and difference', async () => {
  const agreements = file('agreements.json', { children: [{ child_id: child, from: '2026-01-01', class: 'short' }] })
  assert.equal(extension().yen, 0)
  const first = extension('--agreements', agreements)
  assert.equal(first.yen, 600)
  assert.deepEqual(first.children.map((one) => one.child_id), [child])
  assert.deepEqual(first.children[0].days.map((one) => [one.day, one.arrive, one.leave, one.class, one.yen]), [[day, '08:15', '16:41', 'short', 600]])
  await correct('leave', '17:05')
  const second = extension('--agreements', agreements, '--before', file('before.json', first))
  assert.equal(second.yen, 300 + 600)
  assert.deepEqual(second.changes, [
    { child_id: child, old: 600, new: 900, difference: 300 },
    { child_id: child, day, old: 600, new: 900, difference: 300 },
  ])
  const lines = tsubame(['export', 'extension', '--data', server.data, '--site', 'n01', '--month', month, '--policy', policy, '--agreements', agreements,
    '--before', join(folder, 'before.json')]).stdout.split('\r\n')
  assert.equal(lines[0], '\uFEFFchild_id,name,class,day,arrive,leave,hours_class,kind,charge,minutes,units,yen')
  assert.equal(lines.filter((line) => line.includes(',spot,short,')).length, 2)
  assert.ok(lines.includes(`${child},${day},600,900,300`))
})

test('what cannot be priced is said in one sentence', () => {
  const wrong = file('wrong.json', { children: [{ child_id: child, monthly: ['night'] }] })
  const ask = (...args) => run(program('tsubame'), ['export', 'extension', '--data', server.data, '--month', month, ...args], { expect: 1 }).stderr
  assert.match(ask('--site', 'n01', '--policy', policy, '--agreements', wrong), /\/children\/0\/monthly: the document has nothing by the month/)
  assert.match(ask('--site', 's01', '--policy', policy), /there is no nursery 's01'/)
  assert.match(ask('--site', 'n01', '--policy', policy, '--before', file('no.json', '[')), /is no JSON document/)
})
