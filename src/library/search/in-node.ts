/**
 * Libraries that Node has within itself, and exports the names of. The loader would bind what such a library calls of its
 * own to Node's copy, often of another version: libz's `deflateInit_` then fills a struct that Node's `deflate` wrote.
 */
const stems =
  'z crypto ssl uv nghttp2 nghttp3 ngtcp2 brotlicommon brotlidec brotlienc cares llhttp zstd sqlite3 icuuc icui18n'

const inNode = new RegExp(`(?:^|/)lib(?:${stems.split(' ').join('|')})\\.so[.\\d]*$`)

/** By the name of its file, as the loader is given it. */
export const isInNode = (file: string | null): boolean => file !== null && inNode.test(file)
