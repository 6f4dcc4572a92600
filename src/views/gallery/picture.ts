import { showControls } from '../../base/bidi.ts'

const SCALE = 2
const TITLE_PX = 40
const PADDING_PX = 16
/** What the look of an SVG element consists of; written into the copy, which has no style sheet. */
const LOOKS = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-family',
  'font-weight',
  'text-anchor',
] as const

/** The charts that a selector finds, one below the other, as a PNG under a title; null when there is none. */
export async function chartPicture(selector: string, title: string): Promise<Blob | null> {
  const charts = [...document.querySelectorAll<HTMLElement>(selector)]
  if (charts.length === 0) return null
  const root = getComputedStyle(document.documentElement)
  const colour = (token: string) => resolved(`var(${token})`, root.getPropertyValue(token))
  const width = Math.max(...charts.map(({ clientWidth }) => clientWidth)) + 2 * PADDING_PX
  const height = charts.reduce((sum, { clientHeight }) => sum + clientHeight, TITLE_PX) + PADDING_PX
  const canvas = document.createElement('canvas')
  canvas.width = width * SCALE
  canvas.height = height * SCALE
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.scale(SCALE, SCALE)
  context.fillStyle = colour('--surface-1')
  context.fillRect(0, 0, width, height)
  context.fillStyle = colour('--text-1')
  context.font = `600 17px ${root.getPropertyValue('--font')}`
  context.fillText(showControls(title), PADDING_PX, 27)
  let y = TITLE_PX
  for (const chart of charts) {
    // The curve is on a canvas, the axes in the SVG that lies over it.
    const curve = chart.querySelector('canvas')
    const axes = chart.querySelector('svg')
    const image = axes === null ? null : await imageOf(axes)
    if (curve === null || image === null) return null
    for (const layer of [curve, image])
      context.drawImage(layer, PADDING_PX, y, chart.clientWidth, chart.clientHeight)
    y += chart.clientHeight
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** A colour as the page shows it now: tokens depend on light and dark. */
function resolved(value: string, fallback: string): string {
  const probe = document.createElement('span')
  probe.style.color = value
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color || fallback
}

async function imageOf(chart: SVGSVGElement): Promise<HTMLImageElement | null> {
  const copy = chart.cloneNode(true) as SVGSVGElement
  const originals = [chart, ...chart.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  originals.forEach((original, nth) => {
    const look = getComputedStyle(original)
    const target = copies[nth]
    for (const name of LOOKS) target?.setAttribute(name, look.getPropertyValue(name))
    target?.removeAttribute('style')
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(chart.clientWidth))
  copy.setAttribute('height', String(chart.clientHeight))
  const text = new XMLSerializer().serializeToString(copy)
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  const image = new Image()
  image.src = url
  try {
    await image.decode()
    return image
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}
