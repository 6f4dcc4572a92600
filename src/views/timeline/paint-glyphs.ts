import type { Context } from './scene.ts'

const FULL_TURN = Math.PI * 2

export function dot(context: Context, x: number, y: number, radius: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.arc(x, y, radius, 0, FULL_TURN)
  context.fill()
}

export function ring(
  context: Context,
  x: number,
  y: number,
  radius: number,
  colour: string,
  inside: string,
): void {
  dot(context, x, y, radius, inside)
  context.strokeStyle = colour
  context.lineWidth = 1.75
  context.beginPath()
  context.arc(x, y, radius, 0, FULL_TURN)
  context.stroke()
}

export function diamond(context: Context, x: number, y: number, radius: number, colour: string): void {
  polygon(context, colour, [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ])
}

export function triangle(context: Context, x: number, y: number, radius: number, colour: string): void {
  polygon(context, colour, [
    [x, y - radius],
    [x + radius, y + radius * 0.8],
    [x - radius, y + radius * 0.8],
  ])
}

export function square(context: Context, x: number, y: number, radius: number, colour: string): void {
  context.fillStyle = colour
  context.fillRect(x - radius, y - radius, radius * 2, radius * 2)
}

export function cross(context: Context, x: number, y: number, radius: number, colour: string): void {
  stroke(context, colour, [
    [x - radius, y - radius],
    [x + radius, y + radius],
  ])
  stroke(context, colour, [
    [x + radius, y - radius],
    [x - radius, y + radius],
  ])
}

export function tick(context: Context, x: number, y: number, radius: number, colour: string): void {
  stroke(context, colour, [
    [x - radius, y],
    [x - radius * 0.2, y + radius * 0.8],
    [x + radius, y - radius * 0.8],
  ])
}

/** Goes on: what a running step carries. */
export function arrow(context: Context, x: number, y: number, radius: number, colour: string): void {
  polygon(context, colour, [
    [x - radius * 0.6, y - radius],
    [x + radius * 0.8, y],
    [x - radius * 0.6, y + radius],
  ])
}

export function verticalLine(
  context: Context,
  x: number,
  top: number,
  bottom: number,
  colour: string,
  dash: readonly number[] = [],
): void {
  context.strokeStyle = colour
  context.lineWidth = 1
  context.setLineDash([...dash])
  context.beginPath()
  context.moveTo(Math.round(x) + 0.5, top)
  context.lineTo(Math.round(x) + 0.5, bottom)
  context.stroke()
  context.setLineDash([])
}

/** Shortens a text with an ellipsis to at most `most` pixels; empty when not even a letter fits. */
export function fitText(context: Context, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (context.measureText(`${text.slice(0, middle)}…`).width <= most) low = middle
    else high = middle - 1
  }
  return low < 2 ? '' : `${text.slice(0, low)}…`
}

type Point = readonly [x: number, y: number]

function trace(context: Context, points: readonly Point[]): void {
  context.beginPath()
  for (const [nth, [x, y]] of points.entries()) {
    if (nth === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  }
}

function polygon(context: Context, colour: string, points: readonly Point[]): void {
  context.fillStyle = colour
  trace(context, points)
  context.closePath()
  context.fill()
}

function stroke(context: Context, colour: string, points: readonly Point[]): void {
  context.strokeStyle = colour
  context.lineWidth = 2
  context.lineCap = 'round'
  context.lineJoin = 'round'
  trace(context, points)
  context.stroke()
  context.lineCap = 'butt'
}
