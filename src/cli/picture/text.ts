/** Text in SVG. */
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const escaped = (words: string): string => words.replace(/[&<>"]/g, character => entities[character]!)

export function text(words: string, x: number, y: number, look: string, anchor?: 'middle' | 'end'): string {
  const attributes = `${look === '' ? '' : ` class="${look}"`}${anchor === undefined ? '' : ` text-anchor="${anchor}"`}`
  return `<text x="${x}" y="${y}"${attributes} xml:space="preserve">${escaped(words)}</text>`
}
