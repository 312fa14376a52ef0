// HTTP as no client library would send it: bytes over a socket, and what came back.
import net from 'node:net'

/** Sends `parts` (strings or numbers: milliseconds to wait) and reads until the server closes, an answer is complete, or `ms` pass. */
export function raw(url, parts, { ms = 8000, answers = 1 } = {}) {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), hostname)
    let text = ''
    let closed = false
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ ...parse(text), closed, text })
    }
    const timer = setTimeout(end, ms)
    socket.setEncoding('utf8')
    socket.on('data', (part) => {
      text += part
      if (answers === 1 && parse(text).complete) setTimeout(end, 30) // long enough to see the connection close
    })
    socket.on('close', () => { closed = true; end() })
    socket.on('error', () => { closed = true })
    socket.on('connect', async () => {
      for (const part of [].concat(parts)) {
        if (typeof part === 'number') await new Promise((go) => setTimeout(go, part))
        else if (!socket.destroyed) socket.write(part)
      }
    })
  })
}

function parse(text) {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return { status: undefined, headers: {}, body: undefined, complete: false }
  const [line, ...lines] = text.slice(0, end).split('\r\n')
  const headers = {}
  for (const one of lines) headers[one.slice(0, one.indexOf(':')).toLowerCase()] = one.slice(one.indexOf(':') + 1).trim()
  const rest = text.slice(end + 4)
  const status = Number(line.split(' ')[1])
  const length = Number(headers['content-length'] ?? 0)
  const complete = Buffer.byteLength(rest) >= length || status === 204 || status === 304
  let body
  try {
    body = /json/.test(headers['content-type'] ?? '') ? JSON.parse(Buffer.from(rest).subarray(0, length).toString()) : rest
  } catch { /* cut short */ }
  return { status, headers, body, complete }
}

/** A request's head; `lines` are added as they are. */
export const head = (method, path, lines = [], { host = 'localhost' } = {}) =>
  [`${method} ${path} HTTP/1.1`, ...(host ? [`Host: ${host}`] : []), ...lines, '', ''].join('\r\n')
