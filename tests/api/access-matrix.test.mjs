// Who may do what: every operation of the API document asked for by every role, as somebody of the same family or site and as somebody of
// another. access.csv says what must come; an operation without a row there fails.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import yaml from 'js-yaml'
import { bookableDays, reservation } from '../support/families.mjs'
import { photoCalls } from '../support/access-photos.mjs'
import { addDays, client, dayOf, openDayBefore, root, signIn, sql, startServer, tempFolder, tokyo, tsubame, waitFor } from '../support/harness.mjs'

const EXTENSION = { policy: 'extension', valid_from: '2026-01-01', hours: [{ for: ['standard', 'short'], from: '07:00', to: '18:00' }],
  charges: [{ id: 'evening', spans: [{ from: '18:00', to: '19:00' }], price: 'unit', unit_min: 30, yen: 100 }] }
const METHODS = ['get', 'put', 'post', 'delete', 'patch']
const document = yaml.load(readFileSync(join(root, 'backend/http/api.yaml'), 'utf8'))
const operations = new Map(Object.entries(document.paths).flatMap(([path, item]) => METHODS.filter((method) => item[method])
  .map((method) => [item[method].operationId, { method, path }])))

const [columns, ...lines] = readFileSync(join(root, 'tests/api/access.csv'), 'utf8').trim().split('\n').map((line) => line.split(','))
const table = new Map(lines.map(([operation, ...cells]) => [operation, new Map(cells.map((cell, i) => [columns[i + 1], Number(cell)]))]))

// Who stands behind a column. The things asked about are of the first family, nursery n01 and sick room s01.
const LOGINS = {
  pickup_only: 'pickup', teacher: 'teacher-n01', teacher_other: 'teacher-n02', lead: 'lead-n01', lead_other: 'lead-n02', head: 'head-n01',
  head_other: 'head-n02', nurse: 'nurse-s01', nurse_other: 'nurse-s02', sickroom_staff: 'sickroom-s01', sickroom_staff_other: 'sickroom-s02',
  ward_officer: 'ward', auditor: 'auditor', operator: 'operator',
}

let server
let people
let child
let days
let today
let className
let bookDay

before(async () => {
  server = await startServer({ children: 60 })
  const rows = sql(server.data, `SELECT a.login, c.public_id AS child, a.household_id AS house, c.class FROM account a JOIN guardian_child g ON g.account_id = a.id AND g.rights = 1
    JOIN child c ON c.id = g.child_id JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01' AND c.birth_day BETWEEN unixepoch() / 86400 - 2000 AND unixepoch() / 86400 - 250
    ORDER BY (SELECT count(*) FROM account_role r JOIN account t ON t.id = r.account_id WHERE t.login = 'teacher-n01@demo.example' AND r.class = c.class) DESC, a.id`)
  const other = rows.find(({ house }) => house !== rows[0].house)
  child = rows[0].child
  className = rows[0].class
  bookDay = openDayBefore(server.data)
  today = dayOf(Date.now())
  days = (await bookableDays(server)).map(({ day }) => day)
  people = { anonymous: client(server.url), guardian: await signIn(server.url, rows[0].login), guardian_other: await signIn(server.url, other.login) }
  for (const [column, login] of Object.entries(LOGINS)) people[column] = await signIn(server.url, login)
})
after(() => server?.stop())

const staffOfRoom = (column) => /^(nurse|sickroom_staff)/.test(column)
const nextDay = () => {
  const day = days.shift()
  assert.ok(day, 'the demonstration has enough open days')
  return day
}

let kept
/** A live reservation of the first family. */
async function someReservation() {
  if (kept && (await people.guardian.get(`/reservations/${kept}`)).body.state === 'confirmed') return kept
  const made = await people.guardian.post('/reservations', reservation(child, 's01', nextDay()))
  assert.equal(made.status, 201, made.text)
  kept = made.body.reservations[0].id
  return kept
}

/** A day for which s04 has committed itself to the seed of its draw. */
const dayOfDraw = () => waitFor(() => sql(server.data, `SELECT date(d.day * 86400, 'unixepoch') AS day FROM draw d
  JOIN site s ON s.id = d.site_id WHERE s.public_id = 's04' LIMIT 1`)[0]?.day, 'the commitment to a draw', 10_000)

/** A month for whose spot places n01 has committed itself to a seed. */
const monthOfSpots = () => waitFor(() => sql(server.data, `SELECT date(d.day * 86400, 'unixepoch') AS day FROM draw d
  JOIN site s ON s.id = d.site_id WHERE s.public_id = 'n01' LIMIT 1`)[0]?.day, 'the commitment to a draw', 10_000)

/** An address that the first guardian has entered. */
async function someContact() {
  const { body } = await people.guardian.get('/me/contacts')
  const found = body.contacts.find(({ address }) => address === 'uncle@family.example')
  return found?.id ?? (await people.guardian.post('/me/contacts', { channel: 'email', address: 'uncle@family.example', language: 'ja' })).body.id
}

async function somePickupPerson() {
  const made = await people.guardian.post(`/children/${child}/pickup-persons`, { name: 'Uncle' })
  assert.equal(made.status, 201, made.text)
  return made.body.id
}

let ticket
/** A one-time ticket of the first guardian's. */
const someTicket = async () => (await (ticket ??= people.guardian.post('/me/pickup-tickets', { day: today, name: 'Neighbour', children: [child] }))).body.id

async function someAbsence() {
  const day = dayOf(Date.now() + 40 * 86_400_000)
  const made = await people.guardian.post(`/children/${child}/absences`, { from: day, to: day, kind: 'private' })
  assert.equal(made.status, 201, made.text)
  return made.body.id
}

let rooms = 0
const someNap = async () => (await people.head.post('/nurseries/n01/naps', { room: `nap ${++rooms}`, children: [{ child_id: child, unwell: true }] })).body.id
const someOuting = async () => (await people.head.post('/nurseries/n01/outings', { what: 'park', children: [child] })).body.id
/** A serious accident of the first child, with a first report that could be handed in. */
async function someIncident(report = false) {
  const made = await people.teacher.post('/nurseries/n01/incidents', { child_id: child, happened_at: tokyo(Date.now() - 60_000), place: 'yard', activity: 'free_play', outcome: 'unconscious', note: 'fell' })
  assert.equal(made.status, 201, made.text)
  if (report) await people.teacher.post(`/incidents/${made.body.id}/reports`, { stage: 'first', version: 0, fields: { scene: 'a', response: 'b', injury: 'c' } })
  return made.body.id
}
const someWords = { title: '遠足', body: '水とうを持ってきてください', audience: { to: 'nursery' } }
/** A notice of n01 that has gone out to the first child's family and another's, not to the stranger's. */
async function someNotice(more = {}) {
  const theirs = (await people.guardian_other.get('/me')).body.children.map((one) => one.id)
  const all = (await people.head.get('/nurseries/n01/attendance')).body.children.map((one) => one.child_id)
  const children = [child, ...all.filter((one) => one !== child && !theirs.includes(one)).slice(0, 8)]
  const made = await people.head.post('/nurseries/n01/notices', { ...someWords, audience: { to: 'children', children }, emergency: true, ...more })
  assert.equal(made.status, 201, made.text)
  return made.body.id
}
/** One that stays a draft; one that waits for whoever did not write it. */
const someDraft = async () => (await people.head.post('/nurseries/n01/notices', { ...someWords, send: false })).body.id
const waitingFor = async (column) => (await (column === 'head' ? people.lead : people.head).post('/nurseries/n01/notices', someWords)).body.id
const asked = { answers: 'child', questions: [{ kind: 'choice', preset: 'attend' }] }
const someStaff = async () => (await people.head.post('/nurseries/n01/staff', { name: 'Hanako' })).body.id
let alarms = 0
/** An open alarm of n01 on a day of its own. */
function someAlarm(kind) {
  const id = `alarm-${++alarms}`
  sql(server.data, `INSERT INTO alarm (public_id, site_id, day, kind, child_id, opened_ms, base_ms, stepped_ms) SELECT '${id}', s.id, ${30_000 + alarms}, ${kind},
    (SELECT c.id FROM child c WHERE c.public_id = '${child}') * ${kind === 1 ? 1 : 0}, 1, 1, 1 FROM site s WHERE s.public_id = 'n01'`, { write: true })
  return id
}

/** The first child's registration with all rooms, which the demonstration has approved. */
async function someRegistration() {
  const { body } = await people.guardian.get(`/children/${child}/registrations`)
  return body.scopes.find(({ scope }) => scope === 'all').registration
}

/** Writes over what stands on a page of the contact book now. */
async function overBook(person, path, page) {
  const { version } = (await people.head.get(path)).body
  return person.put(path, page, { headers: version > 0 ? { 'if-match': `"${version}"` } : { 'if-none-match': '*' } })
}

const household = async () => (await people.guardian.get(`/children/${child}/registrations`)).body.household_id
const aFact = { kind: 'parental_leave', from: '2024-04-01', to: '2024-04-02' }

const pairing = async () => (await people.head.post('/pairings', { site_id: 'n01', gateway: `box-${randomBytes(4).toString('hex')}` })).body.id
const bytes = (n) => randomBytes(n).toString('base64url')
const nobodysOffer = { pairing: bytes(32), sign_public: bytes(32), box_public: bytes(32), proof: bytes(32),
  broker_password: `$7$101$${randomBytes(12).toString('base64')}$${randomBytes(64).toString('base64')}` }

// How each operation is asked for, well-formed, about the first family's things: what comes is then decided by who asks.
const ask = {
  signIn: () => client(server.url).post('/session', { login: 'ward@demo.example', password: 'tsubame-demo-2026' }),
  signOut: async (person, column) => {
    const login = column === 'guardian' || column === 'guardian_other' ? undefined : LOGINS[column]
    const once = login ? await signIn(server.url, login) : column === 'anonymous' ? person : await signIn(server.url, 'parent030')
    return once.del('/session')
  },
  me: (person) => person.get('/me'), vacancies: (person) => person.get('/vacancies'),
  diseases: (person) => person.get('/diseases'), sickRoom: (person) => person.get('/sick-rooms/s01'),
  reserve: (person, column) => person.post('/reservations', {
    ...reservation(child, 's01', table.get('reserve').get(column) === 201 ? nextDay() : days[0]),
    ...(staffOfRoom(column) ? { channel: 'phone', called_at: tokyo(Date.now() - 60_000) } : {}),
  }),
  reservations: (person, column) => person.get(`/reservations${staffOfRoom(column) ? '?sick_room_id=s01' : ''}`),
  reservation: async (person) => person.get(`/reservations/${await someReservation()}`),
  cancelReservation: async (person) => person.post(`/reservations/${await someReservation()}/cancel`, {}),
  previewReservation: (person) => person.post('/reservations/preview', reservation(child, 's01', days[0])),
  acceptOffer: async (person) => person.post(`/reservations/${await someReservation()}/accept`, {}),
  declineOffer: async (person) => person.post(`/reservations/${await someReservation()}/decline`, {}),
  setWishes: async (person) => {
    const id = await someReservation()
    const { version } = (await people.guardian.get(`/reservations/${id}`)).body
    return person.put(`/reservations/${id}/wishes`, { same_day_list: true }, { headers: { 'if-match': `"${version}"` } })
  },
  tellParticulars: async (person) => {
    const id = await someReservation()
    const { version } = (await people.guardian.get(`/reservations/${id}`)).body
    return person.put(`/reservations/${id}/particulars`, { planned_arrival: '09:10' }, { headers: { 'if-match': `"${version}"` } })
  },
  decideReservation: async (person) => person.post(`/reservations/${await someReservation()}/decide`, { decision: 'confirm' }),
  placeChild: async (person) => person.post(`/reservations/${await someReservation()}/place`, { room: 'niji' }),
  planSickDay: (person) => person.put(`/sick-rooms/s01/days/${days.at(-1)}`, { nurses: 1 }, { headers: { 'if-none-match': '*' } }),
  sickDay: (person) => person.get(`/sick-rooms/s01/days/${today}`),
  // Days to come: nobody can come in yet, so that the refusal of the rule shows who may ask.
  checkIn: async (person) => person.post(`/reservations/${await someReservation()}/check-in`, { identity: true, belongings: true, sheet_signed: true, temperature_c: 36.8 }),
  checkOut: async (person) => person.post(`/reservations/${await someReservation()}/check-out`, { identity: { name: 'Aunt', shown: 'licence' } }),
  noShow: async (person) => person.post(`/reservations/${await someReservation()}/no-show`, {}),
  closeSickDay: (person) => person.post(`/sick-rooms/s01/days/${days.at(-1)}/close`, {}),
  fee: async (person) => person.get(`/reservations/${await someReservation()}/fee`),
  payFee: async (person) => person.post(`/reservations/${await someReservation()}/fee/pay`, { method: 'cash' }),
  invoiceFee: async (person) => person.post(`/reservations/${await someReservation()}/fee/invoice`, {}),
  waiveFee: async (person) => person.post(`/reservations/${await someReservation()}/fee/waive`, { reason: 'hardship' }),
  refundFee: async (person) => person.post(`/reservations/${await someReservation()}/fee/refund`, { method: 'cash', reason: 'mistake' }),
  receipt: async (person) => person.get(`/reservations/${await someReservation()}/receipt`),
  useCertificate: (person) => person.get(`/children/${child}/certificate?month=2020-01`),
  pickupPersons: async (person) => (await someReservation(), person.get(`/children/${child}/pickup-persons`)),
  addPickupPerson: async (person) => (await someReservation(), person.post(`/children/${child}/pickup-persons`, { name: 'Grandmother', relation: 'grandmother' })),
  removePickupPerson: async (person) => (await someReservation(), person.del(`/children/${child}/pickup-persons/${await somePickupPerson()}`)),
  addNote: async (person) => (await someReservation(), person.post(`/children/${child}/notes`, { issued: today, diagnosis: 'COLD', rest: 'quiet' })),
  notes: async (person) => (await someReservation(), person.get(`/children/${child}/notes`)),
  familySheet: async (person) => person.get(`/reservations/${await someReservation()}/family-sheet`),
  putFamilySheet: async (person) => {
    const id = await someReservation()
    const { version } = (await people.guardian.get(`/reservations/${id}/family-sheet`)).body
    return person.put(`/reservations/${id}/family-sheet`, { symptoms: 'cough' }, { headers: version > 0 ? { 'if-match': `"${version}"` } : { 'if-none-match': '*' } })
  },
  addOrder: async (person) => person.post(`/reservations/${await someReservation()}/orders`, { drug: 'nothing on any form', dose: '1' }),
  entries: async (person) => person.get(`/reservations/${await someReservation()}/entries`),
  addEntry: async (person) => person.post(`/reservations/${await someReservation()}/entries`, { kind: 'meal', text: 'half' }),
  checkEntry: async (person) => person.post('/entries/none/check'),
  checkEntryHere: (person) => person.post('/entries/none/check-here', { login: 'nurse-s01@demo.example', password: 'tsubame-demo-2026' }),
  // Ten days ago: what a family writes then is an addition, whatever the hour of the test.
  absenceReturn: async (person) => person.get(`/children/${child}/absences/${await someAbsence()}/return`),
  // An absence without a disease: there is nothing to keep, whoever asks.
  keepReturn: async (person) => person.put(`/children/${child}/absences/${await someAbsence()}/return`, { dates: {} }, { headers: { 'if-none-match': '*' } }),
  infections: (person) => person.get('/nurseries/n01/infections'), childMedicines: (person) => person.get(`/children/${child}/medicines`),
  // So far ahead it is not asked yet: nobody is left with a request.
  askMedicine: (person) => person.post(`/children/${child}/medicines`, { day: addDays(today, 20), drug: 'syrup', dose: '5 ml', when: 'after_lunch' }),
  withdrawMedicine: (person) => person.post('/medicines/none/withdraw'),
  nurseryMedicines: (person) => person.get('/nurseries/n01/medicines'),
  giveMedicine: (person) => person.post('/medicines/none/give'),
  checkMedicine: (person) => person.post('/medicines/none/check'),
  checkMedicineHere: (person) => person.post('/medicines/none/check-here', { login: 'head-n01@demo.example', password: 'tsubame-demo-2026' }),
  strikeMedicine: (person) => person.post('/medicines/none/strike'),
  // A card that nobody has: the answer of a room that somebody else works in is the same.
  pickupChange: (person) => person.get(`/children/${child}/pickup-change`),
  changePickup: (person) => person.post(`/children/${child}/pickup-change`, { day: today, person_id: 'nobody' }),
  pickupChanges: (person) => person.get('/nurseries/n01/pickup-changes'), talk: (person) => person.get(`/children/${child}/talk`),
  writeTalk: (person) => person.post(`/children/${child}/talk`, { text: '帽子が見つかりません' }),
  readTalk: async (person) => person.post(`/children/${child}/talk/read`, { through: (await people.teacher.post(`/children/${child}/talk`, { text: 'はい' })).body.id }),
  ownTalks: (person) => person.get('/me/talks'), nurseryTalks: (person) => person.get('/nurseries/n01/talks'),
  myTickets: (person) => person.get('/me/pickup-tickets'),
  makeTicket: (person) => person.post('/me/pickup-tickets', { day: today, name: 'Aunt', children: [child] }),
  takeBackTicket: async (person) => person.del(`/me/pickup-tickets/${await someTicket()}`),
  nurseryTickets: (person) => person.get('/nurseries/n01/pickup-tickets'),
  useTicket: async (person) => person.post(`/nurseries/n01/pickup-tickets/${await someTicket()}/use`, { at: '2020-01-06T09:00:00.000+09:00' }),
  spotPlaces: (person) => person.get(`/children/${child}/spot-places?month=${today.slice(0, 7)}`),
  applySpot: (person) => person.post(`/children/${child}/spot-places`, { days: ['2021-01-04'] }),
  cancelSpot: (person) => person.post('/spot-places/none/cancel', {}),
  spotMonth: (person) => person.get(`/nurseries/n01/spot-places?month=${today.slice(0, 7)}`),
  spotDraw: async (person) => person.get(`/nurseries/n01/spot-draws/${await monthOfSpots()}`),
  longStays: (person) => person.get('/nurseries/n01/long-stays'),
  findByCard: (person) => person.post('/sick-rooms/s01/card', { card: '04ffffffffffff' }),
  roomRecord: (person) => person.get(`/children/${child}/room-record`),
  agreeRoomRecord: (person) => person.post(`/children/${child}/room-record/consent`, { agreed: true }),
  readings: (person) => person.get(`/children/${child}/readings`),
  ...photoCalls(() => ({ child, bookDay, className }), someAbsence),
  wholeBook: (person) => person.get(`/children/${child}/contact-book`),
  bookHome: (person) => person.get(`/children/${child}/contact-book/${bookDay}/home`),
  writeBookHome: (person) => person.put(`/children/${child}/contact-book/${bookDay}/home`, { mood: 'good' }, { headers: { 'if-none-match': '*' } }),
  bookNursery: (person) => person.get(`/children/${child}/contact-book/${bookDay}/nursery`),
  writeBookNursery: (person) => overBook(person, `/children/${child}/contact-book/${bookDay}/nursery`, { mood: 'good' }),
  classBook: (person) => person.get(`/nurseries/n01/contact-book?day=${bookDay}&class=${encodeURIComponent(className)}`),
  bookNote: (person) => person.get(`/nurseries/n01/contact-book/${bookDay}/note?class=${encodeURIComponent(className)}`),
  writeBookNote: (person) => overBook(person, `/nurseries/n01/contact-book/${bookDay}/note?class=${encodeURIComponent(className)}`, { message: 'sea' }),
  releaseBook: (person) => person.post(`/nurseries/n01/contact-book/${bookDay}/release`, { children: [child] }),
  bookSetting: (person) => person.get('/nurseries/n01/contact-settings'),
  setBook: (person) => person.put('/nurseries/n01/contact-settings', { approval: false }, { headers: { 'if-match': '"99"' } }),
  removeOrder: async (person) => person.del(`/reservations/${await someReservation()}/orders/none`),
  shareReservation: async (person) => person.post(`/reservations/${await someReservation()}/share`, { sick_room_id: 's03' }),
  unshareReservation: async (person) => person.post(`/reservations/${await someReservation()}/unshare`, { sick_room_id: 's03' }),
  draw: async (person) => person.get(`/sick-rooms/s04/draws/${await dayOfDraw()}`),
  push: (person) => person.get('/me/push'),
  // No push service is named in this town: none is taken.
  addPush: (person) => person.post('/me/push', { endpoint: 'https://fcm.googleapis.com/x', p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22), device: 'android' }),
  removePush: (person) => person.del('/me/push/none'),
  tryPush: (person) => person.post('/me/push/none/try', {}),
  calendarAddress: (person) => person.get('/me/calendar'),
  makeCalendar: (person) => person.post('/me/calendar', {}),
  endCalendar: async (person) => (await person.post('/me/calendar', {}), person.del('/me/calendar')),
  calendar: async (person) => {
    await people.guardian.post('/me/calendar', {})
    return person.get((await people.guardian.get('/me/calendar')).body.path.replace('/api/v1', ''))
  },
  contacts: (person) => person.get('/me/contacts'),
  addContact: (person) => person.post('/me/contacts', { channel: 'email', address: 'aunt@family.example', language: 'en' }),
  removeContact: async (person) => person.del(`/me/contacts/${await someContact()}`),
  openLink: (person) => person.post('/links/open', { token: 'A'.repeat(32) }),
  useLink: (person) => person.post('/links/use', { token: 'A'.repeat(32) }),
  childRegistrations: (person) => person.get(`/children/${child}/registrations`),
  saveRegistration: async (person) => person.put(`/children/${child}/registrations/all`, { sheet: { no_allergies: true } }, { headers: { 'if-match': `"${(await someRegistration()).version}"` } }),
  registrations: (person) => person.get('/registrations?state=approved'),
  registration: async (person) => {
    await someReservation() // staff of its room may look
    return person.get(`/registrations/${(await someRegistration()).id}`)
  },
  submitRegistration: async (person) => person.post(`/registrations/${(await someRegistration()).id}/submit`, {}),
  confirmRegistration: async (person) => person.post(`/registrations/${(await someRegistration()).id}/confirm`, {}),
  decideRegistration: async (person) => person.post(`/registrations/${(await someRegistration()).id}/decide`, { decision: 'approve' }),
  facts: async (person) => person.get(`/households/${await household()}/facts`),
  recordFact: async (person) => person.post(`/households/${await household()}/facts`, aFact),
  endFact: async (person) => {
    const made = await people.ward_officer.post(`/households/${await household()}/facts`, aFact)
    return person.post(`/facts/${made.body.id}/end`, {})
  },
  enterHousehold: (person) => person.post('/households', { scope: 'all', children: [{ name: '窓口 一', kana: 'まどぐち いち', birth: '2023-06-01' }] }),
  claimCode: async (person) => person.post(`/households/${await household()}/claim-code`, {}),
  inviteGuardian: async (person) => person.post(`/households/${await household()}/guardians/invite`, {}),
  claim: (person) => person.post('/claims', { code: '2222-2222-2222', login: 'nobody', password: 'nothing-at-all', name: 'n' }),
  closeHousehold: async (person) => {
    const made = await people.ward_officer.post('/households', { children: [{ name: '窓口 一', kana: 'まどぐち いち', birth: '2023-06-01' }] })
    return person.post(`/households/${made.body.id}/close`, { day: today })
  },
  roomChildren: (person) => person.post('/sick-rooms/s01/children/find', { q: 'T000001' }),
  childGuardians: (person) => person.get(`/children/${child}/guardians`),
  limitGuardian: async (person) => {
    const [{ id }] = (await people.head.get(`/children/${child}/guardians`)).body.guardians
    return person.put(`/guardians/${id}/children/${child}/limits`, { hides: [] }, { headers: { 'if-match': '*' } })
  },
  roomFigures: (person) => person.get('/sick-rooms/s01/figures'), figures: (person) => person.get('/figures?month=2026-03'),
  sameDay: (person) => person.get('/figures/same-day?month=2026-03'), settlement: (person) => person.get('/figures/settlement?month=2026-03'),
  figureCases: (person) => person.get('/sick-rooms/s01/figures/requests'), promotions: (person) => person.get('/sick-rooms/s01/promotions'),
  openDataVacancies: (person) => person.get('/open-data/vacancies.csv'), openDataUse: (person) => person.get('/open-data/use.csv'),
  appCode: (person) => person.get(`/me/app-code?children=${child}`), gateways: (person) => person.get('/gateways'),
  revokeGateway: async (person) => {
    const name = `box-${randomBytes(4).toString('hex')}`
    tsubame(['gateway', 'enrol', '--data', server.data, '--site', 'n01', '--name', name, '--out', join(tempFolder('tsubame-box'), 'box.json')])
    return person.post(`/gateways/${name}/revoke`, {})
  },
  makePairing: (person) => person.post('/pairings', { site_id: 'n01', gateway: `box-${randomBytes(4).toString('hex')}` }),
  pairing: async (person) => person.get(`/pairings/${await pairing()}`),
  confirmPairing: async (person) => person.post(`/pairings/${await pairing()}/confirm`, { number: '123456' }),
  offerPairing: (person) => person.post('/pairings/offer', nobodysOffer),
  // This month is not over: the refusal of the rule shows who may ask.
  month: (person) => person.get(`/nurseries/n01/months/${today.slice(0, 7)}`),
  signMonth: async (person) => {
    const { body } = await people.teacher.get('/nurseries/n01/register')
    return person.post(`/nurseries/n01/months/${today.slice(0, 7)}/sign`, { step: 'teacher', class: body.children[0].class })
  },
  reopenMonth: (person) => person.post(`/nurseries/n01/months/${today.slice(0, 7)}/reopen`, { reason: 'a time was missing' }),
  loadExtensionPrices: (person) => person.post('/extension-prices', EXTENSION),
  agreeExtension: (person) => person.post(`/children/${child}/extension-agreements`, { from: today, class: 'short' }),
  nurseryExtensions: (person) => person.get(`/nurseries/n01/extensions?month=${today.slice(0, 7)}`),
  runExtensions: async (person) => {
    await people.ward_officer.post('/extension-prices', EXTENSION)
    return person.post('/nurseries/n01/extensions/runs', { month: today.slice(0, 7) })
  },
  // The month is not over, nothing of this child is billed, and there is no such dispute.
  invoiceExtensions: (person) => person.post('/nurseries/n01/extensions/invoices', { month: today.slice(0, 7) }),
  childExtensions: (person) => person.get(`/children/${child}/extensions?month=${today.slice(0, 7)}`),
  disputeExtension: (person) => person.post(`/children/${child}/extensions/disputes`, { month: today.slice(0, 7), text: 'we left at six' }),
  answerDispute: (person) => person.post('/extension-disputes/none/answer', { text: 'so it was' }),
  cards: (person) => person.get('/cards'),
  issueCard: (person) => person.post('/cards', { number: `TSBP${randomBytes(16).toString('hex')}`, children: [child] }),
  revokeCard: async (person) => {
    const made = await people.head.post('/cards', { number: `TSBP${randomBytes(16).toString('hex')}`, children: [child] })
    return person.post(`/cards/${made.body.id}/revoke`, {})
  },
  meals: (person) => person.get('/nurseries/n01/meals'), nurseryAttendance: (person) => person.get('/nurseries/n01/attendance'),
  register: (person) => person.get('/nurseries/n01/register'),
  correctAttendance: (person) => person.post('/nurseries/n01/attendance/corrections', { child_id: child, day: today, kind: 'arrive', at: `${today}T00:00:01.000+09:00`, reason: 'the card stayed at home' }),
  childAttendance: (person) => person.get(`/children/${child}/attendance`),
  reportAbsence: (person) => {
    const day = dayOf(Date.now() + 30 * 86_400_000)
    return person.post(`/children/${child}/absences`, { from: day, to: day, kind: 'sick', reason: 'a cold' })
  },
  absences: (person) => person.get(`/children/${child}/absences`),
  withdrawAbsence: async (person) => person.del(`/children/${child}/absences/${await someAbsence()}`),
  naps: (person) => person.get('/nurseries/n01/naps'),
  openNap: (person) => person.post('/nurseries/n01/naps', { room: `room ${++rooms}`, children: [{ child_id: child, unwell: true }] }),
  nap: async (person) => person.get(`/naps/${await someNap()}`),
  checkNap: async (person) => person.post(`/naps/${await someNap()}/looks`, { child_id: child, posture: 'supine', breathing_ok: true, colour_ok: true }),
  endNap: async (person) => person.post(`/naps/${await someNap()}/end`, {}),
  incidents: (person) => person.get('/nurseries/n01/incidents'),
  openIncident: (person) => person.post('/nurseries/n01/incidents', { happened_at: tokyo(Date.now() - 60_000), place: 'yard', activity: 'free_play', outcome: 'near_miss', note: 'a ladder' }),
  wardIncidents: (person) => person.get('/incidents'),
  incident: async (person) => person.get(`/incidents/${await someIncident()}`),
  judgeIncident: async (person) => person.post(`/incidents/${await someIncident()}/judgements`, { outcome: 'doctor', treatment_days: 30 }),
  reportIncident: async (person) => person.post(`/incidents/${await someIncident()}/reports`, { stage: 'first', version: 0, fields: {} }),
  sendIncident: async (person) => person.post(`/incidents/${await someIncident(true)}/send`, { stage: 'first' }),
  tellFamily: async (person) => person.post(`/incidents/${await someIncident()}/tellings`, { how: 'telephone', text: 'fell' }),
  childIncidents: (person) => person.get(`/children/${child}/incidents`), drills: (person) => person.get('/nurseries/n01/drills'),
  keepDrill: (person) => person.post('/nurseries/n01/drills', { day: today, kind: 'fire', held: true }),
  staffing: (person) => person.get('/nurseries/n01/staffing'),
  addStaff: (person) => person.post('/nurseries/n01/staff', { name: 'Hanako', from: '07:00', to: '16:00' }),
  removeStaff: async (person) => person.post(`/staff/${await someStaff()}/remove`),
  touchStaff: async (person) => person.post(`/staff/${await someStaff()}/touches`, { kind: 'arrive' }),
  evacuation: (person) => person.get('/nurseries/n01/evacuation'), outings: (person) => person.get('/nurseries/n01/outings'),
  beginOuting: (person) => person.post('/nurseries/n01/outings', { what: 'park', children: [child] }),
  countHeads: async (person) => person.post(`/outings/${await someOuting()}/counts`, { scene: 'leave', counted: 1 }),
  callOuting: async (person) => person.post(`/outings/${await someOuting()}/calls`, { child_id: 'nobody', call: 'boarded', at: '2020-01-06T09:00:00.000+09:00' }),
  lastSeat: async (person) => person.post(`/outings/${await someOuting()}/last-seat`),
  endOuting: async (person) => person.post(`/outings/${await someOuting()}/end`),
  notices: (person) => person.get('/nurseries/n01/notices'),
  writeNotice: (person) => person.post('/nurseries/n01/notices', someWords),
  previewNotice: (person) => person.post('/nurseries/n01/notices/preview', someWords),
  notice: async (person) => person.get(`/notices/${await someNotice()}`),
  changeNotice: async (person) => person.put(`/notices/${await someDraft()}`, { ...someWords, send: false }, { headers: { 'if-match': '"1"' } }),
  releaseNotice: async (person, column) => person.post(`/notices/${await waitingFor(column)}/release`, undefined, { headers: { 'if-match': '"1"' } }),
  recallNotice: async (person) => person.post(`/notices/${await someNotice()}/recall`, {}),
  remindNotice: async (person) => person.post(`/notices/${await someNotice()}/remind`),
  readNotice: async (person) => person.post(`/notices/${await someNotice()}/read`),
  answerNotice: async (person) => person.post(`/notices/${await someNotice(asked)}/answer`, { child_id: child, answers: [{ choice: 0 }] }),
  castBallot: async (person) => {
    const due_at = new Date(Date.now() + 86_400_000).toISOString()
    return person.post(`/notices/${await someNotice({ ...asked, anonymous: true, due_at })}/ballot`, { child_id: child, answers: [{ choice: 0 }] })
  },
  noticeAnswers: async (person) => person.get(`/notices/${await someNotice(asked)}/answers`),
  nurseryAlarms: (person) => person.get('/nurseries/n01/alarms'), dutyAlarms: (person) => person.get('/alarms'),
  alarm: async (person) => person.get(`/alarms/${someAlarm(1)}`),
  closeAlarm: async (person) => person.post(`/alarms/${someAlarm(1)}/close`, { whereabouts: 'at_home' }),
  attemptAlarm: async (person) => person.post(`/alarms/${someAlarm(1)}/attempts`, { channel: 'telephone', result: 'no_answer', whom: 'mother' }),
  callRoll: async (person) => person.post(`/alarms/${someAlarm(2)}/roll-call`, { children: [] }),
  live: async (person) => {
    const stop = new AbortController()
    const answer = await fetch(`${server.url}/api/v1/live?topics=vacancies`, { headers: person.cookie ? { cookie: person.cookie } : {}, signal: stop.signal })
    stop.abort()
    return { status: answer.status, body: undefined, text: '' }
  },
}

test('every operation of the API document has its row, its way to be asked for, and no row stands without one', () => {
  assert.ok(operations.size >= 15)
  for (const operation of operations.keys()) {
    assert.ok(table.has(operation), `access.csv says nothing of ${operation}: who may do it?`)
    assert.equal(typeof ask[operation], 'function', `${operation} is never asked for here`)
  }
  for (const operation of table.keys()) assert.ok(operations.has(operation), `${operation} is not in the API document`)
})

test('every role of the program stands in the table, with a stranger to each of its places', () => {
  const roles = [...readFileSync(join(root, 'backend/core/access.h'), 'utf8').matchAll(/^\s+ROLE_([A-Z_]+)( = 1)?,/gm)].map(([, name]) => name.toLowerCase())
  assert.ok(roles.length >= 10)
  for (const role of roles) assert.ok(columns.includes(role), `access.csv has no column for ${role}`)
  for (const role of ['guardian', 'teacher', 'lead', 'head', 'nurse', 'sickroom_staff']) assert.ok(columns.includes(`${role}_other`), `${role}_other is missing`)
})

test('what the table grants, the document grants: x-roles and the rows say the same', () => {
  for (const [operation, { method, path }] of operations) {
    const roles = document.paths[path][method]['x-roles']
    for (const column of columns.slice(1)) {
      if (column.endsWith('_other')) continue
      const status = table.get(operation).get(column)
      const may = roles.includes('anyone') || (roles.includes('signed-in') && column !== 'anonymous') || roles.includes(column)
      assert.equal(![401, 403].includes(status), may, `${operation} for ${column}: ${status}, x-roles ${roles}`)
    }
  }
})

describe('every operation is given to exactly who may', () => {
  for (const operation of operations.keys())
    test(operation, async () => {
      const wrong = []
      for (const column of columns.slice(1)) {
        const answer = await ask[operation](people[column], column)
        const expected = table.get(operation).get(column)
        if (answer.status !== expected) wrong.push(`${column}: ${answer.status} ${answer.body?.code ?? ''}, not ${expected}`)
        else if (expected === 401) assert.equal(answer.body.code, 'SIGN_IN')
        else if (expected === 403) assert.equal(answer.body.code, 'DENIED')
        else if (expected === 404) assert.equal(answer.body.code, 'NOT_FOUND')
      }
      assert.deepEqual(wrong, [], operation)
    })
})

test('a refused stranger learns nothing: what is not yours and what is not there look the same', async () => {
  const other = people.guardian_other
  const id = await someReservation()
  const pairs = [[`/reservations/${id}`, `/reservations/${'0'.repeat(32)}`], [`/children/${child}/attendance`, `/children/${'0'.repeat(32)}/attendance`], [`/children/${child}/absences`, `/children/${'0'.repeat(32)}/absences`]]
  for (const [foreign, none] of pairs) {
    const one = await other.get(foreign)
    const two = await other.get(none)
    assert.equal(one.status, 404)
    assert.equal(one.text, two.text)
  }
  const nursery = await people.head_other.get('/nurseries/n01/attendance')
  const nowhere = await people.head_other.get('/nurseries/n99/attendance')
  assert.equal(nursery.text, nowhere.text)
})

test('lists hold only what is one\'s own', async () => {
  const id = await someReservation()
  const ids = async (person, path = '/reservations') => (await person.get(path)).body.reservations.map((one) => one.id)
  assert.ok((await ids(people.guardian)).includes(id))
  assert.ok(!(await ids(people.guardian_other)).includes(id))
  assert.ok((await ids(people.nurse, '/reservations?sick_room_id=s01')).includes(id))
  assert.deepEqual(await ids(people.nurse_other, '/reservations?sick_room_id=s01'), [], 'asking for another room gives nothing of it')
  assert.deepEqual(await ids(people.guardian_other, '/reservations?sick_room_id=s01'), [])
  const me = (await people.guardian_other.get('/me')).body
  assert.ok(!me.children.some((one) => one.id === child))
})
