const SCALE = 2
/** Browsers refuse larger canvases. */
const MOST_PIXELS = 8_000

/** An SVG as a PNG of twice its size, or as large as browsers allow. */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const scale = Math.min(SCALE, MOST_PIXELS / image.width, MOST_PIXELS / image.height)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (blob === null) throw new Error('the picture is too large for this browser.')
    return blob
  } finally {
    URL.revokeObjectURL(url)
  }
}
