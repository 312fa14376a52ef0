// A ZIP file of a few texts and pictures, stored without compression: the format is small enough not to need a library (PKWARE's APPNOTE, 4.3).
const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
});

export function crc32(bytes: Uint8Array): number {
    let c = 0xffffffff;
    for (const byte of bytes) c = (table[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
}

const NAMES_ARE_UTF8 = 0x0800;

/** Little-endian numbers: [value, bytes] each. */
function packed(parts: [number, number][]): Uint8Array {
    const out = new Uint8Array(parts.reduce((n, [, size]) => n + size, 0));
    let at = 0;
    for (const [value, size] of parts) for (let i = 0; i < size; i++) out[at++] = Math.floor(value / 256 ** i) & 0xff;
    return out;
}

export interface ZipFile {
    name: string;
    content: string | Uint8Array;
}

export function zipOf(files: ZipFile[], when: Date): Uint8Array[] {
    const encoder = new TextEncoder();
    const time = (when.getHours() << 11) | (when.getMinutes() << 5) | (when.getSeconds() >> 1);
    const date = ((when.getFullYear() - 1980) << 9) | ((when.getMonth() + 1) << 5) | when.getDate();
    const out: Uint8Array[] = [];
    const directory: Uint8Array[] = [];
    let at = 0;
    for (const file of files) {
        const name = encoder.encode(file.name);
        const data = typeof file.content === "string" ? encoder.encode(file.content) : file.content;
        const common: [number, number][] = [[20, 2], [NAMES_ARE_UTF8, 2], [0, 2], [time, 2], [date, 2], [crc32(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]];
        const head = packed([[0x04034b50, 4], ...common]);
        directory.push(packed([[0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]]), name);
        out.push(head, name, data);
        at += head.length + name.length + data.length;
    }
    const size = directory.reduce((n, part) => n + part.length, 0);
    return [...out, ...directory, packed([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2]])];
}
