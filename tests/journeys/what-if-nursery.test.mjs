// A ward officer asks what a nursery's rules would say: prices of extended care, return after an illness, teachers. No data folder is needed, and none is touched.
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { program, root, run, tempFolder, tsubame } from '../support/harness.mjs'

const Ajv2020 = createRequire(join(root, 'web/package.json'))('@redocly/ajv/dist/2020').default
const folder = tempFolder('tsubame-what-if')
const documents = join(root, 'backend/cli/nursery_policies')
const document = (name) => join(documents, `${name}.json`)
const json = (...args) => JSON.parse(tsubame([...args, '--json']).stdout)
const refused = (args, expect) => run(program('tsubame'), args, { expect }).stderr
const extension = (name, ...args) => json('what-if', 'extension', '--policy', document(`extension-${name}`), ...args)
const shipped = readdirSync(documents).filter((name) => !name.includes('schema'))
let number = 0
function file(value) {
  const path = join(folder, `${++number}.json`)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

test('R-EXT-01: a stay is priced with the lines that made the sum', () => {
  const { yen, lines } = extension('p1-town-public', '--class', 'short', '--arrive', '08:10', '--leave', '17:05')
  assert.equal(yen, 150)
  assert.deepEqual(lines.map((line) => [line.charge, line.minutes, line.units, line.yen]), [['short', 20, 1, 50], ['short', 35, 2, 100]])
  assert.equal(extension('p1-town-public', '--class', 'standard', '--arrive', '07:30', '--leave', '18:30').yen, 0)
  assert.equal(extension('p9-steps', '--arrive', '07:30', '--leave', '18:30', '--tier', 'C').yen, 200)
  assert.equal(extension('p9-steps', '--arrive', '07:30', '--leave', '18:30', '--day', '2026-04-20', '--birth', '2025-04-02').yen, 0)
  assert.equal(extension('p7-percentage', '--arrive', '07:30', '--leave', '19:00', '--monthly', 'evening').yen, 0)
  assert.match(tsubame(['what-if', 'extension', '--policy', document('extension-p5-bands'), '--arrive', '08:00', '--leave', '18:01']).stdout,
    /^300 yen\n {2}spot +evening +18:00-19:00 1 min 300 yen\n$/)
})

test('R-ATT-08: minutes that the clock of the entrance did not know are the family\'s, and a line says so', () => {
  const day = (...doubt) => extension('p1-town-public', '--class', 'short', '--arrive', '08:29', '--leave', '17:01', ...doubt)
  assert.equal(day().yen, 150)
  const sure = day('--doubt', '1')
  assert.equal(sure.yen, 50)
  assert.deepEqual(sure.lines.at(-1), { kind: 'doubt', from: '08:30', to: '17:00', minutes: 2, full_yen: 150, yen: 0 })
  assert.equal(day('--doubt', '600').yen, 0)
  assert.deepEqual(extension('p1-town-public', '--arrive', '08:30', '--leave', '17:00', '--doubt', '2'), { yen: 0, lines: [] })
})

test('R-EXT-01 R-EXT-05 R-ATT-16: a month of days is capped, and what is unresolved is said', () => {
  const days = Array.from({ length: 9 }, (_, i) => ({ day: `2026-06-0${i + 1}`, class: 'short', arrive: '08:15', leave: '16:41' }))
  const month = extension('p6-ten-minutes-capped', '--month', file({ days: [...days, { day: '2026-06-10', class: 'short', arrive: '08:30' }] }))
  assert.equal(month.yen, 5000)
  assert.equal(month.days_yen, 5400)
  assert.deepEqual(month.lines, [{ kind: 'capped', limit: 1, days: 9, yen: -400 }])
  assert.equal(month.unresolved, 1)
  assert.equal(month.days[9].unresolved, true)
  assert.equal(extension('p7-percentage', '--month', file({ days: [{ day: '2026-06-01', monthly: ['evening'] }] }), '--fee', '22916').yen, 2749)
})

test('what is wrong is said in one sentence that names the member and the rule', () => {
  const wrong = file({ policy: 'extension', valid_from: '2026-04-01', charges: [{ id: 'e', spans: [{ from: '18:00', to: '19:00' }], price: 'unit', yen: 1 }] })
  const at = ['--arrive', '08:00', '--leave', '18:00']
  const cases = [
    [['--policy', wrong, ...at], 1, /\/charges\/0\/unit_min: it must be said \(R-EXT-01\)/],
    [['--policy', document('none'), ...at], 1, /cannot be read/],
    [['--policy', file('{'), ...at], 1, /is no JSON document \(BAD_JSON\)/],
    [['--policy', document('extension-p5-bands'), '--arrive', '18:00', '--leave', '08:00'], 1, /leaves before it arrives/],
    [['--policy', document('extension-p5-bands'), ...at, '--monthly', 'night'], 2, /the id 'night'/],
    [['--policy', document('extension-p5-bands'), ...at, '--class', 'long'], 2, /--class is standard or short/],
    [['--policy', document('extension-p5-bands'), '--arrive', '8', '--leave', '18:00'], 2, /--arrive takes a time/],
    [['--policy', document('extension-p5-bands')], 2, /either --arrive and --leave, or --month/],
    [['--policy', document('extension-p5-bands'), '--month', file({ days: [{ day: '2026-06-01', monthly: ['x'] }] })], 1, /NO_SUCH_MONTHLY|by the month with this id/],
  ]
  for (const [args, code, sentence] of cases) assert.match(refused(['what-if', 'extension', ...args], code), sentence)
})

const back = (...args) => json('what-if', 'return-date', '--policy', document('return-date'), ...args)

test('R-INF-01 R-INF-02: the earliest return, what is still to be told, and the paper', () => {
  const flu = back('--disease', 'FLU_A', '--stage', 'school', '--onset', '2026-01-13', '--fever-ended', '2026-01-17', '--on', '2026-01-19')
  assert.equal(flu.earliest_return, '2026-01-20')
  assert.equal(flu.paper, 'flu')
  assert.equal(flu.too_early, true)
  assert.deepEqual(flu.lines.map((line) => line.not_before), ['2026-01-19', '2026-01-20'])
  const early = back('--disease', 'FLU_A', '--onset', '2026-01-13')
  assert.equal(early.earliest_return, null)
  assert.equal(early.not_before, '2026-01-19')
  assert.deepEqual(early.missing, ['fever_ended'])
  assert.equal(back('--disease', 'MUM', '--dates', 'swelling=2026-01-13').earliest_return, '2026-01-19')
  assert.equal(back('--disease', 'FLU_A', '--released', '2026-01-15').paper, 'doctor')
  assert.equal(back('--disease', 'COLD').excluded, false)
  const at = ['what-if', 'return-date', '--policy', document('return-date'), '--disease']
  assert.match(tsubame([...at, 'FLU_A', '--onset', '2026-01-13', '--fever-ended', '2026-01-14']).stdout, /^2026-01-19 at the earliest; paper: flu\n$/)
  assert.match(refused([...at, 'FLUU'], 2), /no disease code 'FLUU'/)
  assert.match(refused([...at, 'FLU_A', '--dates', 'party=2026-01-13'], 2), /--dates takes events/)
  assert.match(refused([...at, 'FLU_A', '--stage', 'teacher'], 2), /--stage is infant or school/)
})

test('R-SHEET-01 R-SHEET-02: teachers by the ratios of a day, and the rest of a day', () => {
  const staffing = (...args) => json('what-if', 'staffing', '--policy', document('staffing-nursery'), ...args)
  const need = staffing('--children', '9/24/20/42', '--present', '8')
  assert.equal(need.required, 10)
  assert.equal(need.short, 2)
  assert.equal(need.roles[0].sum, 9.9)
  assert.deepEqual(need.roles[0].bands.map((band) => band.teachers), [3, 4, 1.3, 1.6])
  assert.equal(staffing('--children', '9/24/20/42', '--day', '2024-03-31').required, 9)
  const room = json('what-if', 'staffing', '--policy', document('staffing-sick-room'), '--children', '10')
  assert.deepEqual(room.roles.map((role) => [role.role, role.required]), [['nurse', 1], ['teacher', 4]])
  const people = file({ children: [{ age: 0, from: '08:00', to: '17:00' }, { age: 5, from: '08:00', to: '18:00' }],
    teachers: [{ from: '07:30', to: '16:00' }, { from: '08:00', to: '18:00' }] })
  const { steps } = staffing('--people', people, '--at', '15:00')
  assert.deepEqual(steps.map((step) => [step.from, step.to, step.required, step.present, step.short]),
    [['15:00', '16:00', 2, 2, 0], ['16:00', '17:00', 2, 1, 1], ['17:00', '18:00', 2, 1, 1]])
  assert.match(refused(['what-if', 'staffing', '--policy', document('staffing-nursery'), '--children', '9/24'], 2), /takes 4 numbers/)
  assert.match(refused(['what-if', 'staffing', '--policy', document('staffing-nursery')], 2), /either --children or --people/)
})

test('every document of prices that is shipped is right', () => {
  const names = readdirSync(documents).filter((name) => name.startsWith('extension-'))
  assert.equal(names.length, 11)
  for (const name of names) {
    assert.equal(JSON.parse(readFileSync(join(documents, name), 'utf8')).policy, 'extension')
    json('what-if', 'extension', '--policy', join(documents, name), '--arrive', '09:00', '--leave', '16:00')
  }
})

test('policy check judges a nursery’s documents too: every shipped one is right, every fault is named with its rule', () => {
  for (const name of shipped) {
    assert.deepEqual(json('policy', 'check', join(documents, name)).faults, [], name)
  }
  const wrong = file({ policy: 'staffing', valid_from: '2026-04-01', roles: [{ role: 'teacher', bands: [{ ages: [0], children: 0 }] }] })
  const { faults } = JSON.parse(run(program('tsubame'), ['policy', 'check', wrong, '--json'], { expect: 1 }).stdout)
  assert.deepEqual(faults.map(({ pointer, code, rule }) => [pointer, code, rule]), [
    ['/roles/0/bands/0/children', 'OUT_OF_RANGE', 'R-SHEET-01'], ['/roles/0/bands', 'AGE_WITHOUT_BAND', 'R-SHEET-01']])
  assert.match(tsubame(['policy', 'check', document('return-date')]).stdout, /is right: a document of a nursery's rules \(return\)/)
})

test('the schema is draft 2020-12; every shipped document is valid by it, and what it refuses the check refuses too', () => {
  const schema = JSON.parse(readFileSync(join(documents, 'nursery.schema.json'), 'utf8'))
  assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema')
  const valid = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
  for (const name of shipped) assert.ok(valid(JSON.parse(readFileSync(join(documents, name), 'utf8'))), `${name}: ${JSON.stringify(valid.errors)}`)
  assert.ok(valid({ policy: 'register', valid_from: '2026-04-01', symbols: { present: '○' } }))
  const charge = { id: 'e', spans: [{ from: '18:00', to: '19:00' }], price: 'unit', unit_min: 30, yen: 100 }
  const head = { policy: 'extension', valid_from: '2026-04-01' }
  for (const wrong of [
    { ...head }, { ...head, charges: [{ ...charge, unit_min: undefined }] }, { ...head, charges: [{ ...charge, price: 'once' }] },
    { ...head, charges: [{ ...charge, spans: [] }] }, { ...head, charges: [{ ...charge, id: 'too long for an id' }] },
    { ...head, charges: [charge], limits: [{}] }, { ...head, charges: [charge], colour: 1 },
    { ...head, charges: [charge], monthly: [{ id: 'm', spans: charge.spans, yen: 1, percent_of_fee: 2 }] },
    { policy: 'return', valid_from: '2026-04-01', diseases: [{ codes: ['TB'], after: [{ event: 'onset' }] }] },
    { policy: 'staffing', valid_from: '2026-04-01', roles: [{ role: 'teacher', bands: [{ ages: [6], children: 3 }] }] },
    { policy: 'register', valid_from: '2026-04-01', symbols: { gone: 'x' } },
  ]) {
    assert.equal(valid(JSON.parse(JSON.stringify(wrong))), false, JSON.stringify(wrong))
    run(program('tsubame'), ['policy', 'check', file(wrong)], { expect: 1 })
  }
})

test('R-CAL-10: days behind options may be written in the years of the eras', () => {
  const ask = (day, birth) => extension('p9-steps', '--arrive', '07:30', '--leave', '18:30', '--day', day, '--birth', birth)
  assert.deepEqual(ask('R8.4.20', '令和7年4月2日'), ask('2026-04-20', '2025-04-02'))
  const back = (onset, ended) => json('what-if', 'return-date', '--policy', document('return-date'), '--disease', 'FLU_A', '--onset', onset,
    '--dates', `fever_ended=${ended}`)
  assert.deepEqual(back('令和8年1月12日', 'R8.1.15'), back('2026-01-12', '2026-01-15'))
  assert.match(refused(['what-if', 'extension', '--policy', document('extension-p9-steps'), '--arrive', '07:30', '--leave', '18:30', '--day', '平成31年5月1日'], 2),
    /--day takes a day as 2026-04-01 or R8\.4\.1, not '平成31年5月1日'/)
})
