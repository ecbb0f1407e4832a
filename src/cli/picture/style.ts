/** How a picture looks: measures, in pixels, and colours for light and dark. */

export const measure = {
  margin: 20,
  /** Between pictures side by side. */
  gap: 44,
  byte: 46,
  line: 40,
  gapLine: 22,
  /** Left of the grid, for offsets. */
  offsets: 36,
  title: 30,
  heading: 42,
  caption: 26,
  note: 18,
  /** Between layers of a union. */
  layer: 26,
  /** Of a character of the names, and of what is smaller. */
  character: 7.3,
  smallCharacter: 6.1,
}

/** Colours of fields, in turn: of light paper, and of dark. */
const fields = [
  ['#d6e6f5', '#2a4560'],
  ['#dcefd8', '#2f4c33'],
  ['#fbe6cc', '#5c4524'],
  ['#e8ddf3', '#493b5c'],
  ['#d3ecec', '#245050'],
  ['#f8dbe1', '#5e353f'],
  ['#f2eec6', '#504b22'],
  ['#e2e4ec', '#3d404b'],
] as const

export const colours = fields.length

const field = (dark: boolean) => fields.map((pair, i) => `.c${i}{fill:${pair[dark ? 1 : 0]}}`).join('')

export const style = `<style>
text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:12px;fill:#1d2126}
.title{font-size:15px;font-weight:600}.target{font-size:13px;font-weight:600}.small{font-size:10px}
.quiet{font-size:10px;fill:#69707a}.paper{fill:#ffffff}.field{stroke:#5b6470;stroke-width:1}
.tick{stroke:#5b6470;stroke-opacity:.25}.hole{fill:url(#hatch);stroke:#a4abb5;stroke-width:1}
.ground{fill:#f4f5f7}.halo{paint-order:stroke;stroke:#f4f5f7;stroke-width:6px;stroke-linejoin:round}.hatch{stroke:#c3c8d0}${field(false)}
@media (prefers-color-scheme:dark){text{fill:#e6e8eb}.quiet{fill:#b1b8c2}.paper{fill:#15181c}.field{stroke:#8b95a3}
.tick{stroke:#8b95a3}.hole{stroke:#565d67}.ground{fill:#1d2126}.halo{stroke:#1d2126}.hatch{stroke:#3e454f}${field(true)}}
</style>
<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
<rect class="ground" width="7" height="7"/><line class="hatch" x1="0" y1="0" x2="0" y2="7" stroke-width="2.4"/></pattern></defs>`
