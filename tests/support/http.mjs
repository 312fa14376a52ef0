// The HTTP side of a test's people: a session, JSON requests with idempotency keys, a live stream. Node's own client, keep-alive.
import { randomUUID } from 'node:crypto'
import http from 'node:http'
import { waitFor } from './proc.mjs'

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 })

/** One request; resolves with {status, headers, text, body} whatever the status is, rejects when the connection fails. A kept connection
 *  that the server closed at the same moment is no failure: like a browser it asks once more (every POST carries its key). */
export function request(url, { method = 'GET', headers = {}, body, using = agent, again = true } = {}) {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const all = { ...headers }
    if (payload !== undefined) {
      all['content-type'] ??= 'application/json'
      all['content-length'] = Buffer.byteLength(payload)
    } else if (method !== 'GET' && method !== 'HEAD') all['content-length'] = 0
    const sent = http.request(url, { method, headers: all, agent: using }, (answer) => {
      const parts = []
      answer.on('data', (part) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const json = /json/.test(answer.headers['content-type'] ?? '') && text !== ''
        resolve({ status: answer.statusCode, headers: answer.headers, text, body: json ? JSON.parse(text) : undefined })
      })
    })
    sent.on('error', (error) => {
      const closedMeanwhile = again && sent.reusedSocket && error.code === 'ECONNRESET'
      if (closedMeanwhile) request(url, { method, headers, body, using: new http.Agent(), again: false }).then(resolve, reject) // the next kept one may be closed too
      else reject(error)
    })
    sent.end(payload)
  })
}

/** Somebody with (or without) a cookie. POSTs get a fresh Idempotency-Key unless one is given with {key}; {key: null} sends none. */
export function client(base, cookie) {
  const call = (method) => (path, body, { key = method === 'POST' ? randomUUID() : undefined, headers = {}, using } = {}) =>
    request(base + (path.startsWith('/') && !path.startsWith('/api/') && !/^\/(healthz|readyz|metrics)/.test(path) ? '/api/v1' + path : path), {
      method, body, using,
      headers: { ...(cookie ? { cookie } : {}), ...(key ? { 'idempotency-key': key } : {}), ...headers },
    })
  const get = call('GET')
  return {
    base, cookie,
    get: (path, options) => get(path, undefined, options),
    post: call('POST'), put: call('PUT'), del: call('DELETE'),
    sse: (topics, options) => sse(base, topics, { cookie, ...options }),
  }
}

/** Password sign-in as a person does it; throws when it is refused. `login` without @ is one of the demonstration's. */
export async function signIn(base, login, password = 'tsubame-demo-2026') {
  const answer = await request(`${base}/api/v1/session`, {
    method: 'POST', body: { login: login.includes('@') ? login : `${login}@demo.example`, password },
  })
  if (answer.status !== 204) throw new Error(`sign-in of ${login} gave ${answer.status} ${answer.text}`)
  return client(base, answer.headers['set-cookie'][0].split(';')[0])
}

/** An open live stream: `events` grows; next() waits for an event that `matches`, from where the last next() stopped. */
export async function sse(base, topics, { cookie, lastEventId, onEvent } = {}) {
  const stream = { events: [], status: undefined, ended: false }
  let seen = 0
  const sent = http.request(`${base}/api/v1/live?topics=${[].concat(topics).join(',')}`, {
    agent: new http.Agent(),
    headers: { accept: 'text/event-stream', ...(cookie ? { cookie } : {}), ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
  })
  stream.close = () => sent.destroy()
  stream.next = async (matches = () => true, what = 'an event', ms = 10_000) => waitFor(() => {
    while (seen < stream.events.length) {
      const event = stream.events[seen++]
      if (matches(event)) return event
    }
    if (stream.ended) throw new Error('the stream has ended')
    return undefined
  }, `${what} on ${topics}`, ms, 5)
  await new Promise((resolve, reject) => {
    sent.on('error', (error) => { stream.ended = true; reject(error) })
    sent.on('response', (answer) => {
      stream.status = answer.statusCode
      stream.headers = answer.headers
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part) => {
        text += part
        for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
          const event = parseEvent(text.slice(0, end))
          if (!event) continue
          stream.events.push(event)
          onEvent?.(event)
        }
      })
      answer.on('close', () => { stream.ended = true })
      answer.on('error', () => { stream.ended = true })
      resolve()
    })
    sent.end()
  })
  return stream
}

function parseEvent(block) {
  const event = { at: performance.now(), event: 'message', data: '', id: undefined }
  let any = false
  for (const line of block.split('\n')) {
    const [, field, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
    if (!field) continue
    any = true
    if (field === 'data') event.data += (event.data ? '\n' : '') + value
    else if (field === 'event' || field === 'id') event[field] = value
  }
  if (!any || (!event.data && event.event === 'message')) return undefined
  try {
    event.data = JSON.parse(event.data)
  } catch { /* a keep-alive or plain text */ }
  return event
}
