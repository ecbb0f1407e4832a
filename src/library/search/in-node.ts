/**
 * Libraries that Node has within itself, and exports the names of. The loader would bind what such a library calls of its
 * own to Node's copy, often of another version: libz's `deflateInit_` then fills a struct that Node's `deflate` wrote.
 */
const stems: ReadonlySet<string> = new Set(
  'z crypto ssl uv nghttp2 nghttp3 ngtcp2 brotlicommon brotlidec brotlienc cares llhttp zstd sqlite3 icuuc icui18n'.split(
    ' ',
  ),
)

/** By the name of its file, as the loader is given it. */
export function isInNode(path: string | null): boolean {
  if (path === null) return false
  const file = path.slice(path.lastIndexOf('/') + 1)
  const stem = file.startsWith('lib') ? file.slice('lib'.length, file.indexOf('.so')) : ''
  return stems.has(stem) && /\.so[.\d]*$/.test(file)
}
