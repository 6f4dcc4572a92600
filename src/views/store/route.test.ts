import { describe, expect, it } from 'vitest'
import { galleryAddress, readPage } from './route.ts'

describe('the address of a page', () => {
  it('is read back as it was written', () => {
    for (const path of ['', 'market/flash-crash', 'preset/black-monday', 'file/a b#c%?.csv'])
      expect(readPage(galleryAddress(path))).toEqual({ page: 'gallery', path, query: '' })
  })

  it('says after a ? how the page is looked at', () => {
    expect(readPage('#/gallery/market/flash-crash?seed=7&steps=100')).toEqual({
      page: 'gallery',
      path: 'market/flash-crash',
      query: 'seed=7&steps=100',
    })
  })

  it('is the studio for everything else, and nothing to fall over', () => {
    for (const hash of ['', '#', '#/galleryx', '#s=abc', '#/other'])
      expect(readPage(hash)).toEqual({ page: 'studio' })
    expect(readPage('#/gallery/%E0%A4%A')).toEqual({ page: 'gallery', path: '%E0%A4%A', query: '' })
  })
})
