// make run: the staff of the demonstration's nurseries come and go as their shifts say, so that the boards know how many teachers are there. A process
// like the fleet: node .ci/demo-staff.mjs URL PASSWORD NURSERY…; the people are invented, and entered once by the nursery's head.
const [url, password, ...nurseries] = process.argv.slice(2)
const EVERY_MS = 30_000
const NAMES = ['朝倉 みどり', '井上 すず', '内田 さやか', '大野 まこと', '川口 あい', '菊地 ひろみ', '小島 なつ', '坂本 ゆり', '杉山 けい', '関 ちひろ', '竹内 まゆ', '永井 りく', '早川 とも', '藤井 かおり']
const SHIFTS = [['07:15', '16:15'], ['07:30', '16:30'], ['08:30', '17:30'], ['09:00', '18:00'], ['09:30', '18:45']]
const api = `${url}/api/v1`
const cookies = new Map()

async function ask(login, method, path, body) {
  const headers = { 'content-type': 'application/json', ...(cookies.has(login) ? { cookie: cookies.get(login) } : {}) }
  if (method === 'POST') headers['idempotency-key'] = crypto.randomUUID()
  const answer = await fetch(api + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  if (answer.status === 401 && path !== '/session') {
    const begun = await fetch(`${api}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) })
    if (begun.status !== 204) throw new Error(`${login}: ${begun.status}`)
    cookies.set(login, begun.headers.get('set-cookie').split(';')[0])
    return ask(login, method, path, body)
  }
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`)
  return answer.status === 204 ? {} : answer.json()
}

const clock = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(11, 16)

async function turn(nursery) {
  const head = `head-${nursery}@demo.example`
  let day = await ask(head, 'GET', `/nurseries/${nursery}/staffing`)
  if (!day.staffed) {
    for (const [i, name] of NAMES.entries()) {
      const [from, to] = SHIFTS[i % SHIFTS.length]
      await ask(head, 'POST', `/nurseries/${nursery}/staff`, { name, teacher: true, from, to })
    }
    day = await ask(head, 'GET', `/nurseries/${nursery}/staffing`)
  }
  const now = clock()
  for (const one of day.staff.filter((member) => NAMES.includes(member.name))) {
    if (one.arrived_at === null && one.from <= now && now < one.to) await ask(head, 'POST', `/staff/${one.id}/touches`, { kind: 'arrive' })
    if (one.here && one.to <= now) await ask(head, 'POST', `/staff/${one.id}/touches`, { kind: 'leave' })
  }
}

for (;;) {
  for (const nursery of nurseries) await turn(nursery).catch((error) => console.error(String(error))) // the server may be busy: again in a while
  await new Promise((done) => setTimeout(done, EVERY_MS))
}
