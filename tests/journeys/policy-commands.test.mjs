// An operator checks, compares and loads the rules of a municipality and its rooms, also while the server runs.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { demo, program, root, run, sql, startServer, tempFolder, tsubame } from '../support/harness.mjs'

const require = createRequire(join(root, 'web/package.json'))
const Ajv2020 = require('@redocly/ajv/dist/2020').default
const folder = tempFolder('tsubame-policy')
const documents = join(root, 'backend/cli/policies')
const town = join(documents, 'municipality.json')
const read = (name) => JSON.parse(readFileSync(join(documents, `${name}.json`), 'utf8'))
let number = 0
function file(document) {
  const path = join(folder, `${++number}.json`)
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document))
  return path
}
const json = (args, expect = 0) => JSON.parse(run(program('tsubame'), [...args, '--json'], { expect }).stdout)
let data

before(() => {
  data = demo({ children: 20, sessions: false }).data
})

test('the schema is draft 2020-12, and every document of the demonstration and what policy show prints is valid by it', () => {
  const schema = JSON.parse(tsubame(['policy', 'schema']).stdout)
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
  assert.deepEqual(schema, JSON.parse(readFileSync(join(documents, 'policy.schema.json'), 'utf8')))
  const valid = new Ajv2020({ strict: false, allErrors: true }).compile(schema)
  const names = readdirSync(documents).filter((name) => !name.includes('schema')).map((name) => name.replace('.json', ''))
  assert.equal(names.length, 6)
  for (const name of names) assert.ok(valid(read(name)), `${name}: ${JSON.stringify(valid.errors)}`)
  for (const site of [[], ...['s01', 's02', 's03', 's04', 's05'].map((id) => ['--site', id])]) {
    assert.ok(valid(json(['policy', 'show', '--data', data, ...site])), `${site}: ${JSON.stringify(valid.errors)}`)
  }
})

test('what the schema refuses the check refuses too, each fault with its pointer, its sentence and its rule', () => {
  const valid = new Ajv2020({ strict: false }).compile(JSON.parse(tsubame(['policy', 'schema']).stdout))
  const rows = [
    ['/note/needed', 'R-RSV-13', (p) => { p.note = { needed: 'perhaps' } }],
    ['/booking/max_days', 'R-RSV-14', (p) => { p.booking.max_days = 99 }],
    ['/waiting/offer_min', 'R-WL-02', (p) => { p.waiting = { offer_min: 10_000 } }],
    ['/reports/same_day_brackets/0/from', 'R-CAN-07', (p) => { p.reports = { same_day_brackets: [{ to: 49 }] } }],
    ['/colour', undefined, (p) => { p.colour = 'blue' }],
    ['/site', undefined, (p) => { delete p.site }],
    ['/valid_from', undefined, (p) => { p.valid_from = 'tomorrow' }],
  ]
  for (const [pointer, rule, spoil] of rows) {
    const document = read('s01')
    spoil(document)
    assert.ok(!valid(document), pointer)
    const path = file(document)
    const { faults } = json(['policy', 'check', path, '--municipality', town], 1)
    const fault = faults.find((each) => each.pointer === pointer)
    assert.ok(fault, `${pointer} in ${JSON.stringify(faults)}`)
    assert.ok(fault.sentence.length > 5 && fault.sentence !== fault.code)
    if (rule !== undefined) assert.match(fault.rule, /^R-[A-Z]+-\d\d$/)
    assert.ok(run(program('tsubame'), ['policy', 'check', path], { expect: 1 }).stdout.includes(`${pointer}: `))
  }
  assert.match(run(program('tsubame'), ['policy', 'check', file('{"policy":')], { expect: 1 }).stderr, /no JSON object/)
})

test('what each member may say and yet does not fit together only the check finds', () => {
  const document = read('s01')
  document.reports = { same_day_brackets: [{ from: 25, to: 60 }, { from: 50 }] }
  const { faults } = json(['policy', 'check', file(document), '--municipality', town], 1)
  assert.deepEqual(faults, [{ pointer: '/reports/same_day_brackets/1', code: 'INSIDE_ANOTHER',
    sentence: 'it begins before the one above it has ended', rule: 'R-CAN-07' }])
})

test('compared with a municipality\'s data the check says what would change for which room, and changes nothing', () => {
  const document = read('municipality')
  document.valid_from = '2027-04-01'
  document.note = { needed: 'none' }
  const report = json(['policy', 'check', file(document), '--data', data])
  assert.equal(report.valid_from, '2027-04-01')
  assert.equal(report.holds_until, null)
  const changes = Object.fromEntries(report.rooms.map((room) => [room.site, room.changes]))
  assert.ok(changes.s01.includes('note'), JSON.stringify(changes))
  assert.deepEqual(changes.s03, read('s03').note ? [] : ['note'])
  assert.equal(sql(data, 'SELECT count(*) AS n FROM policy')[0].n, 6)
})

test('A15: loading keeps a dated row and an audit line, over the running server too, and refuses a wrong document whole', async () => {
  const document = read('s02')
  document.valid_from = '2027-04-01'
  document.waiting = { ...document.waiting, offer_min: 25 }
  const alone = json(['policy', 'load', '--data', data, file(document)])
  assert.equal(alone.stored, true)
  assert.deepEqual(alone.rooms.map((room) => [room.site, room.changes]), [['s02', ['waiting']]])
  const server = await startServer({ data })
  document.valid_from = '2027-05-01'
  document.waiting.offer_min = 40
  assert.equal(json(['policy', 'load', '--data', data, file(document)]).stored, true)
  const listed = json(['policy', 'list', '--data', data]).filter((row) => row.site === 's02')
  assert.deepEqual(listed.map(({ valid_from, state }) => [valid_from, state]),
    [['2020-04-01', 'holds'], ['2027-04-01', 'later'], ['2027-05-01', 'later']])
  const shown = (day) => json(['policy', 'show', '--data', data, '--site', 's02', '--day', day]).waiting.offer_min
  assert.deepEqual([shown('2027-04-30'), shown('2027-05-01')], [25, 40])
  assert.equal(sql(data, "SELECT count(*) AS n FROM audit WHERE action = 'load_policy' AND object = 's02'")[0].n, 3)
  document.waiting.offer_min = -1
  document.note = { valid_days: 0 }
  const refused = json(['policy', 'load', '--data', data, file(document)], 1)
  assert.deepEqual(refused.faults.map((fault) => fault.pointer).sort(), ['/note/valid_days', '/waiting/offer_min'])
  assert.equal(refused.stored, false)
  assert.match(run(program('tsubame'), ['policy', 'load', '--data', data, file({ ...read('s02'), site: 's99' })], { expect: 1 }).stderr, /no such sick-care room/)
  assert.equal(sql(data, 'SELECT count(*) AS n FROM policy')[0].n, 8)
  await server.stop()
})

const nurseries = join(root, 'backend/cli/nursery_policies')

test('R-ABS-04, R-NAP-01, R-EXT-05: the rules of nurseries are checked and loaded like those of rooms, by a schema of their own', () => {
  const schema = JSON.parse(tsubame(['policy', 'schema', '--nursery']).stdout)
  assert.deepEqual(schema, JSON.parse(readFileSync(join(nurseries, 'nursery.schema.json'), 'utf8')))
  const valid = new Ajv2020({ strict: false }).compile(schema)
  const house = { ...JSON.parse(readFileSync(join(nurseries, 'nursery.json'), 'utf8')), site: 'n01', valid_from: '2099-04-01' }
  assert.ok(valid(house))
  const late = file({ ...house, alarm: { guardians_min: 0, staff_min: 20, head_min: 10, ward_min: 30 } })
  assert.deepEqual(json(['policy', 'check', late], 1).faults.map(({ pointer, rule }) => [pointer, rule]), [['/alarm/head_min', 'R-ABS-04']])
  assert.match(run(program('tsubame'), ['policy', 'load', '--data', data, late], { expect: 1 }).stdout, /\/alarm\/head_min: .* \(R-ABS-04\)/)
  assert.deepEqual(json(['policy', 'load', '--data', data, file({ ...house, nap: { age0_min: 3 } })]), { stored: true, nurseries: 1 })
  assert.deepEqual(sql(data, "SELECT p.nap_age0_min AS nap, p.alarm_head_min AS head FROM nursery_policy p JOIN site s ON s.id = p.site_id WHERE s.public_id = 'n01' ORDER BY p.valid_from_day"),
    [{ nap: 5, head: 15 }, { nap: 3, head: 15 }])
  const refused = (document) => run(program('tsubame'), ['policy', 'load', '--data', data, file(document)], { expect: 1 }).stderr
  assert.match(refused(house), /rules from that very day already/)
  assert.match(refused({ ...house, site: 's01' }), /no such nursery/)
  assert.match(refused(JSON.parse(readFileSync(join(nurseries, 'staffing-nursery.json'), 'utf8'))), /not loaded/)
  for (const name of ['extension-p5-bands', 'return-date']) assert.equal(json(['policy', 'load', '--data', data, join(nurseries, `${name}.json`)]).stored, true)
  assert.equal(sql(data, 'SELECT count(*) AS n FROM extension_price')[0].n, 2) // the demonstration has prices of its own
  tsubame(['verify', '--data', data])
})
