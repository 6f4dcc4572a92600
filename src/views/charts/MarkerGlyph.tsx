import type { ChartMarker, MarkerShape } from './chart.ts'

const PATHS: Readonly<Record<MarkerShape, string>> = {
  circle: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  triangle: 'M0 -5.5L5.5 4.5H-5.5z',
  square: 'M-4.2 -4.2H4.2V4.2H-4.2z',
  diamond: 'M0 -6L6 0L0 6L-6 0z',
  pentagon: 'M0 -5.6L5.4 -1.6L3.4 4.8H-3.4L-5.4 -1.6z',
  cross:
    'M-4.6 -2.4L-2.4 -4.6L0 -2.2L2.4 -4.6L4.6 -2.4L2.2 0L4.6 2.4L2.4 4.6L0 2.2L-2.4 4.6L-4.6 2.4L-2.2 0z',
  flag: 'M-0.8 0V-16H10L7 -12L10 -8H0.8V0z',
  pennant: 'M-0.8 0V-16L9 -12L0.8 -8V0z',
}

/** The shape alone, for the chart and for the legend. Several events in one place show their number. */
export function MarkerGlyph({
  marker,
}: {
  readonly marker: Pick<ChartMarker, 'shape' | 'colour' | 'hollow' | 'count'>
}) {
  const { shape, colour, hollow = false, count } = marker
  return (
    <>
      <path
        d={PATHS[shape]}
        fill={hollow ? 'var(--surface-1)' : colour}
        stroke={hollow ? colour : 'var(--surface-1)'}
        strokeWidth={hollow ? 1.75 : 1}
        strokeLinejoin="round"
      />
      {count > 1 && (
        <text
          x="7"
          y="-5"
          fontSize="10"
          fontWeight="600"
          fill="var(--text-1)"
          stroke="var(--surface-1)"
          strokeWidth="2.5"
          paintOrder="stroke"
        >
          {count > 999 ? `${Math.round(count / 1_000)}k` : count}
        </text>
      )}
    </>
  )
}
